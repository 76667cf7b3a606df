import { given } from "../release/fact.ts";
import type { Look } from "../release/look.ts";
import type { Comment, Snapshot } from "../release/snapshot.ts";
import { commandsIn } from "./parse.ts";
import { isByAPerson } from "./person-rules.ts";
import { hasRole } from "./rights.ts";

/** What people may add to a call-out, in characters. */
export const LONGEST_NOTE = 200;

/** Whether somebody who may has asked for the call-out and waits for it; and what must be looked at to know who may. */
export function callOutRequests(seen: Snapshot): {
  readonly isAsked: boolean;
  readonly looks: readonly Look[];
} {
  const verdicts = saying(seen)
    .filter(({ outcome }) => outcome === undefined)
    .flatMap(({ author }) => (author === undefined ? [] : [hasRole(seen, author, "write")]));
  return {
    isAsked: verdicts.some(({ is }) => is === "may"),
    looks: verdicts.flatMap((verdict) => (verdict.is === "looking" ? verdict.at : [])),
  };
}

/** What the newest `/call-out` that counts has added, by whom. One that was answered counted then, by our own mark on it. */
export function callOutNote(seen: Snapshot): { readonly text: string; readonly by: string } | undefined {
  const newest = saying(seen).findLast(
    ({ outcome, author }) =>
      outcome === "done" || (author !== undefined && hasRole(seen, author, "write").is === "may"),
  );
  const text = newest === undefined ? "" : noteIn(newest);
  return newest?.author === undefined || text === "" ? undefined : { text, by: newest.author.login };
}

/** The last of several in one comment counts. */
function noteIn(comment: Comment): string {
  const said = commandsIn(comment).findLast(({ command }) => command === "call-out");
  return said?.words.join(" ") ?? "";
}

function saying(seen: Snapshot): readonly Comment[] {
  return (given(seen.comments) ?? []).filter(
    (comment) =>
      isByAPerson(comment) &&
      !comment.edited &&
      comment.outcome !== "refused" &&
      commandsIn(comment).some(({ command, words }) => command === "call-out" && isNote(words.join(" "))),
  );
}

/** Whether a text is short enough. */
export function isNote(text: string): boolean {
  return [...text].length <= LONGEST_NOTE;
}
