import type { Instant } from "./instant.ts";
import type { Memory } from "./memory.ts";
import type { Comment, Rerun, Run, Snapshot } from "./snapshot.ts";

/** What the ledger knows of a start of a workflow that a comment asked for. */
export type KnownDispatch = {
  /** When it was decided, or refused, by our clock. */
  readonly at: Instant;
  /** The run, where GitHub has told it. */
  readonly run?: number;
  /** It went out to GitHub, whatever was answered. Absent: it was decided, and no more is known. */
  readonly sent?: true;
  /** It certainly did not happen: GitHub's words. */
  readonly refused?: string;
};

/** Whether the workflow at one commit can be started by hand. */
export type DispatchTrigger = "there" | "missing" | "unreadable";

/** An artifact of a build, as it is handed back. */
export type BuiltArtifact = {
  readonly id: number;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly digest?: string;
  readonly expiresAt?: Instant;
};

/** A run takes a moment to show up; after so long it is no more waited for. */
export const RUN_PATIENCE = 5 * 60_000;

/** Another comment that claimed a start of the same, and of which the ledger does not know what became of it. */
export type Rival = { readonly comment: number; readonly since: Instant };

type Asked = {
  readonly comment: number;
  readonly since: Instant;
  readonly path: string;
  readonly rivals: readonly Rival[];
};

/**
 * The run that a comment's dispatch started: the one that GitHub named in its answer, else the only one that the app has
 * started there between this comment and the next that claimed a start, and that was not the answer to another.
 */
export function startedRun(
  { app, dispatches }: Pick<Snapshot, "app" | "dispatches">,
  runs: readonly Run[],
  { comment, since, path, rivals }: Asked,
): Run | undefined {
  const told = dispatches[comment]?.run;
  if (told !== undefined) {
    return runs.find(({ id }) => id === told);
  }
  const others = new Set(Object.values(dispatches).map(({ run }) => run));
  const next = Math.min(...rivals.filter((one) => one.comment > comment).map((one) => one.since));
  // GitHub's stamps have whole seconds: what began in the second of this comment can be of the one before it.
  const isContested = rivals.some((one) => one.comment < comment);
  const [first, ...more] = runs
    .filter((run) => isByApp(run, app) && run.path === path && !others.has(run.id))
    .filter(({ createdAt }) => createdAt >= since && createdAt < next)
    .filter(({ createdAt }) => createdAt > since || !isContested);
  return more.length === 0 ? first : undefined;
}

/** Whether the app has started the run itself, for whoever asked it to. */
export function isByApp(run: Run, app: Snapshot["app"]): boolean {
  return run.event === "workflow_dispatch" && run.actor?.login === `${app.slug}[bot]`;
}

/** Whether the app has begun this attempt of a run, for whoever said `/retry`. */
export function isRerunByApp({ attempt, triggeredBy }: Run, app: Snapshot["app"]): boolean {
  return attempt > 1 && triggeredBy?.login === `${app.slug}[bot]`;
}

/** Whose words began this very attempt, by their numbers: the ledger alone knows. */
export function rerunFor({ id, attempt }: Run, reruns: readonly Rerun[]): readonly number[] {
  return reruns.filter(({ run, runAttempt }) => run === id && runAttempt === attempt).map(({ by }) => by);
}

/**
 * For whom the app has started this very run, by their numbers: where that was asked for elsewhere the board's memory
 * says it, else the app's reply on the board. A request that stands there says nothing: it may have started another run,
 * or none.
 */
export function startedFor(
  { id }: Pick<Run, "id">,
  { takenUp }: Pick<Memory, "takenUp">,
  onBoard: readonly Pick<Comment, "started">[],
): readonly number[] {
  const replied = onBoard.flatMap(({ started }) => started ?? []);
  return [
    ...(takenUp?.run === id ? [takenUp.by.id] : []),
    ...replied.filter(({ run }) => run === id).map(({ by }) => by),
  ];
}

/** The name of a branch or tag without what stands before it in Git: `v1.0` of `refs/tags/v1.0`. */
export function shortRef(ref: string): string {
  return ref.replace(/^refs\/(?:heads|tags)\//, "");
}
