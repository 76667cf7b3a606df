import { closedAs } from "../release/closed-as.ts";
import { given } from "../release/fact.ts";
import { MINUTE } from "../release/instant.ts";
import type { Plan } from "../release/plan.ts";
import type { Board, Snapshot, Tag } from "../release/snapshot.ts";

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

/**
 * A closed board whose tag is there after all: it is opened again. Undefined: it stays closed. Whether a tag that GitHub
 * does not tell of has come is asked again.
 */
export function returning(
  seen: Snapshot,
  board: Board,
): Pick<Plan, "standing" | "look" | "due" | "again"> | undefined {
  const isBack = board.locked ? undefined : comingBack(board);
  if (isBack === undefined) {
    return undefined;
  }
  if (seen.tag.is === "unseen") {
    return { standing: { is: "looking" }, look: [{ at: "tag" }], due: [] };
  }
  if (seen.tag.is === "unknown") {
    const again = seen.tag.because.until ?? seen.now + MINUTE;
    return { standing: { is: "not-yet", why: "unanswered" }, look: [], due: [], again };
  }
  const tag = given(seen.tag);
  const reopen = { do: "remember", board: board.number, change: { to: "reopened" } } as const;
  return tag !== undefined && isBack(tag)
    ? { standing: { is: closedAs(board) ?? "abandoned" }, look: [], due: [reopen] }
    : undefined;
}

/** What brings a closed board back; undefined: no tag does. */
function comingBack({ closedByApp, memory }: Board): ((tag: Tag) => boolean) | undefined {
  const { left, attempt, prepared, yank } = memory;
  if (closedByApp && left?.is === "withdrawn") {
    return () => true;
  }
  // A tag is a later word than the closing of a board that was waiting for it, by whom ever.
  if (prepared !== undefined && attempt === undefined) {
    return ({ commit }) => commit !== undefined;
  }
  return closedByApp && yank !== undefined ? ({ object }) => object !== attempt?.object : undefined;
}
