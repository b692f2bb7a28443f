// How each kind of message looks. What is not as agreed is left out.

import { bold, button, h, list, tel, texts, webLink, words } from "./dom.js";
import { tap as drawn } from "./pictograms.js";
import * as T from "./words.js";

/** @import { Child, Found, OnChoice, Understood } from "./types.d.ts" */

/**
 * An item of the log, told with who says it.
 * @param {"visitor" | "assistant"} from
 * @param {string} kind
 * @param {...Child} content
 */
const item = (from, kind, ...content) =>
  h("div", { class: `item ${from} ${kind}` }, h("span", { class: "who" }, `${from === "visitor" ? T.visitor : T.heading}: `), ...content);

/** Something the visitor said. @param {string} text */
export const fromVisitor = (text) => item("visitor", "text", h("p", {}, text));

/**
 * A message of the assistant, but for a safety card; false when there is nothing to show.
 * @param {Found} message
 * @param {OnChoice} onChoice
 * @param {string} service its address
 */
export function fromAssistant(message, onChoice, service) {
  let kind = words(message.kind);
  /** @type {Child[]} */
  let shown;
  if (kind === "choices") shown = choices(message, onChoice);
  else if (kind === "cards") shown = list(message.cards).map(card);
  else if (kind === "contact") shown = [card(message)];
  else if (kind === "links") shown = [links(message, service)];
  else {
    shown = [paragraph(message.text)];
    if (kind !== "notice") kind = "text";
  }
  return shown.some(Boolean) && item("assistant", kind, ...shown);
}

/**
 * @param {Found} message
 * @param {string} service
 */
const links = (message, service) =>
  points(
    list(message.links).map(({ label, url }) => words(label) && webLink(url, words(label), service)),
    "lines",
  );

/**
 * @param {Found} message
 * @param {OnChoice} onChoice
 */
function choices(message, onChoice) {
  const buttons = list(message.choices).flatMap(({ id, label }) => {
    const said = { choice: words(id), label: words(label) };
    if (!said.choice || !said.label) return [];
    /** @type {HTMLButtonElement} */
    const tap = drawn(said.label, "choice", () => tap.matches("[aria-disabled]") || onChoice(said));
    return tap;
  });
  if (!buttons.length) return [];
  const row = h("div", { class: "row", role: "group", "aria-label": T.choose }, ...buttons);
  return [h("span", { class: "sr" }, T.choose), row];
}

/**
 * The open buttons are answered; the one that was chosen stays pressed.
 * @param {Element} log
 * @param {string | null} label
 */
export function markAnswered(log, label) {
  const open = /** @type {NodeListOf<HTMLElement>} */ (log.querySelectorAll(".choice:not([aria-disabled])"));
  for (const button of open) {
    button.setAttribute("aria-disabled", "true");
    button.setAttribute("aria-pressed", String(button.textContent === label));
    button.tabIndex = -1;
  }
}

/**
 * Something that may help, or people to turn to (`contact`); empty when nothing is said of it.
 * @param {Found} found
 */
export function card(found) {
  const contact = found.kind === "contact";
  const [title, name, text] = [words(found.title), words(found.provider ?? found.name), words(found.summary ?? found.text)];
  const heading = title || (contact && (name || (text && T.human)));
  const day = dutchDay(words(found.verified_on));
  const ways = [webLink(found.url, `Naar de website van ${name || title}`), callLink(found.phone)];
  return (
    heading &&
    h(
      "article",
      { class: "card" },
      h("h3", {}, heading),
      paragraph(text),
      about(T.why, found.reasons, "why"),
      about(T.asks, found.asks, "asks"),
      name !== heading && fact(T.by, name),
      fact(T.where, found.region),
      // People are called first.
      h("div", { class: "ways" }, ...(contact ? ways.reverse() : ways)),
      found.stale === true && h("p", { class: "stale" }, T.stale),
      day && h("p", { class: "small" }, `Voor het laatst nagekeken op ${day}`),
    )
  );
}

