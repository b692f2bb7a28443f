// The buttons for who rather listens and speaks. What the browser cannot do has no button.

import { dictation, recognizer } from "./dictation.js";
import { h } from "./dom.js";
import { name, tap } from "./pictograms.js";
import { dutchVoice, readable, reader } from "./speech.js";
import * as T from "./words.js";

/** Where an answer may stand. @typedef {Record<"privacy" | "log" | "safety" | "error", HTMLElement>} Places */

/**
 * `always` stands in the menu, `listen` and `speak` beside the field, and `news` below it. `answered` is called when a
 * new answer stands there, `stop` when something else begins, `connect` when the chat comes to a page and leaves it.
 * @param {HTMLTextAreaElement} field
 * @param {Places} places
 */
export function voiceAids(field, places) {
  let reading = false;
  let listening = false;
  let agreed = false;
  let each = false;
  const news = h("p", { id: "spoken", class: "small", role: "status" });
  const aloud = reader((now) => {
    reading = now;
    name(listen, now ? T.stop : T.listen);
  });
  const dictate = dictation(field, (now, words) => {
    listening = now;
    news.textContent = words;
    name(speak, now ? T.stop : T.dictate);
  });
  const stop = () => {
    aloud.stop();
    dictate.stop();
  };
  const read = () => {
    stop();
    aloud.read(readable(newest(places)));
  };
  const listen = tap(T.listen, "quiet", () => (reading ? stop() : read()));
  const speak = tap(T.dictate, "quiet", () => {
    if (listening) return dictate.finish();
    stop();
    if (agreed) return dictate.begin();
    // Told first; the second tap is a yes.
    agreed = true;
    news.textContent = T.dictateDetail;
  });
  const readEach = () => {
    each = !each;
    always.setAttribute("aria-pressed", String(each));
    // At once, in the tap of the visitor: a phone that read nothing then, reads nothing later.
    if (each) read();
    else stop();
  };
  const always = tap(T.readAll, "quiet", readEach, { "aria-pressed": "false" });

  const look = () => {
    listen.hidden = always.hidden = !dutchVoice();
    speak.hidden = !recognizer();
  };
  /** @param {boolean} there */
  const connect = (there) => {
    const doing = there ? "addEventListener" : "removeEventListener";
    globalThis.speechSynthesis?.[doing]?.("voiceschanged", look);
    window[doing]("pagehide", stop);
    look();
  };
  const answered = () => {
    look();
    if (each) read();
  };
  return { always, listen, speak, news, connect, answered, stop };
}

/** Where the newest answer stands: what came after the last words of the visitor. @param {Places} places */
function newest({ privacy, log, safety, error }) {
  /** @type {Element[]} */
  const found = [error];
  let item = log.lastElementChild;
  for (; item && !item.matches(".visitor"); item = item.previousElementSibling) found.unshift(item);
  if (!safety.hidden && !safety.matches(".folded")) found.unshift(safety);
  if (!item) found.unshift(privacy);
  return found;
}
