// Lives through generated worlds, the law of test/worlds, and through one release with the app killed at each of its
// steps: `npm run bench:worlds -- [how many worlds] [first seed]`. With a first seed the worlds alone are lived
// through. `-- sample` lives through worlds of each kind, which is what `npm run worlds` has the time for. Exit 1 when a
// life went wrong, or when there was none of some kind.
import { isMainThread, parentPort } from "node:worker_threads";
import { sampleOf, WORLDS_PER_SCRIPT } from "../test/worlds/world.ts";
import { createHands, type Hands } from "./worlds/hands.ts";
import { done, type Job, type Word } from "./worlds/job.ts";
import { linesOf, missingIn } from "./worlds/kinds.ts";
import { createTally, type Tally } from "./worlds/tally.ts";

const WORLDS = 5_000;

/** From so many worlds on, and in the sample, each kind has to come up. */
const TELLING = 500;

/** Scripts of the sample, besides those that it takes to have each kind of incident in one. */
const SAMPLED = 12;

/** What the undisturbed life by events and sweep is held against. */
const CALM_MODES = ["events", "sweep"] as const;

type Lives = {
  readonly seeds: readonly number[];
  /** In which of these modes each script is lived through undisturbed. */
  readonly calm: "in each" | "in turn";
};

if (isMainThread) {
  const [first, second] = process.argv.slice(2);
  const [count, from] = [Number(first ?? WORLDS), Number(second ?? 0)];
  const isSample = first === "sample" && second === undefined;
  if (!isSample && (!Number.isInteger(count) || count < 1 || !Number.isInteger(from) || from < 0)) {
    console.error(
      `Usage: npm run bench:worlds -- [how many worlds, ${WORLDS} unless given] [first seed, 0 unless given] | sample`,
    );
    process.exit(2);
  }
  const hands = createHands<Job, Word>(new URL(import.meta.url));
  const tally = createTally(console.log);
  await liveThrough(
    hands,
    tally,
    isSample
      ? { seeds: sampleOf(SAMPLED), calm: "in turn" }
      : { seeds: seedsFrom(from, count), calm: "in each" },
  );
  if (second === undefined) {
    await crash(hands, tally, isSample ? "in turn" : "each");
  }
  await hands.close();
  const missing = isSample || (second === undefined && count >= TELLING) ? missingIn(tally) : [];
  if (missing.length > 0) {
    console.log(`✗ nobody has lived through: ${missing.join(", ")}`);
  }
  if (tally.wrong().length > 0) {
    console.log(`${tally.wrong().length} lives went wrong: ${tally.wrong().join(" · ")}`);
  }
  process.exitCode = missing.length > 0 || tally.wrong().length > 0 ? 1 : 0;
} else {
  parentPort?.on("message", async (job: Job) => parentPort?.postMessage(await done(job)));
}

function seedsFrom(from: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}

/** The worlds of a script stay together, because they share its undisturbed end. */
async function liveThrough(hands: Hands<Job, Word>, tally: Tally, { seeds, calm }: Lives): Promise<void> {
  const scriptOf = (seed: number) => Math.floor(seed / WORLDS_PER_SCRIPT);
  const jobs = [...new Set(seeds.map(scriptOf))].map((script, index): Job => {
    const modes = calm === "in turn" ? CALM_MODES.filter((_, one) => one === index % 2) : CALM_MODES;
    return { is: "script", script, seeds: seeds.filter((seed) => scriptOf(seed) === script), calm: modes };
  });
  const began = performance.now();
  await hands.each(jobs, tally.tell);
  const seconds = (performance.now() - began) / 1000;
  const { lives, wrong } = tally.of("worlds");
  console.log(
    `${lives} worlds in ${seconds.toFixed(0)} s on ${hands.count} threads: ${(lives / seconds).toFixed(1)} a second; ${wrong} wrong`,
  );
  for (const line of linesOf(tally)) {
    console.log(line);
  }
}

/** At each step of one release the app dies, with its store and without; where there is not the time for both, in turn. */
async function crash(hands: Hands<Job, Word>, tally: Tally, stores: "each" | "in turn"): Promise<void> {
  let points: Word["points"];
  const noted = (word: Word) => {
    points = word.points ?? points;
    tally.tell(word);
  };
  await hands.each([{ is: "count crash points" }], noted);
  const jobs = (["kept", "lost"] as const).flatMap((store, turn) =>
    (points?.[store] ?? [])
      .filter((_, index) => stores === "each" || index % 2 === turn)
      .map((point): Job => ({ is: "crash", point, store })),
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
