// Builds a program, by default the one that is published: `node build.js [entry] [folder]`.
import { argv } from "node:process";
import { build } from "rolldown";

const [entry = "src/cli/main.ts", folder = "dist/cli"] = argv.slice(2);

/**
 * What is loaded as it is: what brings native code along or finds its own parts by their places, and what Probot uses,
 * too, so that there is one of each.
 */
const AS_IT_IS = /^(probot|pino|libsql|pg|undici|@octokit\/.*|@opentelemetry\/.*)$/;

// All others, and our own thousand files, become a few: a start that opens each of them takes twice as long.
await build({
  input: [entry],
  platform: "node",
  external: AS_IT_IS,
  // As deep as `src/cli`: what lies beside `src` is found from there as from here.
  output: { dir: folder, format: "esm" },
});
