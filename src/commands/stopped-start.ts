import { given } from "../release/fact.ts";
import type { Memory } from "../release/memory.ts";
import type { Comment, Snapshot } from "../release/snapshot.ts";
import { type Judgement, looking, refused } from "./command.ts";
import { commandsIn } from "./parse.ts";
import { isByAPerson } from "./person-rules.ts";
import { hasRole } from "./rights.ts";

/** Why no run of a release is started: its board says that it is held, or bad, or somebody is just saying so there. */
export function unlessStopped(seen: Snapshot, { holds, yank }: Memory): Judgement | undefined {
  const [hold] = holds;
  if (yank !== undefined) {
    return refused({ is: "yanked" });
  }
  if (hold !== undefined) {
    return refused({
      is: "held",
      by: hold.by,
      ...(hold.reason === undefined ? {} : { reason: hold.reason }),
    });
  }
  return whileHeard(seen);
}

/** The release itself answers such words, and remembers them: until it has, nothing is started. */
function whileHeard(seen: Snapshot): Judgement | undefined {
  const stops = (given(seen.comments) ?? []).filter(mayStop).flatMap(({ author }) => author ?? []);
  const rights = stops.map((person) => hasRole(seen, person, "triage"));
  return rights.some(({ is }) => is !== "may-not")
    ? looking(rights.flatMap((right) => (right.is === "looking" ? right.at : [])))
    : undefined;
}

function mayStop(comment: Comment): boolean {
  return (
    isByAPerson(comment) &&
    !comment.edited &&
    comment.outcome === undefined &&
    commandsIn(comment).some(({ command }) => command === "hold" || command === "yank")
  );
}
