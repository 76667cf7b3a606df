import type { Said } from "../release/answer.ts";
import { configurationOf } from "../release/attempt.ts";
import { issueAtDesk } from "../release/desk.ts";
import { isByApp, startedFor, startedRun } from "../release/dispatch.ts";
import { factAt, given } from "../release/fact.ts";
import { MINUTE } from "../release/instant.ts";
import { tagPatterns } from "../release/release-version.ts";
import type { OtherBoard, Person, Ref, Run, Snapshot } from "../release/snapshot.ts";
import { acceptedWith, type Command, type Judgement, looking, refused } from "./command.ts";
import { mayHaveStarted, rivalsOf, started, toStart, unlessAlone } from "./dispatching.ts";
import { isReleaseTag } from "./prepare.ts";
import { isAnswered, isCommit, unlessAnswered } from "./refs.ts";
import { unlessReleasable } from "./releasable.ts";
import { unlessStopped } from "./stopped-start.ts";
import { isPublic, releaseWorkflow, runToConduct } from "./tag-runs.ts";

/** A run that GitHub has just started for a push is listed a moment later; whoever asks in that moment gets no second one. */
const RUN_SHOWS = 2 * MINUTE;

/** `/release <tag>`: takes a tag up that has no board; where it has no run either, that is started. */
export const release: Command = {
  name: "release",
  usage: "/release <tag>",
  example: "/release v5.0.0",
  who: "maintain",
  effect:
    "takes up the release of a tag that is there, and starts its workflow where it has no run; said on any issue",
  judge(said, { seen }, by) {
    const [tag, ...rest] = said.words;
    if (tag === undefined || rest.length > 0) {
      return refused({ is: "wrong-words", usage: release.usage });
    }
    if (configurationOf(seen) === undefined) {
      return refused({ is: "configuration-broken" });
    }
    return unlessAlone(said) ?? ofName(said, seen, { tag, by });
  },
};

type Asked = { readonly tag: string; readonly by: Person };

function ofName(said: Said, seen: Snapshot, asked: Asked): Judgement {
  const { tag } = asked;
  const missing = unlessAnswered(seen, [`tags/${tag}`, `heads/${tag}`]);
  if (missing !== undefined) {
    return missing;
  }
  const ref = given(factAt(seen.refs, `tags/${tag}`));
  const isBranch = factAt(seen.refs, `heads/${tag}`).is === "seen";
  if (ref === undefined && (isBranch || isCommit(tag))) {
    return refused({ is: "not-a-tag", said: tag, kind: isBranch ? "branch" : "commit" });
  }
  const patterns = tagPatterns(seen);
  if (!isReleaseTag(tag, patterns)) {
    return refused({ is: "no-release-tag", said: tag, patterns });
  }
  return ref?.commit === undefined
    ? refused({ is: "no-such-tag", tag })
    : ofTag(said, seen, { ...asked, ref });
}

type There = Asked & { readonly ref: Ref };

function ofTag(said: Said, seen: Snapshot, there: There): Judgement {
  const { tag } = there;
  const board = factAt(seen.boards, tag);
  const runs = factAt(seen.runsOf, tag);
  if (!isAnswered(board) || !isAnswered(runs) || !isAnswered(seen.githubReleases)) {
    return looking([
      ...(board.is === "unseen" ? [{ at: "boardOf", tag } as const] : []),
      ...(runs.is === "unseen" ? [{ at: "runsOf", tag } as const] : []),
      ...(seen.githubReleases.is === "unseen" ? [{ at: "githubReleases" } as const] : []),
    ]);
  }
  const found = given(board);
  const run = runToConduct(seen, tag, { ref: there.ref, board: found });
  if (found !== undefined) {
    return ofBoard(said, seen, { ...there, board: found, run });
  }
  const takes = acceptedWith(takingUp(said, seen, { ...there, run }));
  return run !== undefined || isPublic(seen, tag) ? takes : (toRun(said, seen, there) ?? takes);
}

