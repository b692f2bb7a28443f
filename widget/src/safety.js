// The safety card: pinned above the log, told once, folded when the talk goes on.

import { button, h, words } from "./dom.js";
import { safetyParts } from "./kinds.js";
import * as T from "./words.js";

/** @import { Found } from "./types.d.ts" */

/** The place of the card, and what happens with it. */
export class SafetyCard {
  root = h("section", { class: "safety", "aria-label": T.safety, tabindex: "0", hidden: true });
  #fold = button("", "quiet", () => this.fold(!this.root.matches(".folded")));
  #text = "";

  /** Nothing is shown. */
  clear() {
    this.root.hidden = true;
    this.root.replaceChildren();
    this.#text = "";
  }

  /** True when this was not told yet. @param {Found} message */
  show(message) {
    this.fold(false);
    if (words(message.text) === this.#text) return false;
    this.#text = words(message.text);
    const { text, calls, more } = safetyParts(message);
    const alert = h("div", { class: "told", role: "alert" });
    this.root.hidden = false;
    this.root.replaceChildren(alert, calls, more || "", this.#fold);
    // An alert is read out when it is there first and filled then.
    alert.append(text);
    return true;
  }

  /** @param {boolean} folded */
  fold(folded) {
    this.root.classList.toggle("folded", folded);
    this.#fold.textContent = folded ? T.readAgain : T.fold;
  }
}
