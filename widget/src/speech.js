// Reading aloud. Only by a Dutch voice of the device itself: what is read is sent to nobody.

import { NEW_TAB } from "./dom.js";
import * as T from "./words.js";

/** A Dutch voice of this device, if it has one. A browser may know its voices only a while after the page was opened. */
export function dutchVoice() {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  const dutch = voices.filter(({ lang, localService }) => /^nl(?![a-z])/i.test(lang) && localService !== false);
  return dutch.find(({ lang }) => /NL$/i.test(lang)) ?? dutch[0];
}

/**
 * Reads aloud what it is given, and nothing else.
 * @param {(reading: boolean) => unknown} changed
 */
export function reader(changed) {
  /** Kept here, or some browsers forget what they are reading, and its end. @type {SpeechSynthesisUtterance[]} */
  let queue = [];
  /** Be silent, but leave others on the page alone. */
  const stop = () => {
    if (!queue.length) return;
    queue = [];
    speechSynthesis.cancel();
    changed(false);
  };
  /** A sentence at a time: some browsers break off a long text. @param {string} text */
  const read = (text) => {
    stop();
    const voice = dutchVoice();
    if (!voice) return;
    for (const sentence of text.split(/\n|(?<=[.!?:])\s/).filter((part) => part.trim())) {
      const spoken = new SpeechSynthesisUtterance(sentence);
      spoken.voice = voice;
      spoken.lang = voice.lang;
      spoken.onend = spoken.onerror = (/** @type {Event & { error?: string }} */ { error = "" }) => {
        if (queue[0] !== spoken) return;
        // Somebody else on the page may have taken the voice.
        queue = /cancel|interrupt/.test(error) ? [] : queue.slice(1);
        if (!queue.length) changed(false);
      };
      queue.push(spoken);
      speechSynthesis.speak(spoken);
    }
    changed(queue.length > 0);
  };
  return { read, stop };
}

/** What stands in these parts as it is read aloud: not who says it, and no hints for the eye. @param {Element[]} parts */
export const readable = (parts) =>
  [`${T.heading}:`, T.fold, NEW_TAB.trim()].reduce(
    (text, left) => text.replaceAll(left, ""),
    parts.map((part) => /** @type {HTMLElement} */ (part).innerText).join("\n"),
  );
