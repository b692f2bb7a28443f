// What is there before anything is said: the head with its two buttons, the places for messages, the form.

import { h } from "./dom.js";
import { helpLines } from "./kinds.js";
import { HELP_LINES, T } from "./words.js";

/**
 * @param {string} label
 * @param {string} kind
 * @param {Record<string, string>} [more]
 */
const button = (label, kind, more) => h("button", { type: "button", class: kind, ...more }, label);

/** What a button says that shows and hides a part. @param {string} id */
const opens = (id) => ({ "aria-expanded": "false", "aria-controls": id });

/** All parts, put together in `root`; the element gives them their behaviour. */
export function frame() {
  const heading = h("h2", { id: "heading" });
  const openHelp = button(T.helpButton, "help", opens("help"));
  const openMenu = button(T.menu, "quiet", opens("menu"));
  const [restart, human, erase] = [button(T.restart, "quiet"), button(T.human, "quiet"), button(T.erase, "quiet")];
  const help = h("div", { id: "help", class: "panel", hidden: true }, h("p", {}, h("strong", {}, T.helpTitle)), helpLines(HELP_LINES));
  const menu = h("div", { id: "menu", class: "panel", hidden: true }, restart, human, erase);

  const facts = h("ul", {});
  const understood = h("details", { class: "understood", hidden: true }, h("summary", {}, T.understood), facts);
  const safety = h("section", { class: "safety", "aria-label": T.safety, tabindex: "0", hidden: true });

  const privacy = h("p", { class: "privacy" }, h("strong", {}, T.privacyTitle), T.privacy);
  const log = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": T.log });
  const status = h("p", { class: "status", role: "status" });
  const error = h("div", { class: "error", role: "alert" });
  const scroll = h("div", { id: "talk", class: "scroll", role: "group", "aria-label": T.talk, tabindex: "0" }, privacy, log, status, error);

  const input = h("textarea", { id: "input", rows: "1", autocomplete: "off", enterkeyhint: "send", "aria-describedby": "count" });
  const count = h("p", { id: "count", class: "small", hidden: true });
  const send = h("button", { type: "submit", class: "send" }, T.send);
  const form = h("form", {}, h("label", { for: "input" }, T.input), h("div", { class: "line" }, input, send), count);

  const [eraseYes, eraseNo] = [button(T.eraseYes, "send"), button(T.eraseNo, "quiet")];
  const eraseError = h("p", { role: "alert" });
  const dialog = h(
    "dialog",
    { "aria-labelledby": "erase" },
    h("h3", { id: "erase" }, T.eraseTitle),
    h("p", {}, T.eraseDetail),
    eraseError,
    h("div", { class: "row" }, eraseNo, eraseYes),
  );

  const head = h("div", { class: "head" }, heading, h("div", { class: "tools" }, openHelp, openMenu), help, menu);
  const root = h("section", { class: "chat", lang: "nl", "aria-labelledby": "heading" }, head, understood, safety, scroll, form, dialog);
  return {
    ...{ root, heading, openHelp, openMenu, help, menu, restart, human, erase, facts, understood, safety },
    ...{ scroll, log, status, error, form, input, count, send, dialog, eraseYes, eraseNo, eraseError },
  };
}
