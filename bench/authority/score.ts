import { ATTACKS } from "../../test/authority/attacks/attacks.ts";
import type { Word } from "./job.ts";

/** Worlds whose whole story is printed when they went wrong; of the others the seed. */
const STORIES = 3;

/** Of so many worlds at least one has to end with an open gate: a law that nothing passes is no law. */
const OPEN_IN = 3;

export type Score = {
  tell(word: Word): void;
  /** Prints what came of the worlds. */
  sumUp(pace: string): void;
  isGood(): boolean;
};

type World = Extract<Word, { readonly is: "world" }>;
type Without = Extract<Word, { readonly is: "without a rule" }>;

/**
 * Counts worlds, gates and attacks, and prints what went wrong as it comes. `isTelling`: each attack has to be tried in
 * one of the worlds.
 */
export function createScore(
  print: (line: string) => void,
  { isTelling }: { readonly isTelling: boolean },
): Score {
  const worlds: World[] = [];
  const bad: string[] = [];
  const wrong = () => worlds.filter((world) => world.wrong !== undefined);
  return {
    tell(word) {
      if (word.is === "world") {
        worlds.push(word);
        if (word.wrong !== undefined) {
          bad.push(`world ${word.seed}`);
          print(wrong().length > STORIES ? `✗ world ${word.seed}` : word.wrong);
        }
        return;
      }
      const { line, isBad } = toldOf(word);
      print(line);
      if (isBad) {
        bad.push(word.rule.name);
      }
    },
    sumUp(pace) {
      const right = worlds.filter((world) => world.wrong === undefined);
      const open = right.filter(({ opened }) => opened > 0);
      const gates = right.reduce((sum, { opened }) => sum + opened, 0);
      print(`${worlds.length} authority worlds in ${pace}; ${wrong().length} wrong`);
      print(`  ${gates} gates opened rightly, in ${open.length} worlds; attacks repelled:`);
      for (const [attack, times] of timesOf(right.flatMap(({ attacks }) => attacks))) {
        print(`    ${String(times).padStart(5)}  ${attack}`);
      }
      const tried = new Set(worlds.flatMap(({ attacks }) => attacks));
      const untried = Object.keys(ATTACKS).filter((attack) => !tried.has(attack));
      if (isTelling && untried.length > 0) {
        bad.push("an attack was not tried");
        print(`✗ nobody has tried: ${untried.join(", ")}`);
      }
      if (open.length * OPEN_IN < worlds.length) {
        bad.push("hardly a gate was opened");
        print("✗ hardly a gate was opened: the law was not put to the test");
      }
    },
    isGood: () => bad.length === 0,
  };
}

function timesOf(names: readonly string[]): readonly (readonly [string, number])[] {
  const times = new Map<string, number>();
  for (const name of names) {
    times.set(name, (times.get(name) ?? 0) + 1);
  }
  return [...times].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
}

function toldOf({ rule, worlds, noticed }: Without): { readonly line: string; readonly isBad: boolean } {
  const head = `without "${rule.name}" (${rule.about}):`;
  return noticed === undefined
    ? { line: `✗ ${head} not noticed in ${worlds} worlds`, isBad: true }
    : {
        line: `${head} noticed in ${worlds} ${worlds === 1 ? "world" : "worlds"}, by world ${noticed.seed}: ${noticed.breach}`,
        isBad: false,
      };
}
