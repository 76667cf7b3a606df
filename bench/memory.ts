// What releases under way take of memory: `npm run bench:memory -- [releases]`. The app in one process on SQLite, started
// as the image starts it, over HTTP, on the sandbox's clock; each release stands at its gates, which nobody opens, and is looked at by every sweep. Exit 1
// when one does not get there, or when the process takes more than it may.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { standAtGates } from "./memory/stand.ts";
import { sqlite } from "./replicas/engine.ts";

const RELEASES = 1_000;
/** In megabytes, for so many. */
const MOST = 300;

const [releases = RELEASES] = process.argv.slice(2).map(Number);
if (!Number.isInteger(releases) || releases < 10) {
  console.error(`Usage: npm run bench:memory -- [how many releases, ${RELEASES} unless given, 10 at least]`);
  process.exit(2);
}
const began = performance.now();
const folder = mkdtempSync(join(tmpdir(), "memory-"));
console.log(`${releases} releases that stand at their gates, by one process on SQLite:`);
const { most, missing } = await standAtGates({
  ...{ engine: sqlite(folder), folder, releases },
  tell: ({ when, rss, heap }) =>
    console.log(`  ${when.padEnd(18)} ${megabytes(rss)}, of which heap ${megabytes(heap)}`),
});
const seconds = (performance.now() - began) / 1000;
console.log(`the most that the process had: ${megabytes(most)} (${seconds.toFixed(0)} s)`);
const wrong = [
  ...(missing === 0 ? [] : [`${missing} releases did not come to their gates`]),
  ...(most <= MOST || releases > RELEASES ? [] : [`the process took more than ${MOST} MB`]),
];
for (const text of wrong) console.log(`✗ ${text}`);
if (wrong.length === 0) rmSync(folder, { recursive: true });
else console.log(`the app's log is in ${folder}`);
process.exit(wrong.length === 0 ? 0 : 1);

function megabytes(amount: number): string {
  return `${amount.toFixed(0)} MB`;
}
