import { memoryOf, releaseRun } from "./attempt.ts";
import { sameEnvironment } from "./environment-name.ts";
import { given } from "./fact.ts";
import { gateJobNames } from "./gate.ts";
import type { Instant } from "./instant.ts";
import type { Job, Snapshot } from "./snapshot.ts";
import type { Stretch } from "./timeline.ts";

/** One attempt of the release run having come to a gate. */
export type Asking = {
  readonly runAttempt: number;
  readonly asked: Instant;
  /** Absent: it was never opened. */
  readonly opened?: Instant;
  /** Absent: its jobs have not ended. */
  readonly ended?: Instant;
};

/** Each time that jobs of the release run came to a gate, by run attempt. A job carried over does not come there again. */
export function askings(seen: Snapshot, gate: string): readonly Asking[] {
  const jobs = given(seen.jobs) ?? [];
  const came = (given(seen.deployments) ?? [])
    .filter(({ environment }) => sameEnvironment(environment, gate))
    .flatMap((deployment) =>
      jobs.filter(({ id }) => id === deployment.job).map((job) => ({ job, asked: deployment.createdAt })),
    );
  const attempts = [...new Set(came.map(({ job }) => job.runAttempt))].toSorted((a, b) => a - b);
  return attempts.map((runAttempt) => {
    const there = came.filter(({ job }) => job.runAttempt === runAttempt);
    const opened = there.flatMap(({ job, asked }) => openedAt(job, asked) ?? []);
    const ended = there.flatMap(({ job }) => job.completedAt ?? []);
    return {
      runAttempt,
      asked: Math.min(...there.map(({ asked }) => asked)),
      ...(opened.length === 0 ? {} : { opened: Math.min(...opened) }),
      ...(ended.length < there.length ? {} : { ended: Math.max(...ended) }),
    };
  });
}

/** A job that was shut out at its gate has a start on GitHub, too: that of its wait. */
function openedAt({ startedAt, conclusion }: Job, asked: Instant): Instant | undefined {
  return startedAt !== undefined && (startedAt > asked || conclusion === "success") ? startedAt : undefined;
}

/** The jobs before the gates of one attempt of the run; one that was made after a gate's job had begun is none. */
export function checkJobs(seen: Snapshot, runAttempt: number): readonly Job[] {
  const behind = gateJobNames(seen);
  const jobs = (given(seen.jobs) ?? []).filter((job) => job.runAttempt === runAttempt);
  const begun = (given(seen.deployments) ?? []).flatMap((one) =>
    jobs.filter(({ id }) => id === one.job).flatMap((job) => openedAt(job, one.createdAt) ?? []),
  );
  const firstBegun = Math.min(...begun);
  return jobs.filter(
    (job) => !behind.has(job.name) && job.conclusion !== "skipped" && job.createdAt <= firstBegun,
  );
}

/** When the last of the jobs before the gates ended; undefined where none has. */
export function checksEnded(seen: Snapshot, runAttempt: number): Instant | undefined {
  return newest(checkJobs(seen, runAttempt).flatMap(({ completedAt }) => completedAt ?? []));
}

/** The time in which the jobs before the gates waited for runners and ran, in every attempt of the run. */
export function checkStretches(seen: Snapshot): readonly Stretch[] {
  return runAttempts(seen)
    .flatMap((runAttempt) => checkJobs(seen, runAttempt))
    .flatMap(({ createdAt, startedAt = createdAt, completedAt }): readonly Stretch[] => {
      if (completedAt === undefined) {
        return [];
      }
      // What was carried over into a new attempt keeps its start, whatever is said of when it was made.
      const from = Math.min(startedAt, createdAt > completedAt ? startedAt : createdAt);
      return [{ row: "checks", waits: "machines", from, to: completedAt }];
    });
}

/** The time between two attempts of the run, in which it waited for somebody to run it again. */
export function betweenAttempts(seen: Snapshot): readonly Stretch[] {
  const run = releaseRun(seen);
  const jobs = given(seen.jobs) ?? [];
  return runAttempts(seen)
    .slice(1)
    .flatMap((runAttempt): readonly Stretch[] => {
      const ended = newest(
        jobs.filter((job) => job.runAttempt < runAttempt).flatMap((job) => job.completedAt ?? []),
      );
      const begun = jobs
        .filter((job) => job.runAttempt === runAttempt && job.createdAt >= (ended ?? 0))
        .map((job) => job.createdAt);
      const to = runAttempt === run?.attempt ? run.startedAt : Math.min(...begun);
      return ended === undefined || !Number.isFinite(to)
        ? []
        : [{ row: "again", waits: "people", from: ended, to }];
    });
}

/** The time of the attempts before this one, as far as GitHub still shows their runs. */
export function earlierStretch(seen: Snapshot): Stretch | undefined {
  const run = releaseRun(seen);
  const before = new Set(memoryOf(seen).superseded.map((attempt) => attempt.run));
  const began = (given(seen.runs) ?? []).filter(({ id }) => before.has(id)).map(({ createdAt }) => createdAt);
  return run === undefined || began.length === 0
    ? undefined
    : { row: "earlier", waits: "earlier", from: Math.min(...began), to: run.createdAt };
}

/** Jobs that failed, and in a later attempt of the same run, at the same commit, did not. */
export function passedLater(seen: Snapshot): readonly string[] {
  const behind = gateJobNames(seen);
  const jobs = (given(seen.jobs) ?? []).filter(({ name }) => !behind.has(name));
  const failed = jobs.filter(({ conclusion }) => conclusion === "failure" || conclusion === "timed_out");
  const passed = failed.filter(({ name, runAttempt }) =>
    jobs.some((job) => job.name === name && job.runAttempt > runAttempt && job.conclusion === "success"),
  );
  return [...new Set(passed.map(({ name }) => name))];
}

function runAttempts(seen: Snapshot): readonly number[] {
  const attempt = releaseRun(seen)?.attempt ?? 0;
  return Array.from({ length: attempt }, (_, index) => index + 1);
}

/** The last of several moments; undefined of none. */
export function newest(moments: readonly Instant[]): Instant | undefined {
  return moments.length === 0 ? undefined : Math.max(...moments);
}
