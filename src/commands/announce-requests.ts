import type { Said } from "../release/answer.ts";
import { given } from "../release/fact.ts";
import type { Look } from "../release/look.ts";
import type { Comment, Snapshot } from "../release/snapshot.ts";
import { commandsIn } from "./parse.ts";
import { isByAPerson } from "./person-rules.ts";
import { hasRole } from "./rights.ts";

/** Comments by people who may write that ask for something and are not closed yet, newest first. */
export type Requests = { readonly requests: readonly Comment[]; readonly looks: readonly Look[] };

/** The `/announce` comments that ask for a channel and are not closed yet. */
export function announceRequests(seen: Snapshot, channel: string): Requests {
  return requestsIn(
    seen,
    ({ command, words }) => command === "announce" && words.length <= 1 && (words[0] ?? channel) === channel,
  );
}

/** Whatever they ask for that a post may have to follow: the notes, or a post that it links to. */
export function newsRequests(seen: Snapshot): Requests {
  return requestsIn(seen, ({ command }) => command === "announce" || command === "notes");
}

function requestsIn(seen: Snapshot, asks: (said: Said) => boolean): Requests {
  const looks: Look[] = [];
  const requests: Comment[] = [];
  for (const comment of (given(seen.comments) ?? []).filter((one) => isOpen(one, asks)).toReversed()) {
    const verdict = comment.author === undefined ? undefined : hasRole(seen, comment.author, "write");
    looks.push(...(verdict?.is === "looking" ? verdict.at : []));
    if (verdict?.is === "may") {
      requests.push(comment);
    }
  }
  return { requests, looks };
}

function isOpen(comment: Comment, asks: (said: Said) => boolean): boolean {
  return (
    isByAPerson(comment) && !comment.edited && comment.outcome === undefined && commandsIn(comment).some(asks)
  );
}

/** Whether the comment asks for this channel by its name, and not just for all of them. */
export function asksByName(comment: Comment, channel: string): boolean {
  return commandsIn(comment).some(({ command, words }) => command === "announce" && words[0] === channel);
}
