import type { Configuration } from "./configuration.ts";
import { given } from "./fact.ts";
import { type AttemptRecord, emptyMemory, type Memory, withAttempt } from "./memory.ts";
import type { Run, Snapshot } from "./snapshot.ts";

/** The configuration, when the file is there and in order. */
export function configurationOf(seen: Snapshot): Configuration | undefined {
  const file = given(seen.configuration);
  return file?.is === "valid" ? file.configuration : undefined;
}

/**
 * The runs that could be this release's: started for the tag's name by a push or a dispatch, in this very
 * repository (a fork's run has another head repository), from the configured workflow file. Newest first.
 * The name of a workflow proves nothing, its path does.
 */
function candidates(seen: Snapshot): readonly Run[] {
  const workflow = configurationOf(seen)?.workflow;
  return (given(seen.runs) ?? [])
    .filter((run) => run.event === "push" || run.event === "workflow_dispatch")
    .filter((run) => run.repository === seen.key.repository)
    .filter((run) => workflow === undefined || run.path === `.github/workflows/${workflow}`)
    .toSorted((a, b) => b.id - a.id);
}

/**
 * The release run: the newest run at the tag's commit. A run older than one at another commit belongs to an
 * attempt before, even when the tag came back to its commit; so does any run the board knows as superseded.
 */
export function releaseRun(seen: Snapshot): Run | undefined {
  const paths = new Set(currentRuns(seen).map((run) => run.path));
  if (paths.size <= 1) {
    return currentRuns(seen)[0];
  }
  return currentRuns(seen).find((run) => reachedAnEnvironment(run, seen));
}

/** Several workflows ran for the tag, and none has reached an environment yet: their paths. */
export function undecidedWorkflows(seen: Snapshot): readonly string[] {
  const paths = [...new Set(currentRuns(seen).map((run) => run.path))].sort();
  return releaseRun(seen) === undefined ? paths : [];
}

function currentRuns(seen: Snapshot): readonly Run[] {
  const commit = given(seen.tag)?.commit;
  const superseded = new Set(boardMemory(seen).superseded.map((attempt) => attempt.run));
  const all = candidates(seen);
  return all.filter(
    (run) =>
      run.commit === commit &&
      !superseded.has(run.id) &&
      !all.some((other) => other.path === run.path && other.id > run.id && other.commit !== commit),
  );
}

function reachedAnEnvironment(run: Run, seen: Snapshot): boolean {
  const there = (one: { readonly run?: number }) => one.run === run.id;
  return (given(seen.deployments) ?? []).some(there) || (given(seen.pending) ?? []).some(there);
}

/** Runs of earlier attempts that have not ended: their gates must not open any more. */
export function supersededRuns(seen: Snapshot): readonly Run[] {
  const current = new Set(currentRuns(seen).map((run) => run.id));
  return candidates(seen).filter((run) => run.status !== "completed" && !current.has(run.id));
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
export function memoryOf(seen: Snapshot): Memory {
  const attempt = attemptOf(seen);
  const memory = attempt === undefined ? boardMemory(seen) : withAttempt(boardMemory(seen), attempt);
  const file = given(seen.configuration);
  if (file === undefined || memory.configuration?.blob === file.blob) {
    return memory;
  }
  const since = memory.configuration === undefined ? 0 : seen.now;
  return { ...memory, configuration: { blob: file.blob, since } };
}
