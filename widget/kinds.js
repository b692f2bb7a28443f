// How each kind of message looks. What is not as agreed is left out, so that the rest still helps.

import { h, list, tel, texts, webLink, words } from "./dom.js";
import { AUDIENCES, NEEDS, T } from "./words.js";

/** @import { Found, OnChoice, Understood } from "./types.d.ts" */

/**
 * An item of the log, told with who says it.
 * @param {"visitor" | "assistant"} from
 * @param {string} kind
 * @param {...Node} content
 */
const item = (from, kind, ...content) =>
  h("div", { class: `item ${from} ${kind}` }, h("span", { class: "who" }, `${T[from]}: `), ...content);

/** Something the visitor said. @param {string} text */
export const fromVisitor = (text) => item("visitor", "text", h("p", {}, text));

/**
 * A message of the assistant; null when there is nothing to show. Safety messages have a place of their own.
 * @param {Found} message
 * @param {OnChoice} onChoice
 */
export function fromAssistant(message, onChoice) {
  if (message.kind === "choices") return choices(message, onChoice);
  if (message.kind === "contact") return contact(message);
  if (message.kind === "cards") {
    const cards = list(message.cards).flatMap((found) => card(found) ?? []);
    return cards.length ? item("assistant", "cards", ...cards) : null;
  }
  const text = words(message.text);
  return text ? item("assistant", message.kind === "notice" ? "notice" : "text", h("p", {}, text)) : null;
}

/**
 * @param {Found} message
 * @param {OnChoice} onChoice
 */
function choices(message, onChoice) {
  const buttons = list(message.choices).flatMap(({ id, label }) => {
    const said = { choice: words(id), label: words(label) };
    if (!said.choice || !said.label) return [];
    const button = h("button", { type: "button", class: "choice" }, said.label);
    button.addEventListener("click", () => button.hasAttribute("aria-disabled") || onChoice(said));
    return button;
  });
  if (!buttons.length) return null;
  const row = h("div", { class: "row", role: "group", "aria-label": T.choose }, ...buttons);
  return item("assistant", "choices", h("span", { class: "sr" }, T.choose), row);
}

/**
 * Mark the open buttons as answered; the one that was chosen stays pressed.
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

/** @param {Found} found */
function card(found) {
  const [title, provider, reasons] = [words(found.title), words(found.provider), texts(found.reasons)];
  if (!title) return null;
  const why = h("div", { class: "why" }, h("h4", {}, T.why), h("ul", {}, ...reasons.map((reason) => h("li", {}, reason))));
  const day = dutchDay(words(found.verified_on));
  return h(
    "article",
    { class: "card" },
    h("h3", {}, title),
    paragraph(found.summary),
    reasons.length > 0 && why,
    fact(T.by, provider),
    fact(T.where, found.region),
    h("div", { class: "ways" }, webLink(found.url, `Naar de website van ${provider || title}`), callLink(found.phone)),
    found.stale === true && h("p", { class: "stale" }, T.stale),
    day && h("p", { class: "small" }, `Voor het laatst nagekeken op ${day}`),
  );
}

/** @param {Found} found */
function contact(found) {
  const [title, name] = [words(found.title), words(found.name)];
  if (!title && !name && !words(found.text)) return null;
  const shown = h(
    "article",
    { class: "card" },
    h("h3", {}, title || name || T.human),
    paragraph(found.text),
    title && name !== title && fact(T.by, name),
    fact(T.where, found.region),
    h("div", { class: "ways" }, callLink(found.phone), webLink(found.url, `Naar de website van ${name || title}`)),
  );
  return item("assistant", "contact", shown);
}

/** The parts of the card that stays in view. @param {Found} message */
export function safetyParts(message) {
  const lines = list(message.lines).filter((line) => words(line.name));
  const about = lines.map((line) => {
    const when = words(line.when);
    return h("li", {}, h("strong", {}, words(line.name)), when && `: ${when}. `, webLink(line.url));
  });
  return {
    text: h("p", {}, words(message.text)),
    calls: h("div", { class: "calls" }, ...lines.map(callButton)),
    more: h("ul", { class: "more" }, ...about),
  };
}

/** Help lines that need no service. @param {Found[]} lines */
export const helpLines = (lines) =>
  h(
    "ul",
    { class: "lines" },
    ...lines.map((line) =>
      h("li", {}, callButton(line), h("span", { class: "small" }, `${line.when}. `, webLink(line.url))),
    ),
  );

/** @param {Found} line */
function callButton(line) {
  const [address, name, phone] = [tel(line.phone), words(line.name), words(line.phone)];
  if (!address) return null;
  return h("a", { class: "call", href: address }, h("strong", {}, `Bel ${phone}`), name !== phone && h("span", {}, ` ${name}`));
}

/**
 * 'Dit heb ik begrepen' in rows, each with a way to say that it is wrong.
 * @param {Understood | undefined} understood
 * @param {OnChoice} onWrong
 */
export function understoodRows(understood, onWrong) {
  const audience = words(understood?.audience);
  const known = {
    audience: AUDIENCES[audience] ?? audience,
    condition: words(understood?.condition),
    region: words(understood?.region),
    needs: texts(understood?.needs).map((need) => NEEDS[need] ?? need.replaceAll("_", " ")).join("\n"),
  };
  return Object.entries(T.about).flatMap(([slot, name]) => {
    const value = known[/** @type {keyof typeof known} */ (slot)];
    if (!value) return [];
    const label = `${T.wrong}: ${name.toLowerCase()}`;
    const tap = () => onWrong({ choice: `correct:${slot}`, label });
    const button = h("button", { type: "button", class: "quiet", "aria-label": label, click: tap }, T.wrong);
    return h("li", {}, h("div", {}, h("strong", {}, name), h("p", {}, value)), button);
  });
}

/** @param {unknown} text */
const paragraph = (text) => words(text) && h("p", {}, words(text));

/**
 * @param {string} name
 * @param {unknown} value
 */
const fact = (name, value) => words(value) && h("p", {}, h("strong", {}, `${name}: `), words(value));

/** @param {unknown} phone */
function callLink(phone) {
  const [address, number] = [tel(phone), words(phone)];
  return address ? h("a", { class: "link", href: address }, `Bel ${number}`) : number && h("p", {}, `Telefoon: ${number}`);
}

/** @param {string} value a day as 2026-03-03 */
function dutchDay(value) {
  const day = new Date(/^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T12:00:00Z` : NaN);
  return Number.isNaN(day.getTime()) ? null : day.toLocaleDateString("nl-NL", { dateStyle: "long" });
}