type OnBoard = Running & { readonly board: OtherBoard };

function ofBoard(said: Said, seen: Snapshot, { board, run, ...there }: OnBoard): Judgement {
  const { tag } = there;
  const { url, state, closedByApp, number } = board;
  const isMine = board.memory.takenUp?.comment === said.comment.id;
  const own = ownRun(said, seen, { tag, run });
  const hasStarted = own !== undefined || seen.dispatches[said.comment.id] !== undefined;
  if (isMine || (hasStarted && run !== undefined)) {
    const which = own === undefined ? {} : { run: own };
    return { answer: { is: "told", what: "taken-up", tag, url, started: hasStarted, ...which } };
  }
  const goesOn = run !== undefined && !isNobodys(seen, board, run);
  if (goesOn || state === "closed" || isPublic(seen, tag)) {
    return refused({ is: "board-there", tag, url, state, closedByApp });
  }
  // Whoever starts the run is held against those who approve it: that has to stand where the approvals are.
  if (number !== issueAtDesk(seen.key)) {
    return refused({ is: "say-on-board", tag, url });
  }
  const stopped = mayHaveStarted(said, seen) ? undefined : unlessStopped(seen, board.memory);
  return (
    stopped ??
    toRun(said, seen, there) ?? { answer: { is: "told", what: "taken-up", tag, url, started: true } }
  );
}

/**
 * An ended run of which nothing on its board tells for whom the app has started it: run again, it could not be approved
 * where nobody may approve their own, and a new one can.
 */
function isNobodys(seen: Snapshot, { memory }: OtherBoard, run: Run): boolean {
  const isEnded = run.status === "completed" && run.conclusion !== "success";
  return (
    isEnded && isByApp(run, seen.app) && startedFor(run, memory, given(seen.comments) ?? []).length === 0
  );
}

/** The number of the run that the app has started for this comment, where GitHub told it or it can be no other. */
function ownRun(said: Said, seen: Snapshot, { tag, run }: Pick<Running, "tag" | "run">): number | undefined {
  const { id: comment, createdAt: since } = said.comment;
  const known = seen.dispatches[comment];
  if (known?.run !== undefined || run === undefined || !mayHaveStarted(said, seen)) {
    return known?.run;
  }
  const runs = given(factAt(seen.runsOf, tag)) ?? [];
  const rivals = rivalsOf(said, seen, tag);
  const found = startedRun(seen, runs, { comment, since, path: run.path, rivals });
  return found?.id === run.id ? run.id : undefined;
}

/** Starts the tag's workflow, and waits for the run; undefined once that is there. */
function toRun(said: Said, seen: Snapshot, { tag, ref }: There): Judgement | undefined {
  const workflow = releaseWorkflow(seen, tag);
  if ("judgement" in workflow) {
    return workflow.judgement;
  }
  const { file } = workflow;
  if (mayHaveStarted(said, seen)) {
    const start = started(said, seen, { workflow: file, ref: tag });
    return "run" in start ? undefined : start.judgement;
  }
  if (seen.now - said.comment.createdAt < RUN_SHOWS) {
    return looking([]);
  }
  const at = { workflow: file, ref: `refs/tags/${tag}`, commit: ref.commit ?? "" };
  return unlessReleasable(seen, tag, at) ?? toStart(said, seen, at, { tag });
}

type Running = There & { readonly run: Run | undefined };

function takingUp(said: Said, seen: Snapshot, { tag, by, run }: Running) {
  const own = ownRun(said, seen, { tag, run });
  return {
    do: "take-up-release",
    tag,
    labels: configurationOf(seen)?.board.labels ?? [],
    takenUp: {
      by,
      issue: issueAtDesk(seen.key) ?? 0,
      comment: said.comment.id,
      at: said.comment.createdAt,
      ...(own === undefined ? {} : { run: own }),
      ...(isPublic(seen, tag) ? { released: true as const } : {}),
    },
  } as const;
}
