// Parts that a button shows and hides, one at a time.

/** Shows and hides the panels of the head. */
export class Panels {
  #head;
  #pairs;

  /**
   * @param {HTMLElement} head a tap inside it leaves them as they are
   * @param {[opener: HTMLElement, panel: HTMLElement][]} pairs
   */
  constructor(head, pairs) {
    this.#head = head;
    this.#pairs = pairs;
    for (const [opener, panel] of pairs) opener.addEventListener("click", () => this.#toggle(opener, panel));
  }

  /** Close what is open; gives the button that opened it. @param {Event} [event] */
  close = (event) => {
    if (event?.composedPath().includes(this.#head)) return;
    const found = this.#pairs.find(([, panel]) => !panel.hidden)?.[0];
    for (const [opener, panel] of this.#pairs) {
      panel.hidden = true;
      opener.setAttribute("aria-expanded", "false");
    }
    return found;
  };

  /**
   * @param {HTMLElement} opener
   * @param {HTMLElement} panel
   */
  #toggle(opener, panel) {
    const open = panel.hidden;
    this.close();
    panel.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
  }
}
