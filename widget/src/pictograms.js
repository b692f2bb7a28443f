// Drawings beside what one can tap, for who reads with difficulty. Always beside the words, never instead of them.

import { button, icon, list, texts, words } from "./dom.js";
import { EAR, MICROPHONE, PHONE, SQUARE } from "./icons.js";
import * as T from "./words.js";

/** Lines of a drawing by the words on a button: our own here, those of choices from the service. */
const drawings = new Map([
  [T.listen, EAR],
  [T.readAll, EAR],
  [T.dictate, MICROPHONE],
  [T.stop, SQUARE],
  [T.human, PHONE],
]);

/**
 * Know the drawings of the service, the same for every website. Choices that stand there already get theirs; their words
 * stay where they are, so that nothing is read out again.
 * @param {unknown} pictograms
 * @param {Element} log
 */
export function learn(pictograms, log) {
  for (const { lines, labels } of list(pictograms)) for (const label of texts(labels)) drawings.set(label, words(lines));
  for (const tap of log.querySelectorAll(".choice")) tap.firstElementChild || tap.prepend(drawing(tap.textContent));
}

/** @param {string | null} label */
function drawing(label) {
  const lines = drawings.get(label ?? "");
  return lines ? icon(lines) : "";
}

/**
 * Give a button these words and their drawing.
 * @param {HTMLElement} button
 * @param {string} label
 */
export const name = (button, label) => button.replaceChildren(drawing(label), label);

/** A button with its drawing. @type {typeof button} */
export function tap(label, ...more) {
  const made = button(label, ...more);
  name(made, label);
  return made;
}
