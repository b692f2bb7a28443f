// What is said when it goes wrong, and what one can do then.

import { Refused } from "./api.js";
import { bold, button, h, webLink, words } from "./dom.js";
import { people } from "./people.js";
import * as T from "./words.js";

/** @import { Child, Config } from "./types.d.ts" */

const NOT_HERE = [403, 404];
const TO_MEND = [413, 415, 422]; // by the visitor, with other words
const BACK_SOON = [0, 502, 503, 504];

/**
 * What went wrong: `status` of the answer, 0 when none came; `waits` when the service may be back soon.
 * @param {unknown} error
 */
export function troubleOf(error) {
  const refused = error instanceof Refused ? error : null;
  const status = refused?.status ?? 0;
  return { status, problem: refused?.problem ?? {}, ended: status === 401, waits: BACK_SOON.includes(status) };
}

/**
 * @param {ReturnType<typeof troubleOf>} trouble
 * @param {{ typed: boolean, config: Config, service: string, most?: number }} here
 *   whether something stands in the field, numbers to call at most
 * @param {() => unknown} again
 * @param {() => unknown} anew
 * @returns {Child[]}
 */
export function troubleParts({ status, problem, ended, waits }, { typed, config, service, most }, again, anew) {
  const online = navigator.onLine;
  const title = words(problem.title) || T.notSent;
  const detail = words(problem.detail) || (online ? T.unreachable : T.offline);
  const kept = typed && !TO_MEND.includes(status) && T.textStays;
  const said = [bold(title), h("p", {}, [detail, kept, waits && T.keepsTrying].filter(Boolean).join(" "))];
  if (ended) return [...said, button(T.anew, "send", anew)];
  if (TO_MEND.includes(status)) return said;
  return [
    ...said,
    !NOT_HERE.includes(status) && button(T.again, "send", again),
    h("p", {}, T.callSomeone),
    ...people(config, most),
    waits && online && webLink("/wegwijzer", T.form, service),
  ];
}
