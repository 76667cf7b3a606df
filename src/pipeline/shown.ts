import type { CreateBoard, WriteBoard, WriteCheckRun } from "../release/action.ts";
import { configurationOf, memoryOf } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import { fingerprint } from "../release/fingerprint.ts";
import { type Instant, MINUTE } from "../release/instant.ts";
import type { Look } from "../release/look.ts";
import { type Change, remember } from "../release/memory.ts";
import type { Plan } from "../release/plan.ts";
import type { Board, Snapshot } from "../release/snapshot.ts";
import { boardBody, boardTitle } from "../replies/board.ts";
import { checkRunText } from "../replies/check-run.ts";
import { plan } from "./plan.ts";

/** A board whose text changed in nothing that people must know at once is written no more often than this. */
const PROGRESS_PAUSE = 10 * MINUTE;

/** What must be written so that board and check run say what the plan says, and when to come back for the rest. */
export type Shown = {
  readonly look: readonly Look[];
  readonly write: readonly (CreateBoard | WriteBoard | WriteCheckRun)[];
  readonly again?: Instant;
};

/**
 * Compares what stands on GitHub with what should: nothing is written that already stands there. The check run
 * changes with the board's news; beside a board that was opened just now it is made.
 */
export function shown(planned: Plan, seen: Snapshot, isNewBoard = false): Shown {
  switch (planned.standing.is) {
    case "refused":
      return checkRun(planned, seen);
    case "conducted":
    case "finished":
      return onBoard(planned, seen, isNewBoard);
    case "looking":
    case "left-alone":
    case "not-yet":
    case "abandoned":
      return { look: [], write: [] };
  }
}

/** The board as it is to be written before anything else, so that a change of memory outlives a crash. */
export function remembering(seen: Snapshot, change: Change): WriteBoard | undefined {
  const board = given(seen.board);
  if (board === undefined) {
    return undefined;
  }
  const memory = remember(memoryOf(seen), change);
  const after = { ...seen, board: { is: "seen", value: { ...board, memory } } } as const;
  const { body, news } = boardBody(plan(after), after);
  return {
    do: "write-board",
    board: board.number,
    state: board.state,
    text: { body, news },
    memory,
    at: seen.now,
  };
}

function onBoard(planned: Plan, seen: Snapshot, isNewBoard: boolean): Shown {
  const board = given(seen.board);
  const memory = memoryOf(seen);
  const { body, news } = boardBody(planned, seen);
  const text = { body, news };
  if (board === undefined) {
    const labels = configurationOf(seen)?.board.labels ?? [];
    const create: CreateBoard = {
      do: "create-board",
      title: boardTitle(seen),
      labels,
      text,
      memory,
      at: seen.now,
    };
    return { look: [], write: [create] };
  }
  if (board.state === "closed") {
    return { look: [], write: [] };
  }
  const state = planned.standing.is === "finished" ? "closed" : "open";
  const write: WriteBoard = { do: "write-board", board: board.number, state, text, memory, at: seen.now };
  switch (freshness(board, write)) {
    case "current":
      return isNewBoard ? checkRun(planned, seen) : { look: [], write: [] };
    case "news": {
      const check = checkRun(planned, seen);
      // The check run first: the board is what tells the next conduct whether all of this was written.
      return { look: check.look, write: [...check.write, write] };
    }
    case "progress": {
      const due = (board.shown?.at ?? 0) + PROGRESS_PAUSE;
      return seen.now >= due ? { look: [], write: [write] } : { look: [], write: [], again: due };
    }
  }
}

function freshness(board: Board, write: WriteBoard): "current" | "news" | "progress" {
  const sameMemory = JSON.stringify(board.memory) === JSON.stringify(write.memory);
  const sameNews = board.shown?.news === fingerprint(write.text.news);
  if (!sameMemory || !sameNews || write.state === "closed") {
    return "news";
  }
  return board.shown?.body === fingerprint(write.text.body) ? "current" : "progress";
}

/** The check run on the tagged commit; under way, only another state is worth a write. Where no commit is tagged any more, there is none to write. */
function checkRun(
  planned: Plan,
  seen: Snapshot,
): { readonly look: readonly Look[]; readonly write: readonly WriteCheckRun[] } {
  const commit = given(seen.tag)?.commit;
  if (commit === undefined || seen.checkRun.is === "unknown") {
    return { look: [], write: [] };
  }
  if (seen.checkRun.is === "unseen") {
    return { look: [{ at: "checkRun" }], write: [] };
  }
  const there = given(seen.checkRun);
  const { title, state, summary, conclusion } = checkRunText(planned, seen);
  const sameTitle = conclusion === undefined ? there?.title.startsWith(`${state}.`) : there?.title === title;
  const same = sameTitle === true && there?.conclusion === conclusion;
  const update = there === undefined ? {} : { checkRun: there.id };
  const outcome = conclusion === undefined ? {} : { conclusion };
  return {
    look: [],
    write: same ? [] : [{ do: "write-check-run", commit, title, summary, ...update, ...outcome }],
  };
}
