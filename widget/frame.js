// What is there before anything is said.

import { bold, button, h } from "./dom.js";
import { helpLines } from "./kinds.js";
import { HELP_LINES, T } from "./words.js";

/** @import { Actions } from "./types.d.ts" */

/** A button that shows and hides a part. @param {string} id */
const opens = (id) => ({ "aria-expanded": "false", "aria-controls": id });

/** All parts, put together in `root`. @param {Actions} on */
export function frame(on) {
  const heading = h("h2", { id: "heading" }, T.heading);
  const openHelp = button(T.helpButton, "help", on.help, opens("help"));
  const openMenu = button(T.menu, "quiet", on.menu, opens("menu"));
  const choices = /** @type {const} */ (["back", "restart", "human"]).map((name) =>
    button(T[name], "quiet", () => on.choose({ choice: `talk:${name}`, label: T[name] })),
  );
  const help = h("div", { id: "help", class: "panel", hidden: true }, bold(T.helpTitle), helpLines(HELP_LINES));
  const menu = h("div", { id: "menu", class: "panel", hidden: true }, ...choices, button(T.erase, "quiet", on.erase));

  const facts = h("ul", { class: "lines" });
  const understood = h("details", { class: "understood", hidden: true }, h("summary", {}, T.understood), facts);
  const safety = h("section", { class: "safety", "aria-label": T.safety, tabindex: "0", hidden: true });

  const privacy = h("p", { class: "small privacy" }, h("strong", {}, T.privacyTitle), T.privacy);
  const log = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": T.log });
  const status = h("p", { class: "small", role: "status" });
  const error = h("div", { class: "card error", role: "alert" });
  const scroll = h("div", { id: "talk", class: "scroll", role: "group", "aria-label": T.talk, tabindex: "0" }, privacy, log, status, error);

  const input = h("textarea", { id: "input", rows: "1", autocomplete: "off", enterkeyhint: "send", "aria-describedby": "count" });
  const count = h("p", { id: "count", class: "small", hidden: true });
  const send = h("button", { class: "send" }, T.send);
  const form = h("form", {}, h("label", { for: "input" }, T.input), h("div", { class: "line" }, input, send), count);

  const eraseError = h("p", { role: "alert" });
  /** @type {HTMLDialogElement} */
  const dialog = h(
    "dialog",
    { class: "card", "aria-labelledby": "erase" },
    h("h3", { id: "erase" }, T.eraseTitle),
    h("p", {}, T.eraseDetail),
    eraseError,
    h("div", { class: "row" }, button(T.eraseNo, "quiet", () => dialog.close()), button(T.eraseYes, "send", on.eraseSurely)),
  );

  const head = h("div", { class: "head" }, heading, h("div", { class: "row tools" }, openHelp, openMenu), help, menu);
  const root = h("section", { class: "chat", lang: "nl", "aria-labelledby": "heading" }, head, understood, safety, scroll, form, dialog);
  return { root, heading, openHelp, openMenu, help, menu, facts, understood, safety, scroll, log, status, error, form, input, count, send, dialog, eraseError };
}
