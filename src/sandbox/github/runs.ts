import type { Account } from "./accounts.ts";
import type { Artifact } from "./artifacts.ts";
import { stamp } from "./clock.ts";
import type { Deployment } from "./deployments.ts";
import type { Approval, Decision, Gate, Report } from "./gates.ts";
import { progress } from "./jobs.ts";
import { refuse } from "./refused.ts";
import type { Repository } from "./repository.ts";
import { type Conclusion, type JobPlan, startsOn, type Workflow } from "./workflows.ts";
import type { World } from "./world.ts";

export type RunEvent =
  | "push"
  | "workflow_dispatch"
  | "pull_request_target"
  | "schedule"
  | "repository_dispatch"
  | "workflow_run";
export type RunStatus = "queued" | "in_progress" | "waiting" | "completed";

/** A job of one run attempt. Its id is also the id of its check run. */
export interface Job {
  readonly id: number;
  /** The number in its page's address, an id space of its own in `deployment_review` events. */
  readonly jobRunId: number;
  readonly attempt: number;
  readonly plan: JobPlan;
  readonly name: string;
  status: RunStatus;
  conclusion: Conclusion | null;
  readonly createdAt: number;
  startedAt: number;
  completedAt: number | null;
  readonly log: string[];
  deployment: Deployment | null;
  /** Ends its sleep: it was told to finish, or has been concluded from outside. */
  readonly wake: AbortController;
}

/** A workflow run with the jobs of all its attempts. */
export interface Run {
  readonly id: number;
  readonly workflow: Workflow;
  readonly number: number;
  readonly suiteId: number;
  attempt: number;
  readonly event: RunEvent;
  /** Full ref name. */
  readonly ref: string;
  /** Short ref name: for a tag's run GitHub shows the tag here. */
  readonly headBranch: string;
  readonly headSha: string;
  /** Where the commit comes from: a fork, when a pull request of one has started the run. */
  readonly headRepository: Repository;
  readonly actor: Account;
  triggeringActor: Account;
  readonly createdAt: number;
  startedAt: number;
  updatedAt: number;
  status: RunStatus;
  conclusion: Conclusion | null;
  cancelled: boolean;
  jobs: Job[];
  readonly artifacts: Artifact[];
  /** Gates at which jobs of the run wait now. */
  gates: Gate[];
  readonly decisions: Decision[];
  readonly approvals: Approval[];
  readonly reports: Report[];
}

/** Jobs of one attempt, the newest unless told. */
export const jobsOf = (run: Run, attempt: number = run.attempt): Job[] =>
  run.jobs.filter((job) => job.attempt === attempt);

/** The run of that id; GitHub answers 404 when there is none. */
export const runOf = (repository: Repository, id: number): Run =>
  repository.runs.find((run) => run.id === id) ?? refuse("not-found");

interface Start {
  readonly ref: string;
  readonly sha: string;
  readonly event: RunEvent;
  readonly actor: Account;
  readonly headRepository?: Repository;
}

const startRun = (world: World, repository: Repository, workflow: Workflow, start: Start): Run => {
  const now = stamp(world.clock);
  workflow.runCount += 1;
  const run: Run = {
    id: world.ids("run"),
    workflow,
    number: workflow.runCount,
    suiteId: world.ids("suite"),
    attempt: 1,
    event: start.event,
    ref: start.ref,
    headBranch: start.ref.replace(/^refs\/(heads|tags)\//, ""),
    headSha: start.sha,
    headRepository: start.headRepository ?? repository,
    actor: start.actor,
    triggeringActor: start.actor,
    createdAt: now,
    startedAt: now,
    updatedAt: now,
    status: "queued",
    conclusion: null,
    cancelled: false,
    jobs: [],
    artifacts: [],
    gates: [],
    decisions: [],
    approvals: [],
    reports: [],
  };
  repository.runs.push(run);
  world.emit({ name: "workflow_run", action: "requested", repository, sender: start.actor, run });
  progress({ world, repository, run });
  return run;
};

/** Starts one run per workflow that a push to this ref matches. */
export const startMatching = (
  world: World,
  repository: Repository,
  push: Start & { readonly before: string },
): Run[] =>
  repository.workflows
    .filter((workflow) => startsOn(workflow, push.ref))
    .map((workflow) => startRun(world, repository, workflow, push));

/** Starts a workflow by hand on a branch or tag. */
export const dispatchWorkflow = (
  world: World,
  repository: Repository,
  at: { readonly path: string; readonly ref: string; readonly sha: string; readonly actor: Account },
): Run => {
  const workflow = repository.workflows.find((candidate) => candidate.path === at.path);
  if (!workflow?.on.dispatch)
    throw new Error(`The workflow ${at.path} has no dispatch trigger in the sandbox`);
  return startRun(world, repository, workflow, { ...at, event: "workflow_dispatch" });
};

/** Starts a workflow as any event does, on a ref that need not be here: a fork's branch has any name it likes. */
export const startOnEvent = (
  world: World,
  repository: Repository,
  at: Start & { readonly path: string },
): Run => {
  const workflow = repository.workflows.find((candidate) => candidate.path === at.path);
  if (!workflow) throw new Error(`The sandbox's repository has no workflow ${at.path} to start`);
  return startRun(world, repository, workflow, at);
};
