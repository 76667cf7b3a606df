import { plan } from "../pipeline/plan.ts";
import { BOARD_COMMENT } from "../release/aboard.ts";
import type { CloseTwin, CreateBoard, WriteBoard } from "../release/action.ts";
import { given } from "../release/fact.ts";
import { fingerprint } from "../release/fingerprint.ts";
import { sharesBoards } from "../release/neighbour.ts";
import { headline } from "../replies/headline.ts";
import { plain } from "../replies/plain.ts";
import { twinCommentText, twinText } from "../replies/twin.ts";
import type { Executor, Hands } from "./hands.ts";

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
  await hands.github("board").write("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
    issue_number: action.board,
    ...(action.title === undefined ? {} : { title: action.title }),
    body: signed(hands, action, action.board),
    ...(before === action.state ? {} : { state: action.state, state_reason: "completed" as const }),
  });
  return {};
};

/** Where the issue was closed over this release, it is opened again. https://docs.github.com/rest/issues/comments#update-an-issue-comment */
async function writeComment(hands: Hands, action: WriteBoard, comment: number) {
  const finished = action.state === "closed";
  await hands.github("board").write("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
    comment_id: comment,
    body: signedComment(hands, action, { board: action.board, comment, finished }),
  });
  if (given(hands.seen.board)?.closedOver === true && !finished) {
    await hands.github("board").write("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
      issue_number: action.board,
      state: "open",
      state_reason: "reopened",
    });
  }
  return {};
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
