import { releaseRun } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import { currentJobs, gateJobNames, hasFailed } from "../release/gate.ts";
import type { FailedJob } from "../release/problem.ts";
import type { Job, Run, Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { ask } from "./ask.ts";
import { isWorkflowOfUse, workflowNotices } from "./workflow-notices.ts";

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
  if (seen.workflowFile.is === "unseen" && isWorkflowOfUse(seen)) {
    return { is: "look", at: [{ at: "workflowFile" }] };
  }
  const notices = workflowNotices(seen);
  const step = ofRun(seen, run);
  return notices.length === 0 ? step : { ...step, notices };
}

function ofRun(seen: Snapshot, run: Run): Step {
  const jobs = jobsBeforeGates(seen);
  const failed = jobs.filter(hasFailed).map(failedJob);
  const running = jobs.filter((job) => job.status !== "completed").length;
  if (failed.length > 0) {
    return { is: "stopped", because: { is: "jobs-failed", jobs: failed, url: run.url, running } };
  }
  return running > 0 || moreToCome(seen, run)
    ? { is: "waiting", on: { for: "jobs", running, done: jobs.length - running, url: run.url } }
    : ended(seen, jobs, run);
}

function ended(seen: Snapshot, jobs: readonly Job[], run: Run): Step {
  const succeeded = jobs.filter((job) => job.conclusion === "success").length;
  if (succeeded > 0) {
    return { is: "done", why: { is: "jobs-green", jobs: succeeded } };
  }
  const { url, conclusion } = run;
  if (conclusion !== undefined && conclusion !== "success" && conclusion !== "skipped") {
    return { is: "stopped", because: { is: "run-failed", conclusion, url } };
  }
  const behind = gateJobNames(seen);
  const atGates = currentJobs(seen).filter((job) => behind.has(job.name) && job.conclusion !== "skipped");
  return atGates.length === 0
    ? { is: "stopped", because: { is: "no-job-ran", url } }
    : { is: "stopped", because: { is: "nothing-before-gate", jobs: atGates.map(({ name }) => name), url } };
}

/**
 * Jobs of the newest attempt that are not behind a gate. A job that GitHub made only after a gate's job had
 * started (a clean-up, a note to somebody) came after publishing and says nothing about the build.
 */
export function jobsBeforeGates(seen: Snapshot): readonly Job[] {
  const behind = gateJobNames(seen);
  const after = namesAfterGates(seen);
  return currentJobs(seen).filter((job) => !behind.has(job.name) && !after.has(job.name));
}

/**
 * By name, because a re-run makes jobs anew; and only by gate jobs that began in the attempt in question: one that
 * waits has a start on GitHub, too, and one that was carried over began before any job of the re-run.
 */
function namesAfterGates(seen: Snapshot): ReadonlySet<string> {
  const jobs = given(seen.jobs) ?? [];
  const atGates = new Set((given(seen.deployments) ?? []).map((deployment) => deployment.job));
  const begun = jobs.filter((job) => atGates.has(job.id) && BEGUN.has(job.status));
  const isAfter = (job: Job) =>
    begun.some(
      (gate) => gate.runAttempt === job.runAttempt && job.createdAt > (gate.startedAt ?? gate.createdAt),
    );
  return new Set(jobs.filter(isAfter).map((job) => job.name));
}

const BEGUN: ReadonlySet<string> = new Set(["in_progress", "completed"]);

/** GitHub lists a job once its needs are met: while the run goes on and no gate was reached, more may come. */
function moreToCome(seen: Snapshot, run: Run): boolean {
  const behind = gateJobNames(seen);
  return run.status !== "completed" && !currentJobs(seen).some((job) => behind.has(job.name));
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
