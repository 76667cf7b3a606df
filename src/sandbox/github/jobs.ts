import { artifactFiles, uploadArtifact } from "./artifacts.ts";
import { stamp } from "./clock.ts";
import { deploy, endDeployment, setDeploymentState } from "./deployments.ts";
import { environmentOf } from "./environments.ts";
import { enterGate, isProtected, leaveGates } from "./gates.ts";
import { failureLines } from "./job-logs.ts";
import type { Repository } from "./repository.ts";
import type { Job, Run, RunStatus } from "./runs.ts";
import type { Conclusion, JobContext, JobPlan } from "./workflows.ts";
import type { World } from "./world.ts";

/** A run and the world it is in. */
export interface RunPlace {
  readonly world: World;
  readonly repository: Repository;
  readonly run: Run;
}

const current = (run: Run): Job[] => run.jobs.filter((job) => job.attempt === run.attempt);

const announce = (
  place: RunPlace,
  job: Job,
  action: "queued" | "waiting" | "in_progress" | "completed",
): void => {
  const { world, repository, run } = place;
  world.emit({ name: "workflow_job", action, repository, sender: run.triggeringActor, run, job });
};

const addJob = ({ world, run }: RunPlace, plan: JobPlan): Job => {
  const now = stamp(world.clock);
  const job: Job = {
    id: world.ids("job"),
    jobRunId: world.ids("jobRun"),
    attempt: run.attempt,
    plan,
    name: plan.name,
    status: "queued",
    conclusion: null,
    createdAt: now,
    startedAt: now,
    completedAt: null,
    log: [],
    deployment: null,
    wake: new AbortController(),
  };
  run.jobs.push(job);
  return job;
};

const statusOf = (run: Run): RunStatus => {
  const jobs = current(run);
  const some = (status: RunStatus): boolean => jobs.some((job) => job.status === status);
  if (some("in_progress")) return "in_progress";
  if (some("queued")) return "queued";
  return some("waiting") ? "waiting" : "completed";
};

const conclusionOf = (run: Run): Conclusion => {
  const jobs = current(run);
  const some = (conclusion: Conclusion): boolean => jobs.some((job) => job.conclusion === conclusion);
  if (run.cancelled) return "cancelled";
  if (some("failure") || some("timed_out")) return "failure";
  if (some("cancelled")) return "cancelled";
  return some("success") ? "success" : "skipped";
};

const settle = ({ world, repository, run }: RunPlace): void => {
  run.updatedAt = stamp(world.clock);
  const before = run.status;
  run.status = statusOf(run);
  if (run.status !== "completed") return;
  run.conclusion = conclusionOf(run);
  if (before !== "completed") {
    world.emit({ name: "workflow_run", action: "completed", repository, sender: run.triggeringActor, run });
  }
};

/** Ends a job with a conclusion and lets the run go on from there. A job that has ended stays as it is. */
export const conclude = (place: RunPlace, job: Job, conclusion: Conclusion): void => {
  if (job.status === "completed") return;
  const { world, repository, run } = place;
  job.status = "completed";
  job.conclusion = conclusion;
  job.completedAt = stamp(world.clock);
  leaveGates(run, job);
  job.wake.abort();
  if (job.deployment) endDeployment(world, repository, job.deployment, conclusion === "success");
  announce(place, job, "completed");
  progress(place);
};

const contextOf = ({ run }: RunPlace, job: Job): JobContext => ({
  tag: run.headBranch,
  sha: run.headSha,
  version: run.headBranch.replace(/^(?:[a-z]+-)?v/, ""),
  runId: run.id,
  attempt: job.attempt,
  artifact: (name) => artifactFiles(run, name),
});

/** Does what a successful job does: uploads and effects. A failure of the effect fails the job, with its words. */
const produce = async (place: RunPlace, job: Job): Promise<Conclusion> => {
  const context = contextOf(place, job);
  try {
    for (const plan of job.plan.artifacts ?? []) await uploadArtifact(place, plan, context);
    await job.plan.onSuccess?.(context);
    return "success";
  } catch (error) {
    job.log.push(...failureLines(error));
    return "failure";
  }
};

const begin = (place: RunPlace, job: Job): void => {
  const { world, repository, run } = place;
  const first = !current(run).some(
    (other) => other.status === "in_progress" || other.conclusion === "success",
  );
  job.status = "in_progress";
  job.startedAt = stamp(world.clock);
  job.log.push(`Starting job ${job.name} of ${run.workflow.name}`);
  run.status = "in_progress";
  run.updatedAt = job.startedAt;
  if (job.deployment) setDeploymentState(world, repository, job.deployment, "in_progress");
  if (first)
    world.emit({ name: "workflow_run", action: "in_progress", repository, sender: run.triggeringActor, run });
  announce(place, job, "in_progress");
};

