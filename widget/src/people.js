// Who can be called: whom the service named at load, and numbers that are always there.

import { list, words } from "./dom.js";
import { card, helpLines } from "./kinds.js";
import { HELP_LINES } from "./words.js";

/** @import { Child, Config } from "./types.d.ts" */

/**
 * Numbers, and the website's own people.
 * @param {Config} config
 * @param {number} [most] numbers at most
 * @returns {Child[]}
 */
export function people(config, most) {
  const named = list(config.help_lines);
  const others = HELP_LINES.filter(({ phone }) => !named.some((line) => words(line.phone) === phone));
  const point = list([config.information_point])[0];
  return [helpLines([...named, ...others].slice(0, most)), point && card({ ...point, kind: "contact" })];
}
