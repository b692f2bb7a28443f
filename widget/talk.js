// One talk, without a page.

import { Api, Refused } from "./api.js";
import { words } from "./dom.js";

/** @import { Said } from "./types.d.ts" */

/** Its methods raise Refused, Unreachable or Closed (api.js). */
export class Talk {
  #api;
  #partner;
  #code;
  #anew;
  #place;
  #token = "";
  /** @type {{ key: string, id: string } | null} */
  #unanswered = null;

  /**
   * @param {string} base address of the service
   * @param {string | null} partner
   * @param {string | null} code of an earlier talk; it goes before another talk of this tab
   * @param {boolean} [anew] leave the earlier talk alone
   */
  constructor(base, partner, code, anew = false) {
    this.base = base;
    this.#api = new Api(base);
    this.#partner = partner;
    this.#code = code;
    this.#anew = anew;
    this.#place = `wegwijs ${base} ${partner ?? ""}`;
    this.#store((storage) => {
      const [token = "", used] = (storage.getItem(this.#place) ?? "").split("\n");
      if (!code || code === used) this.#token = token;
    });
  }

  /** Whether there is a talk to go on with. */
  get begun() {
    return this.#token !== "";
  }

  /** The talk so far, an earlier one, or the opening of a new one. */
  async begin() {
    if (this.begun) return this.#ask("GET", "messages");
    const code = this.#anew ? null : this.#code;
    try {
      return await this.#open(code);
    } catch (error) {
      if (!code || !(error instanceof Refused) || ![404, 422].includes(error.status)) throw error;
      // A wrong code is told, and keeps nobody from a talk.
      const opened = await this.#open(null);
      return { ...opened, messages: [{ kind: "notice", text: words(error.problem.detail) }, ...opened.messages] };
    }
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

  /** Erase the talk at the service, if it is still there, and forget it here. */
  async erase() {
    try {
      if (this.begun) await this.#api.ask("DELETE", "sessions/current", this.#token);
    } catch (error) {
      if (!(error instanceof Refused && error.status === 401)) throw error;
    }
    this.#keep("");
    this.#unanswered = null;
  }

  /** Stop waiting for anything; the talk itself stays. */
  close() {
    this.#api.close();
  }

  /** @param {string | null} resume */
  async #open(resume) {
    const opened = await this.#api.answer("POST", "sessions", "", { partner: this.#partner, resume });
    this.#keep(words(opened.token));
    return opened;
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
      if (error instanceof Refused && error.status === 401) this.#keep("");
      throw error;
    }
  }

  /** With the code that was tried: a reload does not try it again. @param {string} token */
  #keep(token) {
    this.#token = token;
    const kept = this.#code ? `${token}\n${this.#code}` : token;
    this.#store((storage) => (token ? storage.setItem(this.#place, kept) : storage.removeItem(this.#place)));
  }

  /** Work with the memory of this tab alone. @param {(storage: Storage) => void} work */
  #store(work) {
    try {
      work(sessionStorage);
    } catch {
      // It may be closed to this page.
    }
  }
}

/** An id nobody else has; `randomUUID` exists on secure pages only. */
const newId = () => crypto.randomUUID?.() ?? crypto.getRandomValues(new Uint32Array(4)).join("-");
