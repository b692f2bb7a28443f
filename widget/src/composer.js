// Where the visitor types.

import { h } from "./dom.js";
import * as T from "./words.js";

const LIMIT = 1_000; // characters of one message; the service reads more for danger only
const COUNT_FROM = 850; // characters from which the rest is counted

/**
 * The form below the talk. `extra` is the place for more buttons; `sent` takes away what was accepted, and leaves what
 * was typed after it; without a text it empties the field.
 * @param {(text: string) => unknown} onText
 */
export function composer(onText) {
  const input = h("textarea", { id: "input", rows: "1", autocomplete: "off", enterkeyhint: "send", "aria-describedby": "count spoken error" });
  const count = h("p", { id: "count", class: "small", hidden: true });
  const send = h("button", { class: "send" }, T.send);
  const extra = h("div", { class: "row extra" });
  const form = h(
    "form",
    {},
    h("div", { class: "line" }, h("label", { for: "input" }, T.input), extra),
    h("div", { class: "line" }, input, send),
    count,
  );

  const typed = () => {
    const left = LIMIT - [...input.value.trim()].length;
    count.hidden = left > LIMIT - COUNT_FROM;
    count.textContent = count.hidden ? "" : T.counter(left);
    count.classList.toggle("over", left < 0);
    // As tall as what was typed.
    input.rows = 1;
    input.rows = Math.min(4, Math.max(1, Math.floor(input.scrollHeight / parseFloat(getComputedStyle(input).lineHeight)))) || 1;
  };
  /** @param {string} [text] */
  const sent = (text) => {
    const now = input.value.trimStart();
    if (text === undefined) input.value = "";
    else if (now.startsWith(text)) input.value = now.slice(text.length).trimStart();
    typed();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text) onText(text);
    else input.focus();
  });
  // The focus stays in the field, so that a phone keeps its keyboard.
  send.addEventListener("mousedown", (event) => event.preventDefault());
  input.addEventListener("input", typed);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  return { form, input, send, extra, typed, sent };
}
