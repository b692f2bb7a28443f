// What a visitor reads about privacy before the first message.

import { h, webLink, words } from "./dom.js";
import * as T from "./words.js";

/** @import { Child, Config } from "./types.d.ts" */

/**
 * The notice, with our statement and that of the website.
 * @param {Config} config
 * @param {string} service its address
 * @returns {Child[]}
 */
export const privacyNotice = (config, service) => [
  h("strong", {}, T.privacyTitle),
  `${T.privacy} `,
  webLink("/privacy", T.privacyOf + T.heading, service),
  webLink(config.privacy_url, T.privacyOf + (words(config.name) || T.thisWebsite)),
];
