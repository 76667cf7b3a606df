// Releases in chaos: `npm run chaos -- [releases] [seconds at most] [seed] [store]`. Real processes and real HTTP, on the
// sandbox's clock: one process on SQLite, and beside or after it three on PostgreSQL. Webhooks get lost, doubled and late, requests
// fail before and after their effect, and processes are killed. The oracle reads the sandbox's history: exit 1 on any breach.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { liveInChaos } from "./chaos/live.ts";
import { report } from "./chaos/report.ts";
import { verdictOn } from "./chaos/verdict.ts";
import { type Engine, postgres, sqlite } from "./replicas/engine.ts";

const RELEASES = 100;
const SECONDS = 1_500;
const SEED = 1;
const INSTALLATIONS = 50;
const REPLICAS = 3;
/** With more releases than that the stores are lived through one after the other. */
const SIDE_BY_SIDE = 200;
/** In memory where there is such a place: a process that is killed loses nothing of it, and the disk's speed is no matter here. */
const HOME = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
const STORES = ["sqlite", "postgres"] as const;

const [releases = RELEASES, seconds = SECONDS, seed = SEED] = process.argv.slice(2, 5).map(Number);
const store = process.argv[5];
const isKnown = store === undefined || STORES.some((one) => one === store);
if (![releases, seconds, seed].every((one) => Number.isInteger(one) && one > 0) || !isKnown) {
  console.error(
    `Usage: npm run chaos -- [how many releases, ${RELEASES} unless given] [seconds at most, ${SECONDS}] [seed, ${SEED}] [sqlite or postgres, both]`,
  );
  process.exit(2);
}
process.exit(store === undefined ? await both() : await one(store));

/** Each in a process of its own, few releases side by side: a world keeps one core busy, and a large one more than that. */
async function both(): Promise<number> {
  if (releases <= SIDE_BY_SIDE) return Math.max(...(await Promise.all(STORES.map(beside))));
  const codes: number[] = [];
  for (const one of STORES) codes.push(await beside(one));
  return Math.max(...codes);
}

function beside(store: string): Promise<number> {
  const script = new URL(import.meta.url).pathname;
  const given = [releases, seconds, seed].map(String);
  const child = spawn(process.execPath, [...process.execArgv, script, ...given, store], { stdio: "inherit" });
  return new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
}

async function one(store: string): Promise<number> {
  const folder = mkdtempSync(join(HOME, "chaos-"));
  const engine = await (store === "sqlite"
    ? sqlite(folder)
    : postgres().catch((error: Error) => error.message));
  if (typeof engine === "string") {
    console.log(`${REPLICAS} replicas on PostgreSQL were left out: ${engine}`);
    return 0;
  }
  const wrong = await inChaos(engine, folder).finally(engine.drop);
  if (wrong.length === 0) rmSync(folder, { recursive: true });
  else console.log(`the logs of the processes on ${engine.name} are in ${folder}`);
  return wrong.length === 0 ? 0 : 1;
}

/** Gives what is wrong, and prints it. */
async function inChaos(engine: Engine, folder: string): Promise<readonly string[]> {
  const logs = join(folder, "logs");
  mkdirSync(logs);
  const replicas = engine.name === "SQLite" ? 1 : REPLICAS;
  const size = { replicas, releases, installations: INSTALLATIONS };
  const lived = await liveInChaos({ ...size, engine, seconds, seed, folder: logs });
  const wrong = [...(lived.isCut ? [`not over within ${seconds} s`] : []), ...(await verdictOn(lived.towns))];
  const who = replicas === 1 ? "one process" : `${replicas} replicas`;
  report(`${releases} releases by ${who} on ${engine.name}, seed ${seed}: ${wrong.length} breaches`, lived);
  for (const text of wrong) console.log(`✗ ${text}`);
  return wrong;
}
