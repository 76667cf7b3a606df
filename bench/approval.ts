// From a maintainer's `/approve pypi` to the gate's answer, alone and while others are conducted: the app in a process
// of its own, over HTTP, on the real clock; on SQLite, then on PostgreSQL by one replica, by two, and so on.
// `npm run bench:approval -- [releases] [replicas at most]`. Exit 1 when a comment is not answered, or when more than one
// write goes before the answer. TRACE=1 lists the requests of two approvals, KEEP=1 keeps the logs.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "./approval/app.ts";
import { measure, type Size } from "./approval/measure.ts";
import { report, trace } from "./approval/report.ts";
import { type Engine, postgres, sqlite } from "./replicas/engine.ts";
import { sayIfBusy } from "./table.ts";

const INSTALLATIONS = 40;
const RELEASES = 200;
const REPLICAS = 3;

const [releases = RELEASES, replicas = REPLICAS] = process.argv.slice(2).map(Number);
if (!Number.isInteger(releases) || releases < 10 || !Number.isInteger(replicas) || replicas < 1) {
  console.error(
    `Usage: npm run bench:approval -- [how many releases, ${RELEASES} unless given, 10 at least] [replicas on PostgreSQL at most, ${REPLICAS}]`,
  );
  process.exit(2);
}
const began = performance.now();
const folder = mkdtempSync(join(tmpdir(), "approval-"));
const wrong: string[] = [];
await measured(sqlite(folder), 1, sizeOf(releases));
for (let count = 1; count <= replicas; count += 1) {
  const shared = await postgres().catch((error: Error) => error.message);
  if (typeof shared === "string") console.log(`PostgreSQL was not measured: ${shared}`);
  else await measured(shared, count, sizeOf(Math.ceil(releases / 4))).finally(shared.drop);
}
sayIfBusy();
for (const text of wrong) console.log(`✗ ${text}`);
console.log(`${wrong.length} things went wrong (${((performance.now() - began) / 1000).toFixed(0)} s)`);
if (process.env["KEEP"] !== undefined) console.log(`the app's logs are in ${folder}`);
else rmSync(folder, { recursive: true });
// Jobs that never end keep timers.
process.exit(wrong.length === 0 ? 0 : 1);

function sizeOf(releases: number): Size {
  const alone = Math.floor(releases / 8);
  return { installations: INSTALLATIONS, releases, alone, amongOthers: Math.floor(releases / 2) };
}

/** Measures with a store of this kind; what is wrong is kept. */
async function measured(engine: Engine, replicas: number, size: Size): Promise<void> {
  const logs = join(folder, `${engine.name}-${replicas}`);
  mkdirSync(logs);
  const result = await measure(createApp(engine, logs, replicas), size).catch(
    (error: Error) => error.message,
  );
  if (typeof result === "string") {
    wrong.push(`${engine.name}: ${result}`);
    return;
  }
  wrong.push(
    ...report(
      replicas === 1 ? `${engine.name}, one process` : `${engine.name}, ${replicas} replicas`,
      result,
      `among ${size.releases} under way`,
    ),
  );
  if (process.env["TRACE"] !== undefined) trace(result);
}
