import { given } from "../release/fact.ts";
import { MINUTE } from "../release/instant.ts";
import type { Plan } from "../release/plan.ts";
import type { Board, Snapshot } from "../release/snapshot.ts";

/** GitHub has not answered all that was asked: what is missing is no news, and comes and goes with its answers. */
export function isBlurred({ phases }: Pick<Plan, "phases">): boolean {
  return phases.some(
    ({ step }) =>
      step.is === "waiting" &&
      step.on.for === "answer" &&
      step.on.whom === "GitHub" &&
      step.on.forbidden !== true,
  );
}

/**
 * The plan of a board that a person has just closed: when everything is done the release is finished, else it is
 * abandoned. Either is written on the board once; nothing else of it moves.
 */
export function leaving(whole: Plan, seen: Snapshot, isComplete: boolean): Plan {
  if (whole.look.length > 0) {
    return whole;
  }
  const { again: _, ...plan } = whole;
  return {
    ...plan,
    standing: { is: isComplete ? "finished" : "abandoned" },
    due: given(seen.board)?.locked === true ? [] : whole.due,
    ...(isBlurred(whole) ? { again: seen.now + MINUTE } : {}),
  };
}

/** A board that the app has closed because its tag was gone, and whose tag is there again: it is opened again. */
export function returning(seen: Snapshot, board: Board): Pick<Plan, "look" | "due"> | undefined {
  if (board.memory.left?.is !== "withdrawn" || !board.closedByApp || board.locked) {
    return undefined;
  }
  if (seen.tag.is === "unseen") {
    return { look: [{ at: "tag" }], due: [] };
  }
  return given(seen.tag) === undefined
    ? undefined
    : { look: [], due: [{ do: "remember", board: board.number, change: { to: "reopened" } }] };
}
