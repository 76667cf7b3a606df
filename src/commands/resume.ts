import { notesSights } from "../notes/members.ts";
import { stateOfNotes } from "../notes/release-body.ts";
import { rewriting } from "../notes/rewriting.ts";
import { toAttach } from "../notes/to-attach.ts";
import type { Action } from "../release/action.ts";
import type { Said } from "../release/answer.ts";
import { memoryOf } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import { githubReleaseOf } from "../release/github-release.ts";
import { notGranted } from "../release/granted.ts";
import type { PlannedPhase } from "../release/plan.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { isOver } from "../release/step.ts";
import { acceptedWith, type Command, type Judgement, looking, type Sight, unlessSeen } from "./command.ts";
import { commandsIn } from "./parse.ts";

/**
 * `/resume`: what a half-finished release still needs is what the plan says anyway, so the answer is the plan in words.
 * Beyond that it opens a board again that the app has closed, has what had no effect tried anew, and completes what is
 * public already: files that are missing, and the app's own sections of the notes.
 */
export const resume: Command = {
  name: "resume",
  usage: "/resume",
  example: "/resume",
  who: "write",
  effect: "says what the release still needs, does what it may of it, and tries anew what had no effect",
  judge(said, sight) {
    const { seen, phases } = sight;
    const unclear = unlessSeen(seen, "board", "tag", "runs", "comments");
    const board = given(seen.board);
    if (unclear !== undefined || board === undefined || phases.some(({ step }) => step.is === "look")) {
      return unclear ?? looking([]);
    }
    const notes = toSeeOfNotes(seen);
    if (notes !== undefined) {
      return notes;
    }
    if (board.state === "closed" && phases.some(isUnanswered)) {
      return looking([]);
    }
    const lacks = isLacking(said, sight);
    if (board.state === "closed" && !lacks) {
      return TOLD;
    }
    const { id: comment, createdAt: at } = said.comment;
    const resumed = memoryOf(seen).resumed;
    if (board.state === "closed" || resumed === undefined || resumed.at < at) {
      return acceptedWith({
        do: "remember",
        board: board.number,
        change: { to: "resumed", by: { comment, at } },
      });
    }
    return completion(said, sight);
  },
};

/** What is public is completed; what it lacks has to be seen for that. */
function completion(said: Said, sight: Sight): Judgement {
  const [next] = completing(said, sight);
  if (next === undefined) {
    return mayStillLack(sight) ? looking([]) : TOLD;
  }
  return acceptedWith(saidFirst(said, sight.seen) ?? next);
}

const TOLD: Judgement = { answer: { is: "told", what: "resume" } };

/** What is written of a public release can only be judged with what it is made from. */
function toSeeOfNotes(seen: Snapshot): Judgement | undefined {
  return githubReleaseOf(seen)?.draft === false && given(seen.tag) !== undefined
    ? unlessSeen(seen, ...notesSights(seen))
    : undefined;
}

/** What is public is added to on this word alone, while nobody holds the release or has yanked it. */
function completing({ comment }: Said, { seen, phases }: Sight): readonly Action[] {
  const release = githubReleaseOf(seen);
  if (release === undefined || release.draft || isStopped(seen)) {
    return [];
  }
  const isStale = given(seen.tag) !== undefined && stateOfNotes(seen, release.body) === "stale";
  const update = isStale ? rewriting(seen, release, comment.id) : undefined;
  const mayWrite = update !== undefined && notGranted(seen, "update-draft").length === 0;
  return [...toAttach(seen, { phases, comment: comment.id }), ...(mayWrite ? [update] : [])];
}

function isStopped(seen: Snapshot): boolean {
  const { holds, yank } = memoryOf(seen);
  return holds.length > 0 || yank !== undefined;
}

/** Whether it can't be seen yet what a public release lacks: the word for it is not used up before. */
function mayStillLack({ seen, phases }: Sight): boolean {
  const isPublic = githubReleaseOf(seen)?.draft === false || seen.githubReleases.is === "unknown";
  return isPublic && phases.some((phase) => !phase.optional && isUnanswered(phase));
}

/** What is not known is no lack. */
function isUnanswered({ step }: PlannedPhase): boolean {
  return step.is === "waiting" && step.on.for === "answer" && step.on.forbidden !== true;
}

function isLacking(said: Said, { seen, phases }: Sight): boolean {
  return (
    phases.some(({ optional, step }) => !optional && !isOver(step)) ||
    completing(said, { seen, phases }).length > 0
  );
}

/** People read what is to be done before it is: a large file takes its time. Beside other commands it is said with their answers. */
function saidFirst({ comment, ...said }: Said, seen: Snapshot): Action | undefined {
  const isSaid = (given(seen.comments) ?? []).some((one) => one.answers === comment.id);
  return isSaid || commandsIn(comment).length > 1
    ? undefined
    : {
        do: "reply",
        comment: comment.id,
        to: [{ said: { comment, ...said }, answer: { is: "told", what: "resume" } }],
      };
}
