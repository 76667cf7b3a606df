import type { CloseTwin, CreateBoard, PrepareRelease, WriteBoard } from "../release/action.ts";
import { given } from "../release/fact.ts";
import { fingerprint } from "../release/fingerprint.ts";
import { emptyMemory, type Memory } from "../release/memory.ts";
import { boardTitle } from "../replies/board.ts";
import { preparingText } from "../replies/preparing.ts";
import { twinText } from "../replies/twin.ts";
import type { Executor, Hands } from "./hands.ts";

/** Longer than GitHub takes to make an issue, in milliseconds. */
const CREATION = 30_000;

/** Opens the board. https://docs.github.com/rest/issues/issues#create-an-issue */
export const createBoard: Executor<CreateBoard> = async (hands, action) => {
  const created = await hands.github("board").write("POST /repos/{owner}/{repo}/issues", {
    title: action.title,
    body: signed(hands, action, 0),
    labels: [...action.labels],
  });
  return { result: { board: created.number } };
};

/** Opens the board of a release whose tag is still to come. */
export const prepareRelease: Executor<PrepareRelease> = async (hands, { tag, labels, prepared }) => {
  const memory = { ...emptyMemory, prepared };
  return {
    result: { prepared: await openBoardOf(hands, { tag, labels, memory, text: preparingText(tag) }) },
  };
};

type OtherBoard = {
  readonly tag: string;
  readonly labels: readonly string[];
  readonly memory: Memory;
  readonly text: string;
};

/**
 * Opens the board of another release; gives its number. That release is woken before as well: should the app end in
 * between, nobody would look at the new board before the next round of the sweep.
 */
export async function openBoardOf(hands: Hands, { tag, labels, memory, text }: OtherBoard): Promise<number> {
  const { repository } = hands.seen.key;
  await hands.wake(tag, { after: CREATION });
  const created = await hands.github("board", "command").write("POST /repos/{owner}/{repo}/issues", {
    title: boardTitle(tag),
    body: hands.markers.sign(text, { kind: "board", repository, tag, issue: 0, memory }),
    labels: [...labels],
  });
  await hands.wake(tag);
  return created.number;
}

/** Writes the board anew. https://docs.github.com/rest/issues/issues#update-an-issue */
export const writeBoard: Executor<WriteBoard> = async (hands, action) => {
  const before = given(hands.seen.board)?.state;
  const reason = hands.seen.tag.is === "absent" ? ("not_planned" as const) : ("completed" as const);
  const state = {
    state: action.state,
    state_reason: action.state === "open" ? ("reopened" as const) : reason,
  };
  await hands.github("board").write("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
    issue_number: action.board,
    body: signed(hands, action, action.board),
    ...(before === action.state ? {} : state),
  });
  return action.resumes === undefined ? {} : { result: { resumed: action.resumes } };
};

/** Its marker names no board any more, so that nothing said there counts. */
export const closeTwin: Executor<CloseTwin> = async ({ github, markers, seen }, { twin, board }) => {
  const { repository, tag } = seen.key;
  await github("board").write("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
    issue_number: twin,
    body: markers.sign(twinText(board), { kind: "twin", repository, tag, issue: twin }),
    state: "closed",
    state_reason: "not_planned",
  });
  return { result: { board } };
};

type Text = Pick<WriteBoard, "text" | "memory" | "at">;

function signed({ markers, seen }: Hands, { text, memory, at }: Text, issue: number): string {
  return markers.sign(text.body, {
    kind: "board",
    repository: seen.key.repository,
    tag: seen.key.tag,
    issue,
    shown: { news: fingerprint(text.news), body: fingerprint(text.body), at },
    memory,
  });
}
