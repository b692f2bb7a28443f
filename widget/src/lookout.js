// Looks whether the service is back after it was gone.

import { Refused } from "./api.js";

const SOONEST = 4_000; // ms between two looks
const LATEST = 60_000; // ms, when it has been gone for long

/** Calls what was waiting when the service is back. */
export class Lookout {
  #look;
  #since = 0;
  /** @type {(() => unknown) | null} */
  #again = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {() => Promise<unknown>} look raises while the service is gone */
  constructor(look) {
    this.#look = look;
  }

  /** From now on. @param {() => unknown} again called once; when that fails too, it may be expected anew */
  expect(again) {
    this.#since ||= Date.now();
    this.#again = again;
    this.#plan();
  }

  /** Nothing waits any more. */
  stop() {
    clearTimeout(this.#timer);
    this.#again = null;
    this.#since = 0;
  }

  /** Look at once; false when nothing waits. */
  now() {
    const again = this.#again;
    if (!again) return false;
    clearTimeout(this.#timer);
    this.#look()
      // Who is told no is heard.
      .catch((error) => error instanceof Refused && error.status < 500)
      .then((there) => {
        if (again !== this.#again) return;
        if (there === false) return this.#plan();
        this.#again = null;
        again();
      });
    return true;
  }

  /** The longer it is gone, the longer the pauses. */
  #plan() {
    clearTimeout(this.#timer);
    const pause = Math.min(LATEST, Math.max(SOONEST, (Date.now() - this.#since) / 5));
    this.#timer = setTimeout(() => this.now(), pause);
  }
}

/**
 * Tells when the visitor or the internet comes back; gives a function that stops it.
 * @param {(seen: boolean) => unknown} turned the page came in sight, or went out of it
 */
export function onSight(turned) {
  const stop = new AbortController();
  /** @param {Event & { persisted?: boolean }} event */
  const told = ({ type, persisted }) => {
    // A page that was just loaded did not come back.
    if (type !== "pageshow" || persisted) turned(type !== "pagehide" && document.visibilityState === "visible");
  };
  for (const name of ["online", "focus", "pageshow", "pagehide"]) addEventListener(name, told, stop);
  document.addEventListener("visibilitychange", told, stop);
  return () => stop.abort();
}
