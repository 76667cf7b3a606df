import { aboard, leadOf, mates } from "../release/aboard.ts";
import type { BoardText, CreateBoard, WriteBoard, WriteCheckRun } from "../release/action.ts";
import { configurationOf, memoryOf } from "../release/attempt.ts";
import { closedAs } from "../release/closed-as.ts";
import { given } from "../release/fact.ts";
import { fingerprint } from "../release/fingerprint.ts";
import { type Instant, MINUTE } from "../release/instant.ts";
import type { Look } from "../release/look.ts";
import { type Change, type Left, type Memory, remember, stateAfter } from "../release/memory.ts";
import { placeOf } from "../release/neighbour.ts";
import type { Plan } from "../release/plan.ts";
import type { Board, Snapshot } from "../release/snapshot.ts";
import { UNHEARD, unheardRecord } from "../release/waited.ts";
import { boardBody, boardTitle } from "../replies/board.ts";
import { clean } from "../replies/safe.ts";
import { checkRun } from "./check-run.ts";
import { isBlurred } from "./closed.ts";
import { drafted, memoryToKeep, sameWaits, withoutWaiting, withWaits } from "./kept-memory.ts";
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
      return onBoard(planned, seen, isNewBoard);
    case "finished":
    case "abandoned":
      return given(seen.board)?.state === "closed"
        ? onClosedBoard(planned, seen)
        : onBoard(planned, seen, isNewBoard);
    case "shut-out":
      return whileShutOut(planned, seen);
    case "not-yet":
      return whileUnheard(planned, seen);
    case "looking":
    case "left-alone":
    case "at-desk":
    case "at-setup":
    case "at-branch":
      return { look: [], write: [] };
  }
}

/** A board that a person has closed says so, once; those that the app has closed say all already. */
function onClosedBoard(planned: Plan, seen: Snapshot): Shown {
  const board = given(seen.board);
  const { is } = planned.standing;
  if (board === undefined || closedAs(board) !== undefined || isBlurred(planned)) {
    return { look: [], write: [] };
  }
  const left: Left = { is: is === "finished" ? is : "abandoned", at: board.closed?.at ?? 0 };
  const memory = { ...memoryToKeep(seen), left };
  const text = boardBody(planned, { ...seen, board: { is: "seen", value: { ...board, memory } } });
  const check = checkRun(planned, seen);
  const write: WriteBoard = {
    do: "write-board",
    ...placed(board),
    state: "closed",
    text,
    memory,
    at: seen.now,
  };
  return { look: check.look, write: [...check.write, write] };
}

/** What still can be written says why: a locked board itself, or else the check run, where that is all there is. */
function whileShutOut(planned: Plan, seen: Snapshot): Shown {
  if (planned.standing.is !== "shut-out") {
    return { look: [], write: [] };
  }
  switch (planned.standing.by.is) {
    case "locked":
      return onBoard(planned, seen, false);
    case "not-granted":
      return planned.phases.length === 0 ? checkRun(planned, seen) : onBoard(planned, seen, false);
    case "issues-off":
      return checkRun(planned, seen);
    case "archived":
    case "no-access":
      return { look: [], write: [] };
  }
}

/** While people can't be heard the board says so now and then, and once they can be it is written at once. */
function whileUnheard(planned: Plan, seen: Snapshot): Shown {
  const board = given(seen.board);
  if (board === undefined || board.state === "closed" || seen.comments.is !== "unknown") {
    return { look: [], write: [] };
  }
  const due = (board.shown?.at ?? 0) + PROGRESS_PAUSE;
  const memory = { ...board.memory, waits: { ...board.memory.waits, [UNHEARD]: unheardRecord(seen) } };
  const { body, news } = boardBody(planned, withMemory(seen, board, memory));
  const write: WriteBoard = {
    do: "write-board",
    ...placed(board),
    state: "open",
    text: { body, news },
    memory,
    at: seen.now,
  };
  return seen.now >= due && board.shown?.body !== fingerprint(body)
    ? { look: [], write: [write] }
    : { look: [], write: [] };
}

/** The board as it is to be written before anything else, so that a change of memory outlives a crash. */
export function remembering(seen: Snapshot, change: Change): WriteBoard | undefined {
  const board = given(seen.board);
  if (board === undefined) {
    return undefined;
  }
  const changed = remember(memoryToKeep(seen), forTheOthers(change, seen));
  const isKept = changed.left?.is === "withdrawn" && changed.left.waits === true;
  const state = isKept ? board.state : (stateAfter(change) ?? board.state);
  const closedByApp = state === "closed" && (board.closedByApp || board.state === "open");
  const after = withMemory(seen, { ...board, state, closedByApp }, changed);
  // While a post is being made the board says so; should the app end now, the next look asks people what became of it.
  const told = change.to === "announcement" && change.record.outcome === undefined ? seen : after;
  const planned = plan(told);
  const memory = withWaits(changed, planned, told);
  const text = boardBody(planned, told);
  return {
    do: "write-board",
    ...placed(board),
    state,
    text,
    memory,
    at: seen.now,
    ...(change.to === "resumed" ? { resumes: change.by.comment } : {}),
  };
}

