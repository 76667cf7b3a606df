// Lives through generated worlds, the law of test/worlds, and through one release with the app killed at each of its
// steps: `npm run bench:worlds -- [how many worlds] [first seed]`. With a first seed the worlds alone are lived
// through. Exit 1 when a life went wrong.
import { isMainThread, parentPort } from "node:worker_threads";
import { hasPostgres } from "../test/worlds/engine.ts";
import { MISHAP_KINDS } from "../test/worlds/mishaps.ts";
import { WORLDS_PER_SCRIPT } from "../test/worlds/world.ts";
import { createHands, type Hands } from "./worlds/hands.ts";
import { done, type Job, type Word } from "./worlds/job.ts";
import { createTally, type Tally } from "./worlds/tally.ts";

const WORLDS = 5_000;

if (isMainThread) {
  const [count = WORLDS, from] = process.argv.slice(2).map(Number);
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(from ?? 0) || (from ?? 0) < 0) {
    console.error(
      `Usage: npm run bench:worlds -- [how many worlds, ${WORLDS} unless given] [first seed, 0 unless given]`,
    );
    process.exit(2);
  }
  const hands = createHands<Job, Word>(new URL(import.meta.url));
  const tally = createTally(console.log);
  await liveThrough(hands, tally, seeds(count, from ?? 0));
  if (from === undefined) {
    await crashEverywhere(hands, tally);
  }
  await hands.close();
  process.exitCode = tally.wrong().length === 0 ? 0 : 1;
  if (process.exitCode === 1) {
    console.log(`${tally.wrong().length} lives went wrong: ${tally.wrong().join(" · ")}`);
  }
} else {
  parentPort?.on("message", async (job: Job) => parentPort?.postMessage(await done(job)));
}

function seeds(count: number, from: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}

/** The worlds of a script stay together, because they share its undisturbed end. */
async function liveThrough(hands: Hands<Job, Word>, tally: Tally, all: readonly number[]): Promise<void> {
  const scriptOf = (seed: number) => Math.floor(seed / WORLDS_PER_SCRIPT);
  const jobs = [...new Set(all.map(scriptOf))].map(
    (script): Job => ({ is: "script", script, seeds: all.filter((seed) => scriptOf(seed) === script) }),
  );
  const began = performance.now();
  await hands.each(jobs, tally.tell);
  const seconds = (performance.now() - began) / 1000;
  const { lives, wrong } = tally.of("worlds");
  console.log(
    `${lives} worlds in ${seconds.toFixed(0)} s on ${hands.count} threads: ${(lives / seconds).toFixed(1)} a second; ${wrong} wrong`,
  );
  const kinds = [
    "by both",
    "by events",
    "by sweep",
    "store kept",
    "store lost",
    "in replicas",
    "on PostgreSQL",
  ];
  for (const kind of kinds) {
    const none = kind === "on PostgreSQL" && !hasPostgres ? " (skipped: no server is reachable)" : "";
    console.log(`  ${kind}: ${tally.of(kind).lives}, ${tally.of(kind).wrong} wrong${none}`);
  }
  const after = MISHAP_KINDS.map((is) => `${is} ${tally.of(`/resume after ${is}`).lives}`);
  console.log(`  /resume after: ${after.join(", ")}; ${tally.of("/resume").wrong} wrong`);
  const calm = tally.of("undisturbed");
  console.log(`  undisturbed, by events alone and by the sweep alone: ${calm.lives}, ${calm.wrong} wrong`);
}

async function crashEverywhere(hands: Hands<Job, Word>, tally: Tally): Promise<void> {
  let points: Word["points"];
  const noted = (word: Word) => {
    points = word.points ?? points;
    tally.tell(word);
  };
  await hands.each([{ is: "count crash points" }], noted);
  const jobs = (["kept", "lost"] as const).flatMap((store) =>
    (points?.[store] ?? []).map((point): Job => ({ is: "crash", point, store })),
  );
  const began = performance.now();
  await hands.each(jobs, tally.tell);
  const seconds = (performance.now() - began) / 1000;
  const [kept, lost] = [tally.of("crash, store kept"), tally.of("crash, store lost")];
  const asked = tally.questions("crash, store lost");
  console.log(
    `crash points in ${seconds.toFixed(0)} s; store kept: ${kept.lives}, ${kept.wrong} wrong; store lost: ${lost.lives}, ${lost.wrong} wrong, at most ${asked} ${asked === 1 ? "question" : "questions"}`,
  );
}
