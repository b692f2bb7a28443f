// Bigger and smaller letters, for this tab.

import { button, h } from "./dom.js";
import { recall, remember } from "./memory.js";
import * as T from "./words.js";

const SIZES = [0.9, 1, 1.2, 1.45, 1.75, 2];
const PLACE = "wegwijs letters";

/**
 * Two buttons that change the size of all that is in `place`.
 * @param {HTMLElement} place
 * @param {() => unknown} changed
 */
export function letters(place, changed) {
  let size = SIZES.indexOf(Number(recall(PLACE)));
  if (size < 0) size = 1;
  /** @param {number} by */
  const change = (by) => {
    size = Math.min(SIZES.length - 1, Math.max(0, size + by));
    place.style.setProperty("--letters", String(SIZES[size]));
    smaller.setAttribute("aria-disabled", String(size === 0));
    bigger.setAttribute("aria-disabled", String(size === SIZES.length - 1));
    if (by) remember(PLACE, size === 1 ? "" : String(SIZES[size]));
    changed();
  };
  const smaller = button(T.smaller, "quiet", () => change(-1));
  const bigger = button(T.bigger, "quiet", () => change(1));
  change(0);
  return h("div", { class: "row letters", role: "group", "aria-label": T.letters }, h("span", {}, T.letters), smaller, bigger);
}
