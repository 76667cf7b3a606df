import { commandTable } from "../commands/table.ts";
import { plan } from "../pipeline/plan.ts";
import type { React, Remind, Reply, TellReleased } from "../release/action.ts";
import { issueAtDesk } from "../release/desk.ts";
import { given } from "../release/fact.ts";
import type { Comment, RefusedCommand } from "../release/snapshot.ts";
import { ANY, addressed } from "../replies/address.ts";
import { answerReply } from "../replies/answer-reply.ts";
import { notesLines } from "../replies/board/notes.ts";
import { helpText } from "../replies/help.ts";
import { resumeText } from "../replies/resume.ts";
import { statusText } from "../replies/status.ts";
import type { Executor } from "./hands.ts";

/**
 * Marks a comment with a reaction of our own. Setting it again changes nothing, and nobody else can set or remove it.
 * https://docs.github.com/rest/reactions/reactions#create-reaction-for-an-issue-comment
 */
export const react: Executor<React> = async (hands, action) => {
  await hands
    .github("board", "command")
    .write("POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions", {
      comment_id: action.comment,
      content: action.with,
    });
  return {};
};

/** Answers a comment in words, once: the reply's marker names the comment it answers. */
export const reply: Executor<Reply> = async (hands, action) => {
  const { seen } = hands;
  const board = issueAtDesk(seen.key) ?? given(seen.board)?.number;
  const answered = (given(seen.comments) ?? []).some((comment) => comment.answers === action.comment);
  const planned = plan(seen);
  const text = answerReply(action.to, {
    status: addressed(statusText(planned, seen), seen),
    resume: addressed(resumeText(planned, seen), seen),
    help: addressed(helpText(Object.values(commandTable), seen), seen, ANY),
    "notes-start": notesLines(seen),
  });
  if (board === undefined || answered || text === undefined) {
    return {};
  }
  const body = hands.markers.sign(addressed(text, seen), {
    kind: "reply",
    repository: seen.key.repository,
    tag: seen.key.tag,
    issue: board,
    answers: action.comment,
    ...refuses(action.to),
    ...startedFor(action.to),
  });
  const created = await hands
    .github("board", "command")
    .write("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", { issue_number: board, body });
  return { result: { comment: created.id } };
};

/** What the release can be learned from once it is over. */
function refuses(to: Reply["to"]): { readonly refuses?: readonly RefusedCommand[] } {
  const refused = to.flatMap(({ said, answer }) =>
    answer.is === "refused" ? [{ position: said.position, why: answer.because.is }] : [],
  );
  return refused.length === 0 ? {} : { refuses: refused };
}

/** For whom a run was started outlives the comment that asked for it: it is held against those who approve the run. */
function startedFor(to: Reply["to"]): { readonly started?: NonNullable<Comment["started"]> } {
  const [started] = to.flatMap(({ said, answer }) => {
    const run = answer.is === "told" && answer.what === "taken-up" ? answer.run : undefined;
    const by = said.comment.author?.id;
    return run === undefined || by === undefined ? [] : [{ run, by }];
  });
  return started === undefined ? {} : { started };
}

/** Reminds people of a gate, once: the comment's marker says of what. */
export const remind: Executor<Remind> = async (hands, { key, text }) => {
  const { seen } = hands;
  const board = given(seen.board)?.number;
  const isMade = (given(seen.comments) ?? []).some((comment) => comment.reminds === key);
  if (board === undefined || isMade) {
    return {};
  }
  const body = hands.markers.sign(addressed(text, seen), {
    kind: "reminder",
    repository: seen.key.repository,
    tag: seen.key.tag,
    issue: board,
    reminds: key,
  });
  const created = await hands
    .github("board")
    .write("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", { issue_number: board, body });
  return { result: { comment: created.id } };
};

/** Tells below a pull request or an issue in which release it came out; the marker says so to the next look. */
export const tellReleased: Executor<TellReleased> = async (hands, { thread, text }) => {
  const { repository, tag } = hands.seen.key;
  const body = hands.markers.sign(text, { kind: "released-in", repository, tag, issue: thread });
  const created = await hands
    .github("board", "background")
    .write("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", { issue_number: thread, body });
  return { result: { comment: created.id, thread } };
};
