// Makes dist/wegwijs-chat.js out of src/: `npm run build`. The same source gives the same bytes, and a test compares them.
// With an argument it writes there instead.

import { readFile, rename, writeFile } from "node:fs/promises";
import { build, transform } from "esbuild";
import { minify } from "terser";

/** Browsers of the last three years. */
const TARGET = ["es2022", "chrome111", "firefox114", "safari16.4"];

/** Custom properties that a website, a script or a test knows by name. */
const KNOWN_OUTSIDE = /^--(wegwijs|utrecht)-|^--(letters|view|shift|focus)$/;

/** Styles come along as text, made small. */
const styles = {
  name: "styles",
  setup(made) {
    made.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true, target: TARGET.slice(1) });
      // Spaces that esbuild leaves in values of custom properties, and the long names of those that only the sheet uses.
      const names = [...new Set(code.match(/--[a-z][\w-]*/g))].filter((name) => !KNOWN_OUTSIDE.test(name));
      const short = (name) => (names.includes(name) ? `--${names.indexOf(name).toString(36)}` : name);
      const small = code.trim().replace(/(?<=--[\w-]+:) |(?<=,) /g, "").replace(/--[a-z][\w-]*/g, short);
      return { contents: small, loader: "text" };
    });
  },
};

const { outputFiles } = await build({
  entryPoints: ["src/wegwijs-chat.js"],
  bundle: true,
  minify: true,
  write: false,
  charset: "utf8",
  format: "esm",
  target: TARGET,
  legalComments: "none",
  logLevel: "warning",
  plugins: [styles],
});
/** Names of our own that are no field of the service, no event, no attribute and no part of the browser. */
const OURS =
  /^(begun|say|composer|ask|more|erase|bubble|fit|keepFocus|typed|sent|reveal|panels|news|fold|begin|waits|unanswered|keepDraft|takeDraft|base|answer|named|most|listen|failed|facts|extra|expect|choose|calls|answered|anew|always|ended|opened|once)$/;

// esbuild looks at each statement once. A second look at the whole, with short names, saves another 4%.
const { code } = await minify(outputFiles[0].text, {
  module: true,
  ecma: 2022,
  compress: { passes: 3, unsafe_arrows: true },
  mangle: { properties: { regex: OURS, keep_quoted: true } },
});
// All at once: a service that runs looks at this file, and must never see half of it.
const place = process.argv[2] ?? "dist/wegwijs-chat.js";
await writeFile(`${place}.new`, `${code}\n`);
await rename(`${place}.new`, place);
