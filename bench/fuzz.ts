// Feeds every reader of foreign bytes with mutated inputs: `npm run bench:fuzz -- [how many] [seed] [only this input]`.
// Exit 1 on a crash, on an input that takes too long, on memory that grows, or when it all takes too long.
import { inspect } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { createChance } from "./fuzz/chance.ts";
import { READERS } from "./fuzz/readers.ts";
import { printTable, sayIfBusy } from "./table.ts";

const INPUTS = 100_000;
const MIB = 1024 ** 2;
const MOST_GROWTH = 64 * MIB;
/** Milliseconds one input may take before it counts as hanging. */
const MOST_FOR_ONE = 10_000;
const MOST_FOR_ALL = 5 * 60_000;
/** Inputs after which code is compiled and pools are filled; growth counts from there. */
const WARM = 5_000;

type Job = {
  readonly inputs: readonly [from: number, to: number];
  readonly seed: number;
  /** One number: the input that is being read. */
  readonly at: Int32Array;
};
type Count = { taken: number; refused: number; slowest: number };
type Counts = Readonly<Record<string, Count>>;

if (isMainThread) {
  const [count = INPUTS, seed = Date.now() % 2 ** 31, only] = process.argv.slice(2).map(Number);
  if (![count, seed, only ?? 0].every(Number.isSafeInteger) || count < 1) {
    console.error(
      `Usage: npm run bench:fuzz -- [how many inputs, ${INPUTS} unless given] [seed] [only this input]`,
    );
    process.exit(2);
  }
  const at = new Int32Array(new SharedArrayBuffer(4));
  process.exitCode = await run({ seed, at, inputs: only === undefined ? [0, count] : [only, only + 1] });
} else {
  await work(workerData);
}

/** Watches a thread that reads: one that hangs can't tell of it. */
async function run(job: Job): Promise<number> {
  const began = performance.now();
  const [from, to] = job.inputs;
  console.log(`seed ${job.seed}: ${to - from} inputs`);
  let reading = { input: -1, since: began };
  let baseline: number | undefined;
  let most = 0;
  let counts: Counts | undefined;
  const worker = new Worker(new URL(import.meta.url), { workerData: job });
  const breach = await new Promise<string | undefined>((resolve) => {
    const watch = setInterval(() => {
      const { rss } = process.memoryUsage();
      const input = Atomics.load(job.at, 0);
      if (input !== reading.input) reading = { input, since: performance.now() };
      if (input >= from + WARM) baseline ??= rss;
      most = Math.max(most, rss);
      if (performance.now() - reading.since > MOST_FOR_ONE) resolve(`input ${input} hangs`);
      if (performance.now() - began > MOST_FOR_ALL)
        resolve(`took longer than ${MOST_FOR_ALL / 60_000} minutes`);
    }, 100);
    worker.on("message", (done: Counts) => {
      counts = done;
    });
    worker.on("error", (error) => resolve(`input ${Atomics.load(job.at, 0)} crashed: ${inspect(error)}`));
    // What waits for something that never comes ends a thread that has nothing else to do.
    worker.on("exit", () =>
      resolve(counts === undefined ? `input ${Atomics.load(job.at, 0)} never came to an end` : undefined),
    );
    worker.once("exit", () => clearInterval(watch));
  });
  await worker.terminate();
  const growth = most - (baseline ?? most);
  report(counts ?? {}, growth, performance.now() - began);
  const grown = growth > MOST_GROWTH ? `memory grew by more than ${MOST_GROWTH / MIB} MB` : undefined;
  const wrong = breach ?? grown ?? slowest(counts ?? {});
  console.log(wrong === undefined ? "no crash, no hang, no growth" : `  ✗ seed ${job.seed}: ${wrong}`);
  return wrong === undefined ? 0 : 1;
}

function slowest(counts: Counts): string | undefined {
  const slow = Object.entries(counts).find(([, count]) => count.slowest > MOST_FOR_ONE);
  return slow === undefined ? undefined : `${slow[0]} took ${Math.round(slow[1].slowest)} ms for one input`;
}

function report(counts: Counts, growth: number, took: number): void {
  printTable(
    `mutated inputs in ${(took / 1000).toFixed(0)} s, memory grew by ${(growth / MIB).toFixed(1)} MB:`,
    [
      ["", "read", "refused", "slowest"],
      ...Object.entries(counts).map(([name, { taken, refused, slowest: ms }]) => [
        name,
        String(taken),
        String(refused),
        `${ms.toFixed(0)} ms`,
      ]),
    ],
  );
  sayIfBusy();
}

/** Reads one input after the other, each made from the seed and its number alone. */
async function work({ seed, at, inputs: [from, to] }: Job): Promise<void> {
  const counts = Object.fromEntries(READERS.map(({ name }) => [name, { taken: 0, refused: 0, slowest: 0 }]));
  const choices = READERS.flatMap((reader) => Array.from({ length: reader.weight }, () => reader));
  for (let input = from; input < to; input += 1) {
    Atomics.store(at, 0, input);
    const chance = createChance(seed, input);
    const reader = choices[chance.upTo(choices.length)];
    const count = counts[reader?.name ?? ""];
    if (reader === undefined || count === undefined) continue;
    const began = performance.now();
    const taken = await reader.read(chance).catch((error: unknown) => {
      throw new Error(`input ${input}, ${reader.name}`, { cause: error });
    });
    count.slowest = Math.max(count.slowest, performance.now() - began);
    count[taken ? "taken" : "refused"] += 1;
  }
  parentPort?.postMessage(counts satisfies Counts);
}
