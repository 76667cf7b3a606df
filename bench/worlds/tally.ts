import type { Word } from "./job.ts";

/** Failures whose whole story is printed; of the others the name. */
const STORIES = 3;

export type Tally = {
  tell(word: Word): void;
  /** How many lives of this kind there were, and how many of them went wrong. */
  of(kind: string): { readonly lives: number; readonly wrong: number };
  /** The most that people were asked in one life of this kind. */
  questions(kind: string): number;
  wrong(): readonly string[];
};

/** Counts lives by kind, and prints what went wrong as it comes. */
export function createTally(print: (line: string) => void): Tally {
  const lives = new Map<string, number>();
  const wrong = new Map<string, number>();
  const questions = new Map<string, number>();
  const names: string[] = [];
  const add = (counts: Map<string, number>, kind: string) => counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return {
    tell(word) {
      for (const kind of word.kinds) {
        add(lives, kind);
        if (word.wrong !== undefined) add(wrong, kind);
        questions.set(kind, Math.max(questions.get(kind) ?? 0, word.questions ?? 0));
      }
      if (word.wrong !== undefined) {
        names.push(word.name);
        print(names.length > STORIES ? `✗ ${word.name}` : word.wrong);
      }
    },
    of: (kind) => ({ lives: lives.get(kind) ?? 0, wrong: wrong.get(kind) ?? 0 }),
    questions: (kind) => questions.get(kind) ?? 0,
    wrong: () => names,
  };
}
