// Speaking instead of typing. The words land in the field; the visitor looks at them and sends them.

import * as T from "./words.js";

/** @import { Recognition, Recognizer } from "./types.d.ts" */

const LANGUAGE = "nl-NL";
/** @type {Record<string, string>} */
const TROUBLE = { "not-allowed": T.notAllowed, "service-not-allowed": T.notAllowed, "no-speech": T.nothingHeard };

/** What the browser has for it. @returns {Recognizer | undefined} */
export const recognizer = () => {
  const browser = /** @type {any} */ (globalThis);
  return browser.SpeechRecognition ?? browser.webkitSpeechRecognition;
};

/**
 * Listens to the visitor, a sentence or a few at a time. `finish`: the visitor is done, and what was heard may still
 * come. `stop`: nothing more is heard.
 * @param {HTMLTextAreaElement} field
 * @param {(listening: boolean, news: string) => unknown} changed
 */
export function dictation(field, changed) {
  /** @type {Recognition | null} */
  let listening = null;
  /** @param {string} news */
  const end = (news) => {
    listening = null;
    changed(false, news);
  };
  const stop = () => {
    const listener = listening;
    if (listener) end("");
    listener?.abort();
  };
  const begin = () => {
    const Listener = recognizer();
    if (!Listener || listening) return;
    const before = field.value && field.value.replace(/\s*$/, " ");
    let written = field.value;
    let news = "";
    const listener = new Listener();
    listener.lang = LANGUAGE;
    listener.interimResults = true;
    listener.onresult = ({ results }) => {
      if (listening !== listener) return;
      // What was typed in the meantime goes before what was spoken.
      if (field.value !== written) return stop();
      field.value = written = before + Array.from(results, (heard) => heard[0]?.transcript).join("").trim();
      field.dispatchEvent(new Event("input"));
      news = T.lookAgain;
    };
    listener.onerror = ({ error }) => (news = TROUBLE[error] ?? T.noDictation);
    listener.onend = () => listening === listener && end(news);
    listening = listener;
    changed(true, T.listening);
    try {
      listener.start();
    } catch {
      end(T.noDictation);
    }
  };
  return { begin, stop, finish: () => listening?.stop() };
}
