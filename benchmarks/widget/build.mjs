// Makes the script of RasaHQ's widget out of its package, as its own build would: `node build.mjs FILE`.
// Two of its parts are in no registry: @rasahq/rasa-ui (stand_ins.js) and the icons of Font Awesome Pro (left out).

import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const own = {
  name: "parts that cannot be had",
  setup(made) {
    made.onResolve({ filter: /^@rasahq\/rasa-ui$/ }, () => ({ path: fileURLToPath(new URL("stand_ins.js", import.meta.url)) }));
    made.onResolve({ filter: /^@fortawesome\// }, ({ path }) => ({ path, namespace: "icon" }));
    made.onLoad({ filter: /.*/, namespace: "icon" }, ({ path }) => ({ contents: `export const ${path.split("/").pop()} = {};` }));
  },
};

await build({
  entryPoints: ["node_modules/@rasahq/rasa-webchat/dist/widget.js"],
  outfile: process.argv[2],
  bundle: true,
  minify: true,
  format: "iife",
  define: { "process.env.NODE_ENV": '"production"', global: "window" },
  logLevel: "warning",
  plugins: [own],
});
