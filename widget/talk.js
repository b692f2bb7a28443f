// One talk, without a page: begin or go on, say something, erase.

import { Api, Refused } from "./api.js";

/** @import { Said } from "./types.d.ts" */

/** Its methods raise Refused, Unreachable or Closed (api.js). */
export class Talk {
  #api;
  #partner;
  #place;
  /** @type {string | null} */
  #token = null;
  /** @type {{ key: string, id: string } | null} */
  #unanswered = null;

  /**
   * @param {string} base address of the service
   * @param {string | null} partner
   */
  constructor(base, partner) {
    this.#api = new Api(base);
    this.#partner = partner;
    this.#place = `wegwijs ${base} ${partner ?? ""}`;
    this.#store((storage) => (this.#token = storage.getItem(this.#place)));
  }

  /** Whether there is a talk to go on with. */
  get begun() {
    return this.#token !== null;
  }

  /** The talk so far, or the opening of a new one. */
  async begin() {
    if (this.begun) return this.#ask("GET", "messages");
    const opened = await this.#api.answer("POST", "sessions", null, { partner: this.#partner, resume: null });
    this.#keep(typeof opened.token === "string" ? opened.token : null);
    return opened;
  }

  /** One turn. The same words after a failure are the same message, with the same id. @param {Said} said */
  async say(said) {
    const key = JSON.stringify(said);
    if (this.#unanswered?.key !== key) this.#unanswered = { key, id: newId() };
    const { id } = this.#unanswered;
    const answer = await this.#ask("POST", "messages", "text" in said ? { id, text: said.text } : { id, choice: said.choice });
    this.#unanswered = null;
    return answer;
  }

  /** Erase the talk at the service and forget it here. What is no longer there is erased already. */
  async erase() {
    try {
      if (this.begun) await this.#api.ask("DELETE", "sessions/current", this.#token);
    } catch (error) {
      if (!(error instanceof Refused && error.status === 401)) throw error;
    }
    this.#keep(null);
    this.#unanswered = null;
  }

  /** Stop waiting for anything; the talk itself stays. */
  close() {
    this.#api.close();
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   */
  async #ask(method, path, body) {
    try {
      return await this.#api.answer(method, path, this.#token, body);
    } catch (error) {
      if (error instanceof Refused && error.status === 401) this.#keep(null);
      throw error;
    }
  }

  /** @param {string | null} token */
  #keep(token) {
    this.#token = token;
    this.#store((storage) => (token ? storage.setItem(this.#place, token) : storage.removeItem(this.#place)));
  }

  /** Work with the memory of this tab alone. @param {(storage: Storage) => void} work */
  #store(work) {
    try {
      work(sessionStorage);
    } catch {
      // It is closed to this page: the token lives as long as the element.
    }
  }
}

/** An id nobody else has. `randomUUID` exists on secure pages only; a trial on plain http must work too. */
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
