import type { Configuration } from "./configuration.ts";
import { sameEnvironment } from "./environment-name.ts";
import { given } from "./fact.ts";
import { type AttemptRecord, emptyMemory, type Memory, withAttempt, withoutLeft } from "./memory.ts";
import { oncePer } from "./once.ts";
import { ATTEMPT_RUN_RULES, RELEASE_RUN_RULES } from "./run-rules.ts";
import type { Run, Snapshot } from "./snapshot.ts";

/** The configuration, when the file is there and in order. */
export function configurationOf(seen: Snapshot): Configuration | undefined {
  const file = given(seen.configuration);
  return file?.is === "valid" ? file.configuration : undefined;
}

/** The runs that could be this release's, of any attempt. Newest first. */
function candidates(seen: Snapshot): readonly Run[] {
  const workflow = configurationOf(seen)?.workflow;
  const about = { repository: seen.key.repository, ...(workflow === undefined ? {} : { workflow }) };
  return (given(seen.runs) ?? [])
    .filter((run) => RELEASE_RUN_RULES.every((rule) => rule.holds(run, about)))
    .toSorted((a, b) => b.id - a.id);
}

/**
 * The release run. Where several workflows ran for the tag and none is configured, it is the one at whose gates
 * jobs wait; once none waits, the one that came to an environment, as soon as no other can come to one any more.
 */
export const releaseRun = oncePer((seen: Snapshot): Run | undefined => {
  const current = currentRuns(seen);
  return current.length <= 1 ? current[0] : chosen(seen, current);
});

/** Several workflows ran for the tag, and which is the release workflow can't be said yet: their paths. */
export function undecidedWorkflows(seen: Snapshot): readonly string[] {
  const paths = currentRuns(seen).map((run) => run.path);
  return releaseRun(seen) === undefined ? paths.toSorted() : [];
}

/** The newest run of each workflow, when it is of the attempt that the tag is at now. */
export const currentRuns = oncePer((seen: Snapshot): readonly Run[] => {
  const all = candidates(seen);
  const { before, doubtful } = runsApart(seen, all);
  const about = { commit: given(seen.tag)?.commit, before: new Set([...before, ...doubtful]), all };
  return all.filter((run) => ATTEMPT_RUN_RULES.every((rule) => rule.holds(run, about)));
});

/** Runs that are not, or not yet, the current tag's. */
type RunsApart = {
  /** Of attempts that the board knows, but for the one at which the tag still points, and what ran beside them. */
  readonly before: ReadonlySet<number | undefined>;
  /** Of no one knows which attempt: their gates are neither opened nor closed. */
  readonly doubtful: ReadonlySet<number>;
};

function runsApart(seen: Snapshot, all: readonly Run[]): RunsApart {
  const { attempt, superseded } = boardMemory(seen);
  const tag = given(seen.tag);
  const moved = attempt?.object !== tag?.object || attempt?.commit !== tag?.commit;
  const earlier = [...superseded, ...(moved && attempt ? [attempt] : [])];
  const known = new Set(earlier.map(({ run }) => run));
  const ofOtherTag = new Set(earlier.filter(({ object }) => object !== tag?.object).map(({ run }) => run));
  const conducted = all.find((run) => run.commit === tag?.commit && ofOtherTag.has(run.id));
  return conducted === undefined ? { before: known, doubtful: new Set() } : besides(conducted, all, known);
}

/**
 * What other workflows ran when the tag was made again at the same commit. The commit does not tell the old tag's runs
 * from today's. Those older than the conducted workflow's new run are the old tag's; before that has begun, those older
 * than the conducted run are, and of newer ones it can't be said.
 */
function besides(conducted: Run, all: readonly Run[], known: ReadonlySet<number | undefined>): RunsApart {
  const anew = all.find((run) => run.path === conducted.path && !known.has(run.id));
  const bound = anew ?? conducted;
  const others = all.filter((run) => run.path !== bound.path);
  const older = others.filter((run) => run.id < bound.id).map(({ id }) => id);
  const newer = others.filter((run) => run.id > bound.id).map(({ id }) => id);
  return { before: new Set([...known, ...older]), doubtful: new Set(anew === undefined ? newer : []) };
}

