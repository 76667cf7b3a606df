import { aboard } from "../release/aboard.ts";
import type { Snapshot } from "../release/snapshot.ts";

/** Every command but those that concern all releases on a board. */
const COMMAND =
  /`\/(?<name>approve|reject|delegate|tested|unhold|retry|cancel|notes|publish|announce)(?<rest>`|[ ][^`]*`)/g;

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
