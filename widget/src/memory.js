// The memory of this tab alone; it may be closed to this page.

/** What was kept, '' when nothing was. @param {string} place */
export function recall(place) {
  try {
    return sessionStorage.getItem(place) ?? "";
  } catch {
    return "";
  }
}

/**
 * Keep something until the tab is closed.
 * @param {string} place
 * @param {string} value '' forgets it
 */
export function remember(place, value) {
  try {
    if (value) sessionStorage.setItem(place, value);
    else sessionStorage.removeItem(place);
  } catch {
    // Then it is known as long as the page is.
  }
}