function chosen(seen: Snapshot, current: readonly Run[]): Run | undefined {
  const remembered = boardMemory(seen).attempt?.run;
  const only = (runs: readonly Run[]) =>
    runs.length === 1 ? runs[0] : runs.find((run) => run.id === remembered);
  const waiting = current.filter((run) => (given(seen.pending) ?? []).some((gate) => gate.run === run.id));
  if (waiting.length > 0) {
    return firstAtTheSameGate(seen, current, waiting) ?? only(waiting);
  }
  const reached = current.filter((run) => (given(seen.deployments) ?? []).some((one) => one.run === run.id));
  const mayComeYet = current.some((run) => run.status !== "completed" && !reached.includes(run));
  // The one whose gates have been opened stays the one, though another workflow is still at work.
  return mayComeYet ? reached.find((run) => run.id === remembered) : only(reached);
}

/** What was approved for the run that came to a gate first opens no gate of that name for another workflow. */
function firstAtTheSameGate(
  seen: Snapshot,
  current: readonly Run[],
  waiting: readonly Run[],
): Run | undefined {
  const first = current.find((run) => run.id === boardMemory(seen).attempt?.run);
  const passed = (given(seen.deployments) ?? []).filter((one) => one.run === first?.id);
  const contested = (given(seen.pending) ?? []).some((gate) =>
    passed.some(({ environment }) => sameEnvironment(environment, gate.environment)),
  );
  return contested && !waiting.some((run) => run.id === first?.id) ? first : undefined;
}

/** Runs of earlier attempts that have not ended: their gates must not open any more. */
export function supersededRuns(seen: Snapshot): readonly Run[] {
  return earlierRuns(seen).filter((run) => run.status !== "completed");
}

/** Runs of earlier attempts, also those that have ended. Newest first. */
export function earlierRuns(seen: Snapshot): readonly Run[] {
  const all = candidates(seen);
  const current = new Set(currentRuns(seen).map((run) => run.id));
  const { doubtful } = runsApart(seen, all);
  return all.filter((run) => !current.has(run.id) && !doubtful.has(run.id));
}

/** Every attempt that the board knows, today's last: once the tag is gone, what remains of the release is theirs. */
export function attemptsKnown(seen: Snapshot): readonly AttemptRecord[] {
  const { attempt, superseded } = boardMemory(seen);
  return attempt === undefined ? superseded : [...superseded, attempt];
}

/** Their runs, by number: GitHub may list none of them any more. */
export function runsKnown(seen: Snapshot): readonly number[] {
  return [...new Set(attemptsKnown(seen).flatMap(({ run }) => run ?? []))];
}

/** What the board's marker says, before today's facts are applied. */
function boardMemory(seen: Snapshot): Memory {
  return given(seen.board)?.memory ?? emptyMemory;
}

/** The attempt as seen now; undefined while the tag is not (or leads to no commit). */
export function attemptOf(seen: Snapshot): AttemptRecord | undefined {
  const tag = given(seen.tag);
  if (tag?.commit === undefined) {
    return undefined;
  }
  const run = releaseRun(seen);
  return { object: tag.object, commit: tag.commit, ...(run === undefined ? {} : { run: run.id }) };
}

/** An attempt as one line of text, for the bindings of an approval. */
export function attemptText(attempt: AttemptRecord): string {
  return `${attempt.object}/${attempt.commit}/${attempt.run ?? "-"}`;
}

/**
 * The board's memory with today's attempt and configuration applied: what is written with the next text, and
 * what every judgement goes by.
 */
export const memoryOf = oncePer((seen: Snapshot): Memory => {
  const memory = withTodaysAttempt(seen, todaysMemory(seen));
  const file = given(seen.configuration);
  if (file === undefined || memory.configuration?.blob === file.blob) {
    return memory;
  }
  const since = memory.configuration === undefined ? 0 : seen.now;
  return { ...memory, configuration: { blob: file.blob, since } };
});

/** What was remembered of a board's closing is over once it is open. */
function todaysMemory(seen: Snapshot): Memory {
  const memory = boardMemory(seen);
  return memory.left !== undefined && given(seen.board)?.state === "open" && !isWaitingWithdrawn(seen)
    ? withoutLeft(memory)
    : memory;
}

/** A lead that was withdrawn, whose board is open for the others on it alone. */
export function isWaitingWithdrawn(seen: Snapshot): boolean {
  const { left } = boardMemory(seen);
  return left?.is === "withdrawn" && left.waits === true && given(seen.tag) === undefined;
}

/** A better choice among the runs of one attempt supersedes nothing. */
function withTodaysAttempt(seen: Snapshot, memory: Memory): Memory {
  const attempt = attemptOf(seen);
  if (attempt === undefined) {
    return memory;
  }
  const stillCurrent = currentRuns(seen).some((run) => run.id === memory.attempt?.run);
  return stillCurrent && attempt.run !== undefined
    ? { ...memory, attempt }
    : withAttempt(memory, attempt, releaseRun(seen)?.createdAt);
}
