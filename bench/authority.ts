// The law of authority: lives through short worlds at a gate, with attackers, and holds what the app did against
// GitHub's history; then takes each rule away in turn and lives worlds until that is noticed.
// `npm run bench:authority -- [how many worlds] [first seed]` lives worlds alone, `-- sample` those that it takes to have
// every attack tried, `-- rules [part of a name]` takes rules away alone. Exit 1 when a gate opened without authority, when
// an attack of so many worlds was not tried, or when a rule's absence is not noticed.
import { isMainThread, parentPort } from "node:worker_threads";
import { sampleOf } from "../test/authority/plot.ts";
import { allRules, done, type Job, type Rule, type Word } from "./authority/job.ts";
import { createScore, type Score } from "./authority/score.ts";
import { createHands, type Hands } from "./worlds/hands.ts";

const WORLDS = 5_000;
/** Worlds that a rule's absence has to be noticed in. */
const MOST_WORLDS = 2_000;
/** So often each attack is meant to be tried in a sample, which it is not where a world ends before. */
const SAMPLED = 2;
/** In so many worlds each attack has to come up. */
const TELLING = 300;
/** Worlds that a thread lives through before it tells of them. */
const AT_ONCE = 10;

if (isMainThread) {
  const [first, second] = process.argv.slice(2);
  const isNamed = first === "rules" || first === "sample";
  const count = first === undefined || isNamed ? WORLDS : Number(first);
  const from = isNamed ? 0 : Number(second ?? 0);
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(from) || from < 0) {
    console.error(
      `Usage: npm run bench:authority -- [how many worlds, ${WORLDS} unless given] [first seed, 0 unless given] | sample | rules [part of a name]`,
    );
    process.exit(2);
  }
  const hands = createHands<Job, Word>(new URL(import.meta.url));
  const seeds = first === "sample" ? sampleOf(SAMPLED) : seedsFrom(from, count);
  const score = createScore(console.log, { isTelling: first === "sample" || count >= TELLING });
  if (first !== "rules") {
    await liveThrough(hands, score, seeds);
  }
  if (first === undefined || first === "rules") {
    await takeAway(hands, score, first === "rules" ? (second ?? "") : "");
  }
  await hands.close();
  process.exitCode = score.isGood() ? 0 : 1;
} else {
  parentPort?.on("message", async (job: Job) => parentPort?.postMessage(await done(job)));
}

function seedsFrom(from: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}

async function liveThrough(hands: Hands<Job, Word>, score: Score, seeds: readonly number[]): Promise<void> {
  const jobs = Array.from(
    { length: Math.ceil(seeds.length / AT_ONCE) },
    (_, index): Job => ({ is: "worlds", seeds: seeds.slice(index * AT_ONCE, (index + 1) * AT_ONCE) }),
  );
  const began = performance.now();
  await hands.each(jobs, score.tell);
  const seconds = (performance.now() - began) / 1000;
  score.sumUp(
    `${seconds.toFixed(0)} s on ${hands.count} threads, ${(seeds.length / seconds).toFixed(1)} a second`,
  );
}

async function takeAway(hands: Hands<Job, Word>, score: Score, part: string): Promise<void> {
  const jobs = allRules()
    .filter(({ name }) => name.includes(part))
    .map((rule: Rule): Job => ({ is: "without a rule", rule, most: MOST_WORLDS }));
  await hands.each(jobs, score.tell);
}
