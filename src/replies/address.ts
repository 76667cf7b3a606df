import { aboard } from "../release/aboard.ts";
import { COMMANDS, FOR_ALL, REQUESTS } from "../release/answer.ts";
import type { Snapshot } from "../release/snapshot.ts";

/** Said without a release in front: what concerns all of them on a board, and what is said on any issue. */
const BARE: ReadonlySet<string> = new Set<string>([...FOR_ALL, ...REQUESTS]);

const NAMES = COMMANDS.filter((name) => !BARE.has(name)).join("|");
const COMMAND = new RegExp(`\`/(?<name>${NAMES})(?<rest>\`|[ ][^\`]*\`)`, "g");

/** Others are no part of a command that can be said. */
const PLAIN = /^[\w.+@/-]{1,200}$/;

/**
 * Our text with every command to say in it naming the release first, where several share a board: what people copy
 * is said to the release that told them. Commands that name one already stay as they are.
 */
export function addressed(text: string, seen: Snapshot, as = seen.key.tag): string {
  const on = aboard(seen);
  if (on === undefined || !(PLAIN.test(as) || as === ANY)) {
    return text;
  }
  return text.replace(COMMAND, (whole, name: string, rest: string) => {
    const [, first = ""] = rest.split(/[ `]/);
    return first === ANY || on.tags.includes(first) ? whole : `\`/${name} ${as}${rest}`;
  });
}

/** In place of a tag, where any may stand. */
export const ANY = "<tag>";
