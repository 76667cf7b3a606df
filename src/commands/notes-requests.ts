import { given } from "../release/fact.ts";
import type { Comment, Snapshot } from "../release/snapshot.ts";
import { commandsIn } from "./parse.ts";
import { isByAPerson } from "./person-rules.ts";
import { hasRole } from "./rights.ts";

/**
 * The number of the newest comment that says `/notes`, answered or not; 0 without one. What was read before it is not
 * what somebody asked for with it. Comments of people who may not count no more than refused ones.
 */
export function newestNotesRequest(seen: Snapshot): number {
  const asking = (given(seen.comments) ?? []).filter((comment) => asksForNotes(seen, comment));
  return Math.max(0, ...asking.map(({ id }) => id));
}

function asksForNotes(seen: Snapshot, comment: Comment): boolean {
  return (
    isByAPerson(comment) &&
    !comment.edited &&
    comment.outcome !== "refused" &&
    commandsIn(comment).some(({ command }) => command === "notes") &&
    hasRole(seen, comment.author, "write").is !== "may-not"
  );
}
