// Building with nodes only: no text ever becomes markup, so a page may require Trusted Types.

/**
 * An element with attributes, listeners (values that are functions) and children; empty ones are left out.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | boolean | null | ((event: any) => void)>} [attributes]
 * @param {...(Node | string | null | false | undefined)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (typeof value === "string") element.setAttribute(name, value);
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** A value of the service as text; what is no text is empty. @param {unknown} value */
export const words = (value) => (typeof value === "string" ? value.trim() : "");

/** A value of the service as texts. @param {unknown} value */
export const texts = (value) => (Array.isArray(value) ? value.map(words).filter(Boolean) : []);

/**
 * A value of the service as objects.
 * @param {unknown} value
 * @returns {import("./types.d.ts").Found[]}
 */
export const list = (value) => (Array.isArray(value) ? value.filter((item) => item && typeof item === "object") : []);

/**
 * A link to a website that says it opens elsewhere; null when it is no https address.
 * @param {unknown} url
 * @param {string} [label] without it: the name of the website
 */
export function webLink(url, label) {
  let address;
  try {
    address = new URL(words(url));
  } catch {
    return null;
  }
  if (address.protocol !== "https:") return null;
  const hint = h("span", { class: "hint" }, " (opent in een nieuw tabblad)");
  label ??= `Naar ${address.hostname.replace(/^www\./, "")}`;
  return h("a", { class: "link", href: address.href, target: "_blank", rel: "noopener noreferrer" }, label, hint);
}

/** The address that calls a number; null when it is no number. @param {unknown} phone */
export function tel(phone) {
  const number = words(phone);
  return /^\+?[\d\s()-]{3,24}$/.test(number) ? `tel:${number.replace(/[^\d+]/g, "")}` : null;
}
