import { given } from "../release/fact.ts";
import type { Look } from "../release/look.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { isByAPerson } from "./approvals.ts";
import { commandsIn } from "./parse.ts";
import { hasRole } from "./rights.ts";

/** The `/announce` comments that ask for a channel and are not closed yet, newest first. */
export function announceRequests(
  seen: Snapshot,
  channel: string,
): { readonly comments: readonly number[]; readonly looks: readonly Look[] } {
  const looks: Look[] = [];
  const comments: number[] = [];
  for (const comment of (given(seen.comments) ?? []).toReversed()) {
    const asks = commandsIn(comment).some(
      (said) => said.command === "announce" && (said.words[0] ?? channel) === channel,
    );
    if (
      !asks ||
      !isByAPerson(comment) ||
      comment.edited ||
      comment.outcome !== undefined ||
      comment.author === undefined
    ) {
      continue;
    }
    const verdict = hasRole(seen, comment.author, "write");
    looks.push(...(verdict.is === "looking" ? verdict.at : []));
    if (verdict.is === "may") {
      comments.push(comment.id);
    }
  }
  return { comments, looks };
}
