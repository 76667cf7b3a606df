// A day of releases: `npm run bench:soak -- [virtual hours] [minutes between two releases]`. The app in a process of its own,
// over HTTP, on the sandbox's clock, with its sweeps and reminders. At every fourth hour its memory after a garbage
// collection, its database and its open handles are taken. Exit 1 when one of them grows by more than releases leave behind.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HOUR, MINUTE } from "../src/release/instant.ts";
import { endingOf } from "../test/worlds/ending.ts";
import { sqlite } from "./replicas/engine.ts";
import { type Reading, soak } from "./soak/soak.ts";
import { printTable, sayIfBusy } from "./table.ts";

const HOURS = 24;
const MINUTES = 20;

/** Nothing is kept of a release in memory, once its tokens have expired; in kilobytes of heap, for what varies. */
const HEAP_PER_RELEASE = 150;
/** Its ledger, and its webhooks for four days, in kilobytes. */
const DATABASE_PER_RELEASE = 60;
/** Connections come and go. */
const HANDLES = 10;

const [hours = HOURS, minutes = MINUTES] = process.argv.slice(2).map(Number);
if (![hours, minutes].every((given) => Number.isInteger(given) && given > 0) || hours < 8) {
  console.error(
    `Usage: npm run bench:soak -- [virtual hours, ${HOURS} unless given, 8 at least] [minutes between releases, ${MINUTES}]`,
  );
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "soak-"));
const began = performance.now();
const { readings, towns } = await soak({
  engine: sqlite(folder),
  folder,
  hours,
  every: minutes * MINUTE,
});
const endings = await Promise.all(towns.map(endingOf));
const open = endings.filter(({ board, announced }) => board !== "closed" || announced !== 1).length;
printTable(
  `${towns.length} releases in ${hours} virtual hours, one every ${minutes} minutes (${((performance.now() - began) / 1000).toFixed(0)} s)`,
  [
    ["after", "releases", "heap", "RSS", "database", "handles", "CPU"],
    ...readings.map(({ at, releases, heap, rss, database, handles, cpu }) => [
      `${at / HOUR} h`,
      String(releases),
      `${(heap / 1024).toFixed(0)} MB`,
      `${(rss / 1024).toFixed(0)} MB`,
      `${database.toFixed(0)} kB`,
      String(handles),
      `${cpu.toFixed(0)} s`,
    ]),
  ],
);
const wrong = [
  ...(open === 0 ? [] : [`${open} releases were not announced once and closed`]),
  ...growth(readings),
];
for (const text of wrong) console.log(`✗ ${text}`);
sayIfBusy();
if (wrong.length === 0) rmSync(folder, { recursive: true });
else console.log(`the app's log is in ${folder}`);
process.exit(wrong.length === 0 ? 0 : 1);

/** What grew too much from the first reading, by when all is warm, to the last. */
function growth(readings: readonly Reading[]): readonly string[] {
  const [first, last] = [readings[0], readings.at(-1)];
  if (first === undefined || last === undefined) return ["nothing was read"];
  const releases = last.releases - first.releases;
  const heap = (last.heap - first.heap) / releases;
  const database = (last.database - first.database) / releases;
  const handles = last.handles - first.handles;
  const cpu = (last.cpu - first.cpu) / releases;
  console.log(
    `each release left ${heap.toFixed(0)} kB of heap and ${database.toFixed(0)} kB in the database, and took ${cpu.toFixed(2)} s of CPU, its share of the sweeps included`,
  );
  return [
    ...(heap > HEAP_PER_RELEASE ? [`the heap grows, ${HEAP_PER_RELEASE} kB a release at most`] : []),
    ...(database > DATABASE_PER_RELEASE
      ? [`the database grows, ${DATABASE_PER_RELEASE} kB a release at most`]
      : []),
    ...(handles > HANDLES ? [`${handles} more handles are open`] : []),
  ];
}
