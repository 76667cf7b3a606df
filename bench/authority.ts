// The law of authority: lives through short worlds at a gate, with attackers, and holds what the app did against
// GitHub's history; then takes each rule away in turn and lives worlds until that is noticed.
// `npm run bench:authority -- [how many worlds] [first seed]` lives worlds alone, `-- rules [part of a name]` takes
// rules away alone. Exit 1 when a gate opened without authority, or when a rule's absence is not noticed.
import { isMainThread, parentPort } from "node:worker_threads";
import { allRules, done, type Job, type Rule, type Word } from "./authority/job.ts";
import { createScore, type Score } from "./authority/score.ts";
import { createHands, type Hands } from "./worlds/hands.ts";

const WORLDS = 5_000;
/** Worlds that a rule's absence has to be noticed in. */
const MOST_WORLDS = 2_000;
/** Worlds that a thread lives through before it tells of them. */
const AT_ONCE = 10;

if (isMainThread) {
  const [first, second] = process.argv.slice(2);
  const count = first === undefined || first === "rules" ? WORLDS : Number(first);
  const from = first === "rules" ? 0 : Number(second ?? 0);
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(from) || from < 0) {
    console.error(
      `Usage: npm run bench:authority -- [how many worlds, ${WORLDS} unless given] [first seed, 0 unless given] | rules [part of a name]`,
    );
    process.exit(2);
  }
  const hands = createHands<Job, Word>(new URL(import.meta.url));
  const score = createScore(console.log);
  if (first !== "rules") {
    await liveThrough(hands, score, { from, count });
  }
  if (first === undefined || first === "rules") {
    await takeAway(hands, score, first === "rules" ? (second ?? "") : "");
  }
  await hands.close();
  process.exitCode = score.isGood() ? 0 : 1;
} else {
  parentPort?.on("message", async (job: Job) => parentPort?.postMessage(await done(job)));
}

type Seeds = { readonly from: number; readonly count: number };

async function liveThrough(hands: Hands<Job, Word>, score: Score, { from, count }: Seeds): Promise<void> {
  const seeds = Array.from({ length: count }, (_, index) => from + index);
  const jobs = Array.from(
    { length: Math.ceil(count / AT_ONCE) },
    (_, index): Job => ({ is: "worlds", seeds: seeds.slice(index * AT_ONCE, (index + 1) * AT_ONCE) }),
  );
  const began = performance.now();
  await hands.each(jobs, score.tell);
  const seconds = (performance.now() - began) / 1000;
  score.sumUp(`${seconds.toFixed(0)} s on ${hands.count} threads, ${(count / seconds).toFixed(1)} a second`);
}

async function takeAway(hands: Hands<Job, Word>, score: Score, part: string): Promise<void> {
  const jobs = allRules()
    .filter(({ name }) => name.includes(part))
    .map((rule: Rule): Job => ({ is: "without a rule", rule, most: MOST_WORLDS }));
  await hands.each(jobs, score.tell);
}