/** What the runner says last of a step, a job or a run that did not end well. */
const ENDS: { readonly [C in Exclude<Conclusion, "success">]: string } = {
  failure: "##[error]Process completed with exit code 1.",
  cancelled: "##[error]The operation was canceled.",
  skipped: "",
  timed_out: "##[error]The job has exceeded the maximum execution time of 6h0m0s",
};

/** True once a runner has taken the job; false where it was ended before. */
const taken = async ({ world }: RunPlace, job: Job, seconds: number): Promise<boolean> => {
  await world.clock.sleepUntil(world.clock.now() + seconds * 1000, job.wake.signal);
  return job.conclusion === null;
};

const execute = async (place: RunPlace, job: Job): Promise<void> => {
  const { queued } = job.plan;
  // Without a queue it begins in the very moment of its start, and nothing is awaited before.
  if (queued !== undefined && !(await taken(place, job, queued))) return;
  begin(place, job);
  const planned = place.repository.outcomes.get(job.name)?.shift() ?? "success";
  const { clock } = place.world;
  const end = job.plan.manual ? Number.POSITIVE_INFINITY : clock.now() + (job.plan.seconds ?? 0) * 1000;
  await clock.sleepUntil(end, job.wake.signal);
  if (job.conclusion !== null) return;
  job.log.push(...(place.repository.logs.get(job.name)?.shift() ?? []));
  if (planned !== "success") job.log.push(ENDS[planned]);
  conclude(place, job, planned === "success" ? await produce(place, job) : planned);
};

const start = (place: RunPlace, job: Job): void => {
  job.status = "queued";
  if (job.deployment) setDeploymentState(place.world, place.repository, job.deployment, "queued");
  announce(place, job, "queued");
  void place.world.clock.busy(() => execute(place, job));
};

/** Brings a job to its environment, where it waits if anything protects it. */
const enter = (place: RunPlace, job: Job, name: string): void => {
  const { world, repository, run } = place;
  const environment = environmentOf(world, repository, name);
  const deployment = deploy(world, repository, { run, job, environment });
  if (!isProtected(environment)) {
    start(place, job);
    return;
  }
  // GitHub announces such a job as queued first and as waiting twice (reported by users of workflow_job).
  announce(place, job, "queued");
  job.status = "waiting";
  setDeploymentState(world, repository, deployment, "waiting");
  announce(place, job, "waiting");
  announce(place, job, "waiting");
  enterGate(place, {
    job,
    deployment,
    environment,
    open: () => {
      start(place, job);
      settleWaiting(place);
    },
    close: () => conclude(place, job, "failure"),
  });
};

const settleWaiting = (place: RunPlace): void => {
  if (place.run.status !== "completed") settle(place);
};

const launch = (place: RunPlace, plan: JobPlan): void => {
  const job = addJob(place, plan);
  if (plan.environment === undefined) start(place, job);
  else enter(place, job, plan.environment);
};

const skip = (place: RunPlace, plan: JobPlan): void => {
  const job = addJob(place, plan);
  job.status = "completed";
  job.conclusion = "skipped";
  job.completedAt = job.createdAt;
  announce(place, job, "completed");
};

type Readiness = "ready" | "blocked" | "hopeless";

const readiness = (run: Run, plan: JobPlan): Readiness => {
  const jobs = current(run);
  const needed = (plan.needs ?? []).map((name) => jobs.find((job) => job.name === name));
  if (needed.some((job) => job?.conclusion && job.conclusion !== "success")) return "hopeless";
  return needed.every((job) => job?.conclusion === "success") ? "ready" : "blocked";
};

/** Starts every job whose needs have succeeded, skips those whose needs cannot, and derives the run's status. */
export const progress = (place: RunPlace): void => {
  const { run } = place;
  for (let moved = true; moved; ) {
    const next = run.workflow.jobs.find(
      (plan) => !current(run).some((job) => job.name === plan.name) && readiness(run, plan) !== "blocked",
    );
    moved = next !== undefined;
    if (!next) break;
    if (readiness(run, next) === "ready" && !run.cancelled) launch(place, next);
    else skip(place, next);
  }
  settle(place);
};

/** Ends a running job now, as if its work had come to this. Success does the uploads and effects first. */
export const finishJob = (place: RunPlace, name: string, conclusion: Conclusion): void => {
  const job = current(place.run).find((candidate) => candidate.name === name);
  if (job?.status !== "in_progress") {
    throw new Error(
      `The job "${name}" of run ${place.run.id} is not in progress: ${job?.status ?? "not started"}`,
    );
  }
  if (conclusion === "success") job.wake.abort();
  else conclude(place, job, conclusion);
};
