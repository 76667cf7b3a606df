import { releaseRun } from "../release/attempt.ts";
import { currentJobs, gateJobNames, hasFailed } from "../release/gate.ts";
import type { FailedJob } from "../release/problem.ts";
import type { Job, Run, Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { ask } from "./ask.ts";

/** Every job before the gates has succeeded. Absence is not success: one job at least must have run. */
export function checks(seen: Snapshot): Step {
  const asked = ask(seen, "runs", "jobs", "deployments", "pending");
  if ("step" in asked) {
    return asked.step;
  }
  const run = releaseRun(seen);
  if (run === undefined) {
    return { is: "waiting", on: { for: "run", tag: seen.key.tag } };
  }
  const jobs = jobsBeforeGates(seen);
  const failed = jobs.filter(hasFailed).map(failedJob);
  const running = jobs.filter((job) => job.status !== "completed").length;
  if (failed.length > 0) {
    return { is: "stopped", because: { is: "jobs-failed", jobs: failed, url: run.url, running } };
  }
  return running > 0 || moreToCome(seen, run)
    ? { is: "waiting", on: { for: "jobs", running, done: jobs.length - running, url: run.url } }
    : ended(jobs, run);
}

function ended(jobs: readonly Job[], run: Run): Step {
  const succeeded = jobs.filter((job) => job.conclusion === "success").length;
  if (succeeded > 0) {
    return { is: "done", why: { is: "jobs-green", jobs: succeeded } };
  }
  const conclusion = run.conclusion ?? "none";
  return conclusion === "success" || conclusion === "skipped" || conclusion === "none"
    ? { is: "stopped", because: { is: "no-job-ran", url: run.url } }
    : { is: "stopped", because: { is: "run-failed", conclusion, url: run.url } };
}

/**
 * Jobs of the newest attempt that are not behind a gate. A job that GitHub made only after a gate's job had
 * started (a clean-up, a note to somebody) came after publishing and says nothing about the build.
 */
export function jobsBeforeGates(seen: Snapshot): readonly Job[] {
  const behind = gateJobNames(seen);
  const all = currentJobs(seen);
  const opened = all.filter((job) => behind.has(job.name)).flatMap((job) => job.startedAt ?? []);
  const firstOpened = opened.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...opened);
  return all.filter((job) => !behind.has(job.name) && job.createdAt <= firstOpened);
}

/** GitHub lists a job once its needs are met: while the run goes on and no gate was reached, more may come. */
function moreToCome(seen: Snapshot, run: Run): boolean {
  return run.status !== "completed" && gateJobNames(seen).size === 0;
}

/** What people need to know of a failed job. */
export function failedJob(job: Job): FailedJob {
  return {
    name: job.name,
    conclusion: job.conclusion ?? "failure",
    url: job.url,
    ...(job.failedStep === undefined ? {} : { step: job.failedStep }),
  };
}
