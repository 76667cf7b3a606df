import { given } from "../release/fact.ts";
import type { Look } from "../release/look.ts";
import type { Comment, Snapshot } from "../release/snapshot.ts";
import { commandsIn } from "./parse.ts";
import { isByAPerson } from "./person-rules.ts";
import { hasRole } from "./rights.ts";

/** The `/announce` comments that ask for a channel and are not closed yet, newest first. */
export function announceRequests(
  seen: Snapshot,
  channel: string,
): { readonly requests: readonly Comment[]; readonly looks: readonly Look[] } {
  const looks: Look[] = [];
  const requests: Comment[] = [];
  for (const comment of (given(seen.comments) ?? []).filter((one) => asks(one, channel)).toReversed()) {
    const verdict = comment.author === undefined ? undefined : hasRole(seen, comment.author, "write");
    looks.push(...(verdict?.is === "looking" ? verdict.at : []));
    if (verdict?.is === "may") {
      requests.push(comment);
    }
  }
  return { requests, looks };
}

function asks(comment: Comment, channel: string): boolean {
  return (
    isByAPerson(comment) &&
    !comment.edited &&
    comment.outcome === undefined &&
    commandsIn(comment).some(
      ({ command, words }) =>
        command === "announce" && words.length <= 1 && (words[0] ?? channel) === channel,
    )
  );
}

/** Whether the comment asks for this channel by its name, and not just for all of them. */
export function asksByName(comment: Comment, channel: string): boolean {
  return commandsIn(comment).some(({ command, words }) => command === "announce" && words[0] === channel);
}
