// Requests, time and memory it takes to tell what came between two tags, beside the floor of one request per 100
// commits, at 50 ms a request: `npm run bench:notes -- [range files or folders of them]`. Exit 1 when the aim is missed.
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { Range } from "../src/cli/demo/range-file.ts";
import { readRangeFile } from "../src/cli/demo/read-range-file.ts";
import { madeRange } from "./notes/history.ts";
import { type Measured, measure } from "./notes/measure.ts";
import { printTable, sayIfBusy } from "./table.ts";

/** A usual range, a large one of a diverged line, and the largest that was seen since the project's version 4. */
const SHAPES = [
  { commits: 89, behind: 0 },
  { commits: 619, behind: 25 },
  { commits: 1_290, behind: 0 },
];
const DELAY = 50;

/** The aim, in requests. */
const aimOf = (commits: number): number => 5 + (1.5 * commits) / 100;

const began = performance.now();
const ranges: (readonly [string, Range])[] = SHAPES.map((shape) => [
  `made up${shape.behind === 0 ? "" : `, diverged by ${shape.behind}`}`,
  madeRange(shape),
]);
for (const file of process.argv.slice(2).flatMap(filesAt)) {
  const reading = await readRangeFile(file);
  if (reading.is === "faulty") {
    console.error(reading.faults.join("\n"));
    process.exit(2);
  }
  ranges.push([basename(file, ".json"), reading.range]);
}
const rows: string[][] = [];
const wrong: string[] = [];
for (const [name, range] of ranges) {
  const { history } = range;
  const { app, floor } = await measure(range, DELAY);
  const commits = history.commits.length;
  rows.push(rowOf(name, commits, app, floor));
  if (app.requests.ofRange > aimOf(commits)) {
    wrong.push(
      `${name}, ${commits} commits: ${app.requests.ofRange} requests, aim ${aimOf(commits).toFixed(1)}`,
    );
  }
  if (app.commits !== commits || app.missing > 0)
    wrong.push(`${name}: only ${app.commits} of ${commits} commits`);
}
printTable(
  `what came between two tags, at ${DELAY} ms a request, beside one request per 100 commits (the floor):`,
  [
    [
      "",
      "commits",
      "requests",
      "aim",
      "floor",
      "ratio",
      "time",
      "floor",
      "ratio",
      "memory",
      "floor",
      "ratio",
      "all requests",
    ],
    ...rows,
  ],
);
console.log(
  "  all requests: with repository, tags, files and people, which a release that is conducted knows already",
);
sayIfBusy();
for (const text of wrong) console.log(`  ✗ ${text}`);
console.log(
  `${wrong.length === 0 ? "within the aim" : "missed"} (${((performance.now() - began) / 1000).toFixed(0)} s)`,
);
process.exit(wrong.length === 0 ? 0 : 1);

function rowOf(name: string, commits: number, app: Measured, floor: Measured): string[] {
  const ratio = (ours: number, theirs: number): string => (ours / theirs).toFixed(1);
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  return [
    name,
    String(commits),
    String(app.requests.ofRange),
    aimOf(commits).toFixed(1),
    String(floor.requests.ofRange),
    ratio(app.requests.ofRange, floor.requests.ofRange),
    `${app.rangeMs.toFixed(0)} ms`,
    `${floor.rangeMs.toFixed(0)} ms`,
    ratio(app.rangeMs, floor.rangeMs),
    megabytes(app.memory),
    megabytes(floor.memory),
    ratio(app.memory, floor.memory),
    String(app.requests.inAll),
  ];
}

function filesAt(path: string): readonly string[] {
  if (!existsSync(path)) {
    console.error(`${path} is not there: name a range file, or a folder of them`);
    process.exit(2);
  }
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(path, name));
}
