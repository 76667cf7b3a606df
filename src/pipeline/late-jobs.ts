import { releaseRun } from "../release/attempt.ts";
import { JOB_ENDS, JOB_FOLLOWS, JOB_STARTS } from "../release/deadlines.ts";
import { given } from "../release/fact.ts";
import { currentJobs, gateJobNames } from "../release/gate.ts";
import type { Instant } from "../release/instant.ts";
import type { Late, LateJob } from "../release/overdue.ts";
import type { Job, Snapshot } from "../release/snapshot.ts";

/** When what is waited for has taken too long, since when it is so, and what is then told. */
export type Lasting = { readonly at: Instant; readonly since: Instant; readonly late: Late };

/**
 * What of the run may take too long first: a job that does not begin, one that does not end, or, where none is at work,
 * the next that does not come. What stands at a gate is that gate's.
 */
export function lastingOfRun(seen: Snapshot): Lasting | undefined {
  const run = releaseRun(seen);
  if (run === undefined || run.status === "completed" || seen.jobs.is !== "seen") {
    return undefined;
  }
  const jobs = currentJobs(seen);
  const open = jobs.filter(({ status }) => status !== "completed");
  const first = earliest(open.flatMap((job) => lastingOf(job, seen)));
  if (first !== undefined || open.length > 0 || isAtGate(seen, run.id)) {
    return first;
  }
  const since = Math.max(run.startedAt, ...jobs.map(({ completedAt }) => completedAt ?? 0));
  return { at: since + JOB_FOLLOWS, since, late: { for: "more-jobs", url: run.url } };
}

/** Those behind gates that were opened are their publish phase's. */
function lastingOf(job: Job, seen: Snapshot): readonly Lasting[] {
  if (job.status === "waiting" || gateJobNames(seen).has(job.name)) {
    return [];
  }
  const since = job.startedAt ?? job.createdAt;
  const lasts = job.startedAt === undefined ? JOB_STARTS : JOB_ENDS;
  return [{ at: since + lasts, since, late: lateJob(job) }];
}

function lateJob({ name, url, status, labels = [] }: Job): LateJob {
  return { for: "job", name, url, status, labels };
}

function isAtGate(seen: Snapshot, run: number): boolean {
  return (given(seen.pending) ?? []).some((gate) => gate.run === run);
}

function earliest(all: readonly Lasting[]): Lasting | undefined {
  return all.toSorted((a, b) => a.at - b.at)[0];
}
