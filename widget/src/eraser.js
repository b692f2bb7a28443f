// The question before a talk is erased.

import { button, h } from "./dom.js";
import * as T from "./words.js";

/**
 * The dialog. `failed` says that it did not work out.
 * @param {() => unknown} erase the visitor said yes
 */
export function eraser(erase) {
  const problem = h("p", { role: "alert" });
  /** @type {HTMLDialogElement} */
  const dialog = h(
    "dialog",
    { class: "card", "aria-label": T.eraseTitle },
    h("h3", {}, T.eraseTitle),
    h("p", {}, T.eraseDetail),
    problem,
    h("div", { class: "row" }, button(T.eraseNo, "quiet", () => dialog.close()), button(T.eraseYes, "send", erase)),
  );
  const ask = () => {
    problem.textContent = "";
    dialog.showModal();
  };
  const failed = () => void (problem.textContent = T.eraseFailed);
  return { dialog, ask, failed };
}
