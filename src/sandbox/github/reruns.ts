import type { Account } from "./accounts.ts";
import { stamp } from "./clock.ts";
import { conclude, progress, type RunPlace } from "./jobs.ts";
import { refuse } from "./refused.ts";
import { type Job, jobsOf } from "./runs.ts";

/** Cancels a run: what runs or waits is cancelled, what has not begun is skipped. */
export const cancelRun = (place: RunPlace): void => {
  const { run } = place;
  if (run.status === "completed") refuse("not-cancellable");
  run.cancelled = true;
  for (const job of jobsOf(run)) conclude(place, job, "cancelled");
};

/** A job taken over into a new attempt keeps its times and conclusion but gets a new id, as on GitHub. */
const carryOver = ({ world, run }: RunPlace, job: Job): Job => ({
  ...job,
  id: world.ids("job"),
  jobRunId: world.ids("jobRun"),
  attempt: run.attempt,
});

/** "Up to 30 days after its initial run" (docs: re-running workflows and jobs). */
const LONGEST_AGE = 30 * 24 * 60 * 60_000;

const rerun = (place: RunPlace, by: Account, keep: (job: Job) => boolean): void => {
  const { world, repository, run } = place;
  const before = jobsOf(run);
  const now = stamp(world.clock);
  if (now - run.createdAt > LONGEST_AGE) refuse("run-too-old");
  run.attempt += 1;
  run.triggeringActor = by;
  run.startedAt = now;
  run.updatedAt = now;
  run.status = "queued";
  run.conclusion = null;
  run.cancelled = false;
  for (const job of before.filter(keep)) run.jobs.push(carryOver(place, job));
  world.emit({ name: "workflow_run", action: "requested", repository, sender: by, run });
  progress(place);
};

/** Re-runs the jobs that did not succeed, in a new attempt; the others are carried over. */
export const rerunFailed = (place: RunPlace, by: Account): void => {
  const { run } = place;
  if (run.status !== "completed") refuse("already-running");
  if (jobsOf(run).every((job) => job.conclusion === "success")) refuse("nothing-failed");
  rerun(place, by, (job) => job.conclusion === "success");
};

/** Re-runs all jobs in a new attempt. */
export const rerunAll = (place: RunPlace, by: Account): void => {
  if (place.run.status !== "completed") refuse("already-running");
  rerun(place, by, () => false);
};
