// The public API of the service, with a time limit and more tries.

import { list } from "./dom.js";

/** @import { Answer, Found, Request } from "./types.d.ts" */

const TIME_LIMIT = 15_000; // ms for one try
const PAUSES = [1_000, 3_000]; // ms before the second and the third try
const NO_MORE_TRIES_AFTER = 20_000; // ms
const WORTH_ANOTHER_TRY = [409, 502, 503, 504]; // busy, with this very message or with others

/** The service said no (RFC 9457, in Dutch); it may bring messages. */
export class Refused extends Error {
  /**
   * @param {number} status
   * @param {Found} problem
   * @param {number} wait seconds it asks to wait
   */
  constructor(status, problem, wait) {
    super(`status ${status}`);
    this.status = status;
    this.problem = problem;
    this.wait = wait;
  }
}

/** No usable answer came. */
export class Unreachable extends Error {}

/** The element went away while it waited. */
export class Closed extends Error {}

/** Its methods raise Refused, Unreachable or Closed. */
export class Api {
  #closed = false;

  /** @param {string} base address of the service, no slash at the end */
  constructor(base) {
    this.base = base;
  }

  /**
   * What the assistant says.
   * @param {boolean | undefined} once
   * @param {Request} request
   * @returns {Promise<Answer>}
   */
  async answer(once, ...request) {
    const found = await (once ? this.once(...request) : this.ask(...request));
    if (!Array.isArray(found?.messages)) throw new Unreachable("no messages");
    return { ...found, messages: list(found.messages) };
  }

  /** The content of a good answer, with more tries. @param {Request} request */
  async ask(...request) {
    const begun = Date.now();
    for (let turn = 0; ; turn++) {
      try {
        return await this.once(...request);
      } catch (error) {
        const pause = PAUSES[turn];
        const refused = error instanceof Refused;
        const worth = refused ? WORTH_ANOTHER_TRY.includes(error.status) : error instanceof Unreachable && navigator.onLine;
        if (!worth || !pause || Date.now() - begun > NO_MORE_TRIES_AFTER) throw error;
        const wait = refused ? Math.min(error.wait, 5) * 1_000 : 0;
        await new Promise((resolve) => setTimeout(resolve, Math.max(pause, wait)));
      }
    }
  }

  /** The same with one try. @param {Request} request */
  async once(...request) {
    let found;
    try {
      found = await this.#fetch(...request);
    } catch (error) {
      throw error instanceof Closed ? error : new Unreachable(String(error));
    }
    const { response, content } = found;
    if (response.ok) return content;
    throw new Refused(response.status, content ?? {}, Number(response.headers.get("retry-after")) || 0);
  }

  /** What is under way is heard no more. */
  close() {
    this.#closed = true;
  }

  /** @param {Request} request */
  async #fetch(...[method, path, token, body]) {
    /** @type {Record<string, string>} */
    const headers = {};
    if (token) headers.authorization = `Bearer ${token}`;
    if (body) headers["content-type"] = "application/json";
    this.#check();
    try {
      const response = await fetch(`${this.base}/api/v1/${path}`, {
        method,
        headers,
        body: body ? JSON.stringify(body) : null,
        signal: AbortSignal.timeout(TIME_LIMIT),
        credentials: "omit",
        cache: "no-store",
      });
      const said = await response.text();
      let content = null;
      try {
        if (said) content = JSON.parse(said);
      } catch (error) {
        // Something in between may answer with an error that is no JSON.
        if (response.ok) throw error;
      }
      return { response, content };
    } finally {
      this.#check();
    }
  }

  #check() {
    if (this.#closed) throw new Closed();
  }
}