/** A lead that is withdrawn closes with the last of those that are on its board. */
function forTheOthers(change: Change, seen: Snapshot): Change {
  const isAwaited = leadOf(seen) === undefined && mates(seen).some(({ finished }) => !finished);
  return change.to === "withdrawn" && isAwaited
    ? { ...change, left: { ...change.left, waits: true } }
    : change;
}

function onBoard(planned: Plan, seen: Snapshot, isNewBoard: boolean): Shown {
  const board = given(seen.board);
  if (board === undefined) {
    return { look: [], write: [newBoard(planned, seen)] };
  }
  const kept = withWaits({ ...memoryToKeep(seen), ...drafted(planned, seen) }, planned, seen);
  const state = planned.standing.is === "finished" ? "closed" : "open";
  const memory = state === "closed" ? withoutWaiting(kept) : kept;
  const text = textWith(memory, { planned, seen, board });
  const write: WriteBoard = {
    do: "write-board",
    ...placed(board),
    ...titleOf(seen, board),
    state,
    text,
    memory,
    at: seen.now,
  };
  const fresh = freshness(board, write, isBlurred(planned));
  const isCheckDue = fresh === "news" || isNewBoard || seen.checkRunInsteadOfBoard === true;
  const check = isCheckDue ? checkRun(planned, seen) : { look: [], write: [] };
  const due = (board.shown?.at ?? 0) + PROGRESS_PAUSE;
  if (fresh === "progress" && seen.now < due) {
    return { ...check, again: due };
  }
  // The check run first: the board is what tells the next conduct whether all of this was written.
  return fresh === "current" ? check : { look: check.look, write: [...check.write, write] };
}

type Told = { readonly planned: Plan; readonly seen: Snapshot; readonly board: Board };

/** The text says since when something is waited for as soon as that is remembered: it is written together. */
function textWith(memory: Memory, { planned, seen, board }: Told): BoardText {
  if (sameWaits(board.memory, memory)) {
    return boardBody(planned, seen);
  }
  const after = withMemory(seen, board, { ...board.memory, waits: memory.waits ?? {} });
  return boardBody({ ...planned, phases: plan(after).phases }, after);
}

function withMemory(seen: Snapshot, board: Board, memory: Memory): Snapshot {
  return { ...seen, board: { is: "seen", value: { ...board, memory } } };
}

/** The issue, and the comment on it where that is the board. */
function placed({ number, comment }: Board): Pick<WriteBoard, "board" | "comment"> {
  return { board: number, ...(comment === undefined ? {} : { comment }) };
}

/** A board that others have come on is called by all of them. */
function titleOf(seen: Snapshot, { title, lead }: Board): Pick<WriteBoard, "title"> {
  const tags = lead === undefined ? (aboard(seen)?.tags ?? []) : [];
  const wanted = boardTitle(seen);
  const isNamed = tags.every((tag) => title.includes(clean(tag, 100)));
  return isNamed || title === wanted ? {} : { title: wanted };
}

function newBoard(planned: Plan, seen: Snapshot): CreateBoard {
  const place = placeOf(seen);
  const isReplaced = seen.knownBoard !== undefined && place.is !== "join";
  const replaces = isReplaced ? { replaces: seen.knownBoard } : {};
  const memory = withWaits({ ...memoryOf(seen), ...replaces }, planned, seen);
  return {
    do: "create-board",
    ...(place.is === "join" ? { on: place.board } : {}),
    title: boardTitle(seen),
    labels: configurationOf(seen)?.board.labels ?? [],
    text: boardBody(planned, seen),
    memory,
    at: seen.now,
  };
}

function freshness(board: Board, write: WriteBoard, blurred: boolean): "current" | "news" | "progress" {
  const { waits: _, ...memory } = board.memory;
  const { waits: __, ...kept } = write.memory;
  const sameMemory = JSON.stringify(memory) === JSON.stringify(kept);
  const sameNews = board.shown?.news === fingerprint(write.text.news);
  const isClosing = write.state === "closed" || board.closedOver === true;
  if (!sameMemory || !(sameNews || blurred) || isClosing || write.title !== undefined) {
    return "news";
  }
  // Since when something is waited for is written beside its news, and by itself no sooner than any progress.
  return sameWaits(board.memory, write.memory) && board.shown?.body === fingerprint(write.text.body)
    ? "current"
    : "progress";
}
