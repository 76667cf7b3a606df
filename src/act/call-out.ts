import type { CallOut } from "../release/action.ts";
import { given } from "../release/fact.ts";
import { fingerprint } from "../release/fingerprint.ts";
import type { Executor } from "./hands.ts";

/**
 * Writes the call-out: once as a comment, which calls people, and from then on by changing that comment, which calls
 * nobody a second time. The marker tells the next look that it is there.
 * https://docs.github.com/rest/issues/comments#update-an-issue-comment
 */
export const callOut: Executor<CallOut> = async (hands, { comment, text, ended }) => {
  const { seen } = hands;
  const board = given(seen.board)?.number;
  const there = (given(seen.comments) ?? []).find((one) => one.callOut !== undefined);
  if (board === undefined || (comment === undefined && there !== undefined)) {
    return {};
  }
  const body = hands.markers.sign(text, {
    kind: "call-out",
    repository: seen.key.repository,
    tag: seen.key.tag,
    issue: board,
    callOut: fingerprint(text),
    ended,
  });
  const github = hands.github("board");
  if (comment !== undefined) {
    const route = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}";
    await github.write(route, { comment_id: comment, body });
    return {};
  }
  const made = await github.write("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
    issue_number: board,
    body,
  });
  return { result: { comment: made.id } };
};
