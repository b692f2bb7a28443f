// What is there before anything is said.

import { composer as compose } from "./composer.js";
import { bold, button, h, icon } from "./dom.js";
import { eraser } from "./eraser.js";
import { CROSS, SIGNPOST } from "./icons.js";
import { helpLines } from "./kinds.js";
import { Panels } from "./panels.js";
import { tap } from "./pictograms.js";
import { SafetyCard } from "./safety.js";
import { voiceAids } from "./voice.js";
import * as T from "./words.js";

/** @import { Actions } from "./types.d.ts" */

/** A button that shows and hides a part. @param {string} id */
const opens = (id) => ({ "aria-expanded": "false", "aria-controls": id });

/** All parts, put together in `root`. @param {Actions} on */
export function frame(on) {
  const heading = h("h2", { id: "heading" }, T.heading);
  const openHelp = button(T.helpButton, "help", () => {}, opens("help"));
  const openMenu = button(T.menu, "quiet", () => {}, opens("menu"));
  const close = button("", "quiet close", on.close, { "aria-label": T.close });
  close.append(icon(CROSS));
  const choices = Object.entries({ back: T.back, keep: T.keep, human: T.human, restart: T.restart }).map(([name, label]) =>
    tap(label, "quiet", () => picked(() => on.choose({ choice: `talk:${name}`, label }))),
  );
  const erase = eraser(on.erase);
  const help = h("div", { id: "help", class: "panel", hidden: true }, bold(T.helpTitle), helpLines(T.HELP_LINES));
  const menu = h("div", { id: "menu", class: "panel", hidden: true }, ...choices, tap(T.erase, "quiet", () => picked(erase.ask)));

  const facts = h("ul", { class: "lines" });
  const understood = h("details", { class: "understood", hidden: true }, h("summary", {}, T.understood), facts);
  const safety = new SafetyCard();

  const privacy = h("p", { class: "small privacy" }, h("strong", {}, T.privacyTitle), T.privacy);
  const log = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": T.log });
  const status = h("p", { class: "small", role: "status" });
  const error = h("div", { id: "error", class: "card error", role: "alert" });
  const scroll = h("div", { id: "talk", class: "scroll", role: "group", "aria-label": T.talk, tabindex: "0" }, privacy, log, status, error);
  const composer = compose(on.say);
  const voice = voiceAids(composer.input, { privacy, log, safety: safety.root, error });
  composer.extra.append(voice.listen, voice.speak);
  composer.form.append(voice.news);

  const tools = h("div", { class: "row tools" }, openHelp, openMenu);
  const head = h("div", { class: "head" }, icon(SIGNPOST), heading, tools, close, help, menu);
  const root = h("section", { class: "chat" }, head, understood, safety.root, scroll, composer.form, erase.dialog);
  menu.append(voice.always);

  const panels = new Panels(head, [
    [openHelp, help],
    [openMenu, menu],
  ]);
  /** Something in the menu was chosen. @param {() => unknown} action */
  const picked = (action) => {
    panels.close();
    openMenu.focus();
    action();
  };
  return { root, heading, help, menu, panels, privacy, facts, understood, safety, scroll, log, status, error, composer, voice, erase };
}
