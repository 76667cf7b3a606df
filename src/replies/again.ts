import type { Said } from "../release/answer.ts";
import { asCode } from "./safe.ts";

/** What was said, as it can be said again: the command and its first word, when that word is a plain name; or with another. */
export function again(said: Said, instead?: string): string {
  const [first] = said.words;
  if (instead !== undefined) {
    return asCode(`/${said.word} ${instead}`);
  }
  const word = first !== undefined && /^[\w.+-]{1,40}$/.test(first) ? ` ${first}` : "";
  const to = said.to === undefined ? "" : ` ${said.to}`;
  const command = said.command ?? said.early;
  return command === undefined ? "`/help`" : asCode(`/${command}${to}${word}`);
}
