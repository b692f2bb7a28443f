// Building with nodes only: no text ever becomes markup.

/** @import { Attributes, Build, Child, Found } from "./types.d.ts" */

/** An element. @type {Build} */
export const h = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (typeof value === "string") element.setAttribute(name, value);
  }
  for (const child of children) if (child) element.append(child);
  return element;
};

/**
 * Put other children in an element; empty ones are left out.
 * @param {Element} element
 * @param {...Child} children
 */
export const fill = (element, ...children) => element.replaceChildren(...children.map((child) => child || ""));

/**
 * A button.
 * @param {string} label
 * @param {string} look
 * @param {(event: Event) => unknown} click
 * @param {Attributes} [more]
 */
export const button = (label, look, click, more) => h("button", { type: "button", class: look, click, ...more }, label);

/** The second tap of a double tap may land on what came under the finger meanwhile. @param {MouseEvent} event */
export function onlyOnce(event) {
  if (event.detail < 2 || !(event.target instanceof Element && event.target.closest(".choice, .send, #menu > .quiet"))) return;
  event.preventDefault();
  event.stopPropagation();
}

/**
 * A paragraph that begins with bold words.
 * @param {string} bold
 * @param {...Child} rest
 */
export const bold = (bold, ...rest) => h("p", {}, h("strong", {}, bold), ...rest);

/** A drawing beside words, for the eye alone. @param {string} path on a field of 24 by 24 */
export function icon(path) {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = drawing.appendChild(document.createElementNS(drawing.namespaceURI, "path"));
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  line.setAttribute("d", path);
  return drawing;
}

/** A value of the service as text; what is no text is empty. @param {unknown} value */
export const words = (value) => (typeof value === "string" ? value.trim() : "");

/** A value of the service as texts. @param {unknown} value */
export const texts = (value) => (Array.isArray(value) ? value.map(words).filter(Boolean) : []);

/** A value of the service as objects. @param {unknown} value @returns {Found[]} */
export const list = (value) => (Array.isArray(value) ? value.filter((item) => item && typeof item === "object") : []);

/** Said at a link that opens elsewhere. */
export const NEW_TAB = " (opent in een nieuw tabblad)";

/**
 * A link that says it opens elsewhere; null when it is no https address.
 * @param {unknown} url
 * @param {string} [label] without it: the name of the website
 * @param {string} [service] its address; then only a page of the service will do
 */
export function webLink(url, label, service) {
  let address;
  try {
    const place = words(url);
    address = new URL(service && place.startsWith("/") ? service + place : place);
  } catch {
    return null;
  }
  if (!address.href.startsWith(service ? `${service}/` : "https:")) return null;
  const hint = h("span", { class: "hint" }, NEW_TAB);
  label ??= `Naar ${address.hostname.replace(/^www\./, "")}`;
  return h("a", { class: "link", href: address.href, target: "_blank", rel: "noopener noreferrer" }, label, hint);
}

/** The address that calls a number; null when it is no number. @param {unknown} phone */
export function tel(phone) {
  const number = words(phone);
  return /^\+?[\d\s()-]{3,24}$/.test(number) ? `tel:${number.replace(/[^\d+]/g, "")}` : null;
}
