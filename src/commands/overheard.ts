import type { Remember } from "../release/action.ts";
import type { Said } from "../release/answer.ts";
import { memoryOf } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import type { Look } from "../release/look.ts";
import type { Comment, Snapshot } from "../release/snapshot.ts";
import { holdOf } from "./hold.ts";
import { holdsIn } from "./parse.ts";
import { isByAPerson } from "./person-rules.ts";
import { hasRole } from "./rights.ts";

/** Holds that somebody else on the board answers, and that this release has not taken over yet. */
export type Overheard = {
  readonly due: readonly Remember[];
  readonly look: readonly Look[];
  /** Those that may count: until that is known and remembered, nothing is done that they stop. */
  readonly stops: readonly Said[];
};

/** Whoever may hold one release of a board holds all of them: each takes such a hold over into its own memory. */
export function overheard(seen: Snapshot): Overheard {
  const board = given(seen.board);
  const { heard = 0 } = memoryOf(seen);
  const after = Math.max(heard, board?.comment ?? 0);
  const holds = (given(seen.comments) ?? [])
    .filter((comment) => comment.id > after && isByAPerson(comment) && !comment.edited)
    .flatMap(holdsIn);
  const judged = holds.map((said) => ({ said, verdict: verdictOn(seen, said.comment) }));
  const standing = judged.filter(({ verdict }) => verdict?.is !== "may-not");
  const [first] = standing.filter(({ verdict }) => verdict?.is === "may");
  return {
    due:
      first === undefined || board === undefined
        ? []
        : [{ do: "remember", board: board.number, change: holdOf(first.said) }],
    look: judged.flatMap(({ verdict }) => (verdict?.is === "looking" ? verdict.at : [])),
    stops: standing.map(({ said }) => said),
  };
}

function verdictOn(seen: Snapshot, { author }: Comment) {
  return author === undefined ? undefined : hasRole(seen, author, "triage");
}
