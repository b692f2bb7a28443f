// What the service says about this website: the look, the pages, the people to call. The tab keeps it, so that it is there
// when the service is not.

import { Api, Closed } from "./api.js";
import { texts } from "./dom.js";
import { recall, remember } from "./memory.js";

/** @import { Config } from "./types.d.ts" */

/** The version of this file, '' when the address does not say. */
const VERSION = /\/([\da-f]{12})\/[^/]*$/.exec(import.meta.url)?.[1] ?? "";
const PATIENCE = 2_000; // ms before the chat shows itself without knowing more
const PATH_PAUSE = 500; // ms between two looks at the address; the history of the page is left as it is

/** The website around the chat. */
export class Site {
  /** @type {Config} */
  config = {};
  /** Whether the chat shows itself on this page; null as long as nobody knows. @type {boolean | null} */
  on = null;
  #changed;
  #api = new Api("");
  #place = "";
  #query = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #patience;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #path;

  /** @param {() => unknown} changed what is known here changed */
  constructor(changed) {
    this.#changed = changed;
  }

  /**
   * Begin with what the tab kept, and ask for what is true now.
   * @param {string} base address of the service
   * @param {string | null} partner
   * @param {string | null} mode
   * @param {boolean} paths it is not on every page of the website: wait until it is known whether it is on here
   */
  connect(base, partner, mode, paths) {
    this.disconnect();
    this.#api = new Api(base);
    this.#place = `wegwijs ${base} ${partner ?? ""} site`;
    this.#query = String(new URLSearchParams({ ...(partner && { partner }), mode: mode ?? "inline", v: VERSION }));
    this.on = null;
    const kept = keptAt(this.#place);
    this.config = kept ?? {};
    if (kept || !paths) this.#judge();
    const judge = () => this.#judge();
    this.#patience = setTimeout(judge, PATIENCE);
    this.#path = setInterval(() => this.on === null || judge(), PATH_PAUSE);
    this.ask().catch((error) => error instanceof Closed || judge());
  }

  /** Nothing changes any more. */
  disconnect() {
    this.#api.close();
    clearTimeout(this.#patience);
    clearInterval(this.#path);
  }

  /** Ask the service, with one try. Raises Refused, Unreachable or Closed (api.js). */
  async ask() {
    const found = (await this.#api.once("GET", `widget?${this.#query}`, "")) ?? {};
    const other = JSON.stringify(found) !== JSON.stringify(this.config);
    this.config = found;
    remember(this.#place, JSON.stringify(found));
    this.#judge(other);
  }

  /** @param {boolean} [other] there is something else to tell */
  #judge(other) {
    const on = isOn(this.config);
    if (on === this.on && !other) return;
    this.on = on;
    this.#changed();
  }
}

/** @param {string} place @returns {Config | null} */
function keptAt(place) {
  try {
    return JSON.parse(recall(place));
  } catch {
    return null;
  }
}

/** As the address of a page has it. @param {string} path */
const written = (path) => new URL(`https://a${path}`).pathname;

/** With and without a slash at the end is the same page. @param {string} path */
const closed = (path) => written(path).replace(/\/*$/, "/");

/** Whether the chat shows itself on this page: where it is off goes before where it is on. @param {Config} config */
function isOn(config) {
  const here = closed(location.pathname);
  /** @param {string} path */
  const fits = (path) => (path.endsWith("*") ? here.startsWith(written(path.slice(0, -1))) : here === closed(path));
  const only = texts(config.only_paths);
  return config.on !== false && (!only.length || only.some(fits)) && !texts(config.not_paths).some(fits);
}
