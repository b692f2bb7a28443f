// The chat API (contract 2), with a time limit and more tries.

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
   */
  constructor(status, problem) {
    super(`status ${status}`);
    this.status = status;
    this.problem = problem;
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
   * @param {Request} request
   * @returns {Promise<Answer>}
   */
  async answer(...request) {
    const found = await this.ask(...request);
    if (!Array.isArray(found?.messages)) throw new Unreachable("no messages");
    return found;
  }

  /** The content of a good answer. @param {Request} request */
  async ask(...request) {
    const begun = Date.now();
    for (let turn = 0; ; turn++) {
      let failure;
      let pause = PAUSES[turn];
      try {
        const { response, content } = await this.#once(...request);
        if (response.ok) return content;
        failure = new Refused(response.status, content ?? {});
        if (!WORTH_ANOTHER_TRY.includes(response.status)) throw failure;
        if (pause) pause = Math.max(pause, Math.min(Number(response.headers.get("retry-after")) || 0, 5) * 1000);
      } catch (error) {
        if (error instanceof Refused || error instanceof Closed) throw error;
        failure = new Unreachable(String(error));
      }
      if (!pause || Date.now() - begun > NO_MORE_TRIES_AFTER) throw failure;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  /** What is under way is heard no more. */
  close() {
    this.#closed = true;
  }

  /** @param {Request} request */
  async #once(...[method, path, token, body]) {
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