/** The parts of the card that stays in view. @param {Found} message */
export function safetyParts(message) {
  const lines = list(message.lines).filter((line) => words(line.name));
  return {
    text: h("p", {}, words(message.text)),
    calls: h("div", { class: "calls" }, ...lines.map(callButton)),
    more: points(
      lines.map(({ name, when, url }) => [h("strong", {}, words(name)), words(when) && `: ${words(when)}. `, webLink(url)]),
      "more",
    ),
  };
}

/** Help lines that need no service. @param {Found[]} lines */
export const helpLines = (lines) =>
  points(
    lines.map((line) => [callButton(line), h("span", { class: "small" }, `${line.when}. `, webLink(line.url))]),
    "lines",
  );

/** @param {Found} line */
function callButton(line) {
  const [address, name, phone] = [tel(line.phone), words(line.name), words(line.phone)];
  return address && h("a", { class: "call", href: address }, h("strong", {}, `Bel ${phone}`), name !== phone && h("span", {}, ` ${name}`));
}

/**
 * 'Dit heb ik begrepen' in rows with a way to say 'wrong'. The bouwsteen follows from the needs.
 * @param {Understood | undefined} understood
 * @param {unknown} titles of labels, from the service
 * @param {OnChoice} onWrong
 */
export function understoodRows(understood, titles, onWrong) {
  const known = {
    audience: titled(understood?.audience, titles),
    condition: words(understood?.condition),
    region: words(understood?.region),
    needs: texts(understood?.needs).map((need) => titled(need, titles)).join("\n"),
    bouwsteen: typeof understood?.bouwsteen === "number" && titled(understood.bouwsteen, titles),
  };
  return Object.entries(T.about).flatMap(([slot, name]) => {
    const value = known[/** @type {keyof typeof known} */ (slot)];
    if (!value) return [];
    const label = `${T.wrong}: ${name.toLowerCase()}`;
    const tap = () => onWrong({ choice: `correct:${slot}`, label });
    const wrong = slot !== "bouwsteen" && button(T.wrong, "quiet", tap, { "aria-label": label });
    return h("li", {}, h("div", {}, bold(name), h("p", {}, value)), wrong);
  });
}

/**
 * What a visitor calls a label; the label itself, in words, as long as the service did not say. A number is no word.
 * @param {unknown} label
 * @param {unknown} titles
 */
const titled = (label, titles) => words(Object(titles)[String(label)]) || words(label).replaceAll("_", " ");

/**
 * A list of what there is; false when there is nothing.
 * @param {(Child | Child[])[]} found
 * @param {string} [look]
 */
function points(found, look = "") {
  const items = found.filter(Boolean).map((point) => h("li", {}, ...[point].flat()));
  return items.length > 0 && h("ul", { class: look }, ...items);
}

/**
 * A list with a heading.
 * @param {string} heading
 * @param {unknown} found
 * @param {string} look
 */
function about(heading, found, look) {
  const list = points(texts(found));
  return list && h("div", { class: look }, h("h4", {}, heading), list);
}

/** @param {unknown} text */
const paragraph = (text) => words(text) && h("p", {}, words(text));

/**
 * @param {string} name
 * @param {unknown} value
 */
const fact = (name, value) => words(value) && bold(`${name}: `, words(value));

/** @param {unknown} phone */
function callLink(phone) {
  const [address, number] = [tel(phone), words(phone)];
  return address ? h("a", { class: "link", href: address }, `Bel ${number}`) : number && h("p", {}, `Telefoon: ${number}`);
}

/** @param {string} value a day as 2026-03-03 */
function dutchDay(value) {
  const day = new Date(`${value}T12:00`);
  return Number.isNaN(+day) ? "" : day.toLocaleDateString("nl-NL", { dateStyle: "long" });
}
