// One talk, without a page.

import { Api, Refused } from "./api.js";
import { words } from "./dom.js";
import { recall, remember } from "./memory.js";

/** @import { Found, Said } from "./types.d.ts" */

/** Places in use: two widgets on one page that are the same have a talk each. @type {Set<string>} */
const taken = new Set();

/** Its methods raise Refused, Unreachable or Closed (api.js). */
export class Talk {
  #api;
  #partner;
  #code;
  #anew;
  #place;
  #token = "";
  /** Of a talk that ended: it can still be erased. */
  #ended = "";
  #saying = false;
  /** What was told here of the talk, by its marks. @type {string[]} */
  #told = [];
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
    const place = `wegwijs ${base} ${partner ?? ""}`;
    this.#place = place;
    for (let nr = 2; taken.has(this.#place); nr++) this.#place = `${place} ${nr}`;
    taken.add(this.#place);
    const [token = "", used] = recall(this.#place).split("\n");
    if (!code || code === used) this.#token = token;
  }

  /** Whether there is a talk to go on with. */
  get begun() {
    return this.#token !== "";
  }

  /** Whether what the visitor said last got no answer yet. */
  get unanswered() {
    return this.#told.at(-1) === VISITOR;
  }

  /** The talk so far, an earlier one, or the opening of a new one. */
  async begin() {
    const code = this.#anew ? null : this.#code;
    const notices = [];
    let answer;
    try {
      answer = this.begun ? await this.#ask("GET", "messages") : await this.#open(code);
    } catch (error) {
      if (this.begun || !code || !(error instanceof Refused) || ![404, 422].includes(error.status)) throw error;
      // A wrong code is told, and keeps nobody from a talk.
      notices.push({ kind: "notice", text: words(error.problem.detail) });
      answer = await this.#open(null);
    }
    this.#told = answer.messages.map(mark);
    return { ...answer, messages: [...notices, ...answer.messages] };
  }

  /** One turn. The same words after a failure are the same message, with the same id. @param {Said} said */
  async say(said) {
    const key = JSON.stringify(said);
    if (this.#unanswered?.key !== key) this.#unanswered = { key, id: newId() };
    const { id } = this.#unanswered;
    this.#saying = true;
    try {
      const answer = await this.#ask("POST", "messages", "text" in said ? { id, text: said.text } : { id, choice: said.choice });
      this.#unanswered = null;
      this.#told.push(VISITOR, ...answer.messages.map(mark));
      return answer;
    } finally {
      this.#saying = false;
    }
  }

  /**
   * What was said elsewhere, in another tab, with one try; `anew` when it is the whole talk, because what was told here
   * is something else. Null when nobody can know now.
   */
  async news() {
    if (this.#saying || !this.begun) return null;
    const answer = await this.#ask("GET", "messages", undefined, true);
    if (this.#saying) return null;
    const there = answer.messages.map(mark);
    const here = this.#told;
    const anew = there.some((one, nr) => nr < here.length && one !== here[nr]);
    // What could not be kept is told here only.
    if (anew || there.length > here.length) this.#told = there;
    return { ...answer, anew, messages: anew ? answer.messages : answer.messages.slice(here.length) };
  }

  /** What was typed and not sent: the tab keeps it while nobody looks at the page. @param {string} text */
  keepDraft(text) {
    remember(`${this.#place} draft`, text);
  }

  /** What was typed before the page went away; it is given once. */
  takeDraft() {
    const draft = recall(`${this.#place} draft`);
    this.keepDraft("");
    return draft;
  }

  /** Erase the talk at the service, if it is still there, and forget it here. */
  async erase() {
    try {
      const token = this.#token || this.#ended;
      if (token) await this.#api.ask("DELETE", "sessions/current", token);
    } catch (error) {
      if (!(error instanceof Refused && error.status === 401)) throw error;
    }
    this.#keep("");
    this.#unanswered = null;
  }

  /** Stop waiting for anything; the talk itself stays. */
  close() {
    this.#api.close();
    taken.delete(this.#place);
  }

  /** @param {string | null} resume */
  async #open(resume) {
    const opened = await this.#api.answer(false, "POST", "sessions", "", { partner: this.#partner, resume });
    this.#keep(words(opened.token));
    return opened;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @param {boolean} [once]
   */
  async #ask(method, path, body, once) {
    try {
      return await this.#api.answer(once, method, path, this.#token, body);
    } catch (error) {
      if (error instanceof Refused && error.status === 401) {
        this.#ended = this.#token;
        this.#keep("");
      }
      throw error;
    }
  }

  /** With the code that was tried: a reload does not try it again. @param {string} token */
  #keep(token) {
    this.#token = token;
    remember(this.#place, token && this.#code ? `${token}\n${this.#code}` : token);
  }
}

const VISITOR = "visitor";

/** What a message is known by. The words of the visitor come back without names. @param {Found} message */
const mark = ({ from, kind, text }) => (from === VISITOR ? VISITOR : `${kind} ${text}`);

/** An id nobody else has; `randomUUID` exists on secure pages only. */
const newId = () => crypto.randomUUID?.() ?? crypto.getRandomValues(new Uint32Array(4)).join("-");
