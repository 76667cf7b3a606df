import { crashedAt, crashPoints, tellingPoints } from "../../test/worlds/crash.ts";
import type { Mode } from "../../test/worlds/mode.ts";
import { scriptOf } from "../../test/worlds/script.ts";
import { calmLife, differences, story, worldOf } from "../../test/worlds/world.ts";
import { kindsOf } from "./kinds.ts";

/** A piece of work for a thread. */
export type Job =
  /** Worlds of one script: they share its undisturbed end, which is the same by webhooks, by the sweep and by both. */
  | {
      readonly is: "script";
      readonly script: number;
      readonly seeds: readonly number[];
      readonly calm: readonly Mode[];
    }
  | { readonly is: "count crash points" }
  | { readonly is: "crash"; readonly point: number; readonly store: "kept" | "lost" };

/** How one life went. */
export type Word = {
  /** What lives it is counted with. */
  readonly kinds: readonly string[];
  readonly name: string;
  /** Its story, when it went wrong. */
  readonly wrong?: string;
  /** What the thread found out besides. */
  readonly points?: { readonly [S in "kept" | "lost"]: readonly number[] };
  readonly questions?: number;
};

export async function done(job: Job): Promise<readonly Word[]> {
  switch (job.is) {
    case "script":
      return [...(await worlds(job.seeds)), ...(await calmLives(job.script, job.calm))];
    case "count crash points":
      return [await counted()];
    case "crash":
      return [await crash(job.point, job.store)];
  }
}

async function worlds(seeds: readonly number[]): Promise<readonly Word[]> {
  const words: Word[] = [];
  for (const seed of seeds) {
    const world = await worldOf(seed);
    words.push({
      kinds: kindsOf(world),
      name: `world ${seed}`,
      ...(world.faults.length > 0 && { wrong: story(world) }),
    });
  }
  return words;
}

async function calmLives(script: number, modes: readonly Mode[]): Promise<readonly Word[]> {
  const words: Word[] = [];
  for (const mode of modes) {
    words.push(await calm(script, mode));
  }
  return words;
}

async function calm(number: number, mode: Mode): Promise<Word> {
  const script = scriptOf(number);
  const lived = await calmLife(script, mode);
  const faults = [...lived.faults, ...differences(lived.ending, (await calmLife(script, "both")).ending)];
  const name = `script ${number} undisturbed, by ${mode}`;
  return { kinds: [`undisturbed by ${mode}`], name, ...told(name, faults, lived.history) };
}

let crashing: ReturnType<typeof crashPoints> | undefined;

async function counted(): Promise<Word> {
  crashing ??= crashPoints();
  const { calm: lived, points } = await crashing;
  const name = "the release without a crash";
  const telling = { kept: tellingPoints(points, "kept"), lost: tellingPoints(points, "lost") };
  return { kinds: [], name, points: telling, ...told(name, lived.faults, lived.history) };
}

async function crash(point: number, store: "kept" | "lost"): Promise<Word> {
  crashing ??= crashPoints();
  const { calm: undisturbed } = await crashing;
  const lived = await crashedAt(point, store, undisturbed);
  const name = `crash at ${lived.point}, store ${store}`;
  return {
    kinds: [`crash, store ${store}`],
    name,
    questions: lived.questions,
    ...told(name, lived.faults, lived.history),
  };
}

function told(
  name: string,
  faults: readonly string[],
  history: readonly string[],
): Pick<Word, "wrong"> | undefined {
  return faults.length === 0
    ? undefined
    : {
        wrong: [
          `${name} went wrong:`,
          ...faults.map((fault) => `  ✗ ${fault}`),
          ...history.map((line) => `  ${line}`),
        ].join("\n"),
      };
}
