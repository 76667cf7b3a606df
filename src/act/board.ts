import { plan } from "../pipeline/plan.ts";
import { BOARD_COMMENT } from "../release/aboard.ts";
import type { CloseTwin, CreateBoard, PrepareRelease, WriteBoard } from "../release/action.ts";
import { given } from "../release/fact.ts";
import { fingerprint } from "../release/fingerprint.ts";
import { emptyMemory, type Memory } from "../release/memory.ts";
import { sharesBoards } from "../release/neighbour.ts";
import { titleOf } from "../replies/board.ts";
import { headline } from "../replies/headline.ts";
import { plain } from "../replies/plain.ts";
import { preparingText } from "../replies/preparing.ts";
import { twinCommentText, twinText } from "../replies/twin.ts";
import type { Executor, Hands } from "./hands.ts";

/** Longer than GitHub takes to make an issue, in milliseconds. */
const CREATION = 30_000;

/**
 * Opens the board: an issue, or a comment on another release's. https://docs.github.com/rest/issues/issues#create-an-issue
 * https://docs.github.com/rest/issues/comments#create-an-issue-comment
 */
export const createBoard: Executor<CreateBoard> = async (hands, action) => {
  if (action.on !== undefined) {
    return joinBoard(hands, action, action.on);
  }
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
    title: titleOf([tag]),
    body: hands.markers.sign(text, { kind: "board", repository, tag, issue: 0, memory }),
    labels: [...labels],
  });
  await hands.wake(tag);
  return created.number;
}

async function joinBoard(hands: Hands, action: CreateBoard, board: number) {
  const created = await hands
    .github("board")
    .write("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
      issue_number: board,
      body: signedComment(hands, action, { board, comment: 0, finished: false }),
    });
  return { result: { board, comment: created.id } };
}

/** Writes the board anew. https://docs.github.com/rest/issues/issues#update-an-issue */
export const writeBoard: Executor<WriteBoard> = async (hands, action) => {
  if (action.comment !== undefined) {
    return writeComment(hands, action, action.comment);
  }
  const before = given(hands.seen.board)?.state;
  const reason = hands.seen.tag.is === "absent" ? ("not_planned" as const) : ("completed" as const);
  const state = {
    state: action.state,
    state_reason: action.state === "open" ? ("reopened" as const) : reason,
  };
  await hands.github("board").write("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
    issue_number: action.board,
    ...(action.title === undefined ? {} : { title: action.title }),
    body: signed(hands, action, action.board),
    ...(before === action.state ? {} : state),
  });
  return action.resumes === undefined ? {} : { result: { resumed: action.resumes } };
};

/** Where the issue was closed over this release, it is opened again. https://docs.github.com/rest/issues/comments#update-an-issue-comment */
async function writeComment(hands: Hands, action: WriteBoard, comment: number) {
  // A release that somebody has given up is not finished: reopened, it goes on.
  const finished = action.state === "closed" && action.memory.left?.is !== "abandoned";
  await hands.github("board").write("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
    comment_id: comment,
    body: signedComment(hands, action, { board: action.board, comment, finished }),
  });
  const before = given(hands.seen.board);
  // It may be the issue that is closed, by whom ever: of a comment that was finished the issue's state is not known.
  const isReopened = action.state === "open" && before?.state === "closed";
  if ((before?.closedOver === true || isReopened) && !finished) {
    await hands.github("board").write("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
      issue_number: action.board,
      state: "open",
      state_reason: "reopened",
    });
  }
  return action.resumes === undefined ? {} : { result: { resumed: action.resumes } };
}

/** Its marker names no board any more, so that nothing said there counts. */
export const closeTwin: Executor<CloseTwin> = async (hands, { twin, board, isComment }) => {
  const { repository, tag } = hands.seen.key;
  const { github, markers } = hands;
  if (isComment === true) {
    const marker = { kind: "twin", repository, tag, issue: board };
    await github("board").write("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
      comment_id: twin,
      body: markers.sign(twinCommentText(given(hands.seen.board)?.url), marker),
    });
    return { result: { board } };
  }
  await github("board").write("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
    issue_number: twin,
    body: markers.sign(twinText(board), { kind: "twin", repository, tag, issue: twin }),
    state: "closed",
    state_reason: "not_planned",
  });
  return { result: { board } };
};

type Text = Pick<WriteBoard, "text" | "memory" | "at">;

/** `shares`: releases of other packages may have their boards in it. */
function signed(hands: Hands, text: Text, issue: number): string {
  const { markers, seen } = hands;
  return markers.sign(text.text.body, {
    kind: "board",
    ...common(hands, text, issue),
    ...(sharesBoards(seen) ? { shares: true } : {}),
  });
}

type At = { readonly board: number; readonly comment: number; readonly finished: boolean };

function signedComment(hands: Hands, text: Text, { board, comment, finished }: At): string {
  const { markers, seen } = hands;
  return markers.sign(text.text.body, {
    kind: BOARD_COMMENT,
    ...common(hands, text, board),
    comment,
    state: plain(headline(plan(seen), seen).state, 90),
    ...(finished ? { finished } : {}),
  });
}

function common({ seen }: Hands, { text, memory, at }: Text, issue: number) {
  return {
    repository: seen.key.repository,
    tag: seen.key.tag,
    issue,
    shown: { news: fingerprint(text.news), body: fingerprint(text.body), at },
    memory,
  };
}
