import type { Said } from "../release/answer.ts";
import { cut } from "../replies/safe.ts";

/** The board must hold the reasons of many beside its text, and the notes that of a yank. */
const LONGEST = 200;

/** What a person gave as the reason behind a command, cut to what a board can hold; empty where nothing was said. */
export function reasonIn({ words }: Pick<Said, "words">): string {
  return cut(words.join(" "), LONGEST);
}
