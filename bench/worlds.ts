// Lives through generated worlds, the law of test/worlds: `npm run bench:worlds -- [how many] [from which seed]`.
import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { story, WORLDS_PER_SCRIPT, type World, worldOf } from "../test/worlds/world.ts";

const WORLDS = 2_000;

/** Failures whose whole story is printed; of the others the seed. */
const STORIES = 3;

type Share = { readonly seeds: readonly number[] };
type Word = { readonly seed: number; readonly wrong?: string };

if (isMainThread) {
  const [count = WORLDS, from = 0] = process.argv.slice(2).map(Number);
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(from) || from < 0) {
    console.error(
      "Usage: npm run bench:worlds -- [how many worlds, 2000 unless given] [first seed, 0 unless given]",
    );
    process.exit(2);
  }
  process.exitCode = (await liveThrough(count, from)) === 0 ? 0 : 1;
} else {
  for (const seed of (workerData as Share).seeds) {
    parentPort?.postMessage(wordOf(seed, await worldOf(seed)));
  }
}

function wordOf(seed: number, world: World): Word {
  return world.faults.length === 0 ? { seed } : { seed, wrong: story(world) };
}

/** Gives how many went wrong. The worlds of a script stay together, because they share its undisturbed end. */
async function liveThrough(count: number, from: number): Promise<number> {
  const began = performance.now();
  const hands = Math.min(availableParallelism(), Math.ceil(count / WORLDS_PER_SCRIPT));
  const seeds = Array.from({ length: count }, (_, index) => from + index);
  const wrong: number[] = [];
  let lived = 0;
  const told = ({ seed, wrong: text }: Word): void => {
    lived += 1;
    if (text !== undefined) {
      wrong.push(seed);
      console.log(wrong.length > STORIES ? `World ${seed} went wrong.` : text);
    }
    if (lived % 100 === 0) {
      console.log(`${lived} of ${count} worlds, ${wrong.length} wrong`);
    }
  };
  await Promise.all(
    Array.from({ length: hands }, (_, hand) =>
      share(
        seeds.filter((seed) => Math.floor(seed / WORLDS_PER_SCRIPT) % hands === hand),
        told,
      ),
    ),
  );
  const seconds = (performance.now() - began) / 1000;
  console.log(
    `${count} worlds in ${seconds.toFixed(0)} s on ${hands} threads: ${(count / seconds).toFixed(1)} a second; ${wrong.length} went wrong${wrong.length === 0 ? "" : `: ${wrong.join(", ")}`}`,
  );
  return wrong.length;
}

function share(seeds: readonly number[], told: (word: Word) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { seeds } satisfies Share });
    worker.on("message", told);
    worker.once("error", reject);
    worker.once("exit", () => resolve());
  });
}
