import type { IndexName } from "../release/configuration.ts";
import { recordOf } from "../release/parsed.ts";
import { workflowTriggers as eventsOf } from "../release/workflow.ts";
import { startsOnTag, workflowTriggers } from "../release/workflow-triggers.ts";
import { neededBy } from "./artifacts.ts";
import { contextsOfTag } from "./expression.ts";
import { type PlannedJob, plannedJobs } from "./job.ts";
import type { WorkflowReading } from "./read-workflow.ts";

/** How a repository releases, as far as its workflow files tell. */
export type Shape = ConductedShape | { readonly is: "refused"; readonly because: ShapeRefusal };

/** A tag starts the workflow, and jobs of it wait at environments. */
export type ConductedShape = {
  readonly is: "tag-first";
  /** The release workflow's path. */
  readonly path: string;
  /** In the order of the file; those that do not run for a tag are left out. */
  readonly jobs: readonly PlannedJob[];
  /** The environments at which jobs wait, in the order of the file. */
  readonly environments: readonly string[];
  /** Other workflows that the tag starts. */
  readonly besides: readonly Pick<ConductedShape, "path" | "jobs">[];
};

/** Why a repository's releases are not conducted. */
export type ShapeRefusal =
  | { readonly is: "no-workflow" }
  | { readonly is: "workflow-absent"; readonly path: string }
  | { readonly is: "workflow-faulty"; readonly path: string; readonly line?: number; readonly says: string }
  /** What publishes is started by the GitHub release, which the app would only make afterwards. */
  | { readonly is: "release-first"; readonly path: string; readonly job: string }
  /** Each push to a branch releases. */
  | { readonly is: "branch-first"; readonly path: string; readonly job: string }
  | { readonly is: "by-hand"; readonly path: string; readonly job: string }
  /** Some other event: a schedule, another workflow. */
  | {
      readonly is: "other-event";
      readonly path: string;
      readonly job: string;
      readonly events: readonly string[];
    }
  /** The workflow starts on the tag, and the job that publishes does not run for it. */
  | { readonly is: "job-left-out"; readonly path: string; readonly job: string; readonly condition: string }
  /** It starts on tags, but not on this one. */
  | {
      readonly is: "other-tags";
      readonly path: string;
      readonly tag: string;
      readonly patterns: readonly string[];
    }
  | { readonly is: "nothing-starts"; readonly tag: string; readonly paths: readonly string[] }
  | {
      readonly is: "no-environment";
      readonly path: string;
      readonly job: string;
      readonly index: IndexName | "elsewhere" | undefined;
    }
  /** Every job waits behind the environment: nothing is built that people could try before it opens. */
  | {
      readonly is: "gate-before-build";
      readonly path: string;
      readonly job: string;
      readonly environment: string;
      /** The job that publishes, where it is another. */
      readonly publishing?: string;
    }
  /** It is named by an expression, or in another repository's workflow. */
  | { readonly is: "environment-unseen"; readonly path: string; readonly job: string; readonly where: string }
  /** Jobs of several workflows wait at environments, and none is configured. */
  | { readonly is: "several-workflows"; readonly paths: readonly string[] };

/** What is looked at. */
export type ShapeSight = {
  readonly workflows: readonly WorkflowReading[];
  /** The tag to release, or one like it. */
  readonly tag: string;
  /** `owner/name`, where it is known: conditions may ask for it. */
  readonly repository?: string;
  /** The configured release workflow's path. */
  readonly workflow?: string;
};

/** What kind of release the workflows make of a tag, or the one thing that keeps it from being conducted. */
export function shapeOf(sight: ShapeSight): Shape {
  const { workflows, workflow } = sight;
  const chosen = workflow === undefined ? workflows : workflows.filter(({ path }) => path === workflow);
  if (chosen.length === 0) {
    return refused(
      workflow === undefined ? { is: "no-workflow" } : { is: "workflow-absent", path: workflow },
    );
  }
  const plans = chosen.flatMap((one) => planOf(one, sight));
  const started = plans.filter(({ starts }) => starts);
  const waiting = started.filter(({ environments }) => environments.length > 0);
  const [first, ...others] = waiting.some(publishes) ? waiting.filter(publishes) : waiting;
  if (first === undefined) {
    return refused(faultIn(chosen) ?? whyNot(sight.tag, plans, started));
  }
  if (others.length > 0) {
    return refused({ is: "several-workflows", paths: [first, ...others].map(({ path }) => path) });
  }
  const early = gateBeforeBuild(first);
  if (early !== undefined) {
    return refused(early);
  }
  const { path, jobs, environments } = first;
  const besides = started
    .filter((one) => one.path !== path)
    .map((one) => ({ path: one.path, jobs: one.jobs }));
  return { is: "tag-first", path, jobs, environments, besides };
}

function refused(because: ShapeRefusal): Shape {
  return { is: "refused", because };
}

/** A file that GitHub refuses may be the one that releases. */
function faultIn(chosen: readonly WorkflowReading[]): ShapeRefusal | undefined {
  const faulty = chosen.find((one) => one.is === "faulty");
  if (faulty === undefined) {
    return undefined;
  }
  const { line, says } = faulty.faults[0];
  return { is: "workflow-faulty", path: faulty.path, says, ...(line === undefined ? {} : { line }) };
}

/** What a workflow does for the tag. */
type WorkflowPlan = {
  readonly path: string;
  readonly events: readonly string[];
  /** A push of the tag starts it. */
  readonly starts: boolean;
  /** The patterns of the tags that do; absent: no tag does. */
  readonly tags?: readonly string[];
  readonly jobs: readonly PlannedJob[];
  /** Jobs that a tag leaves out. */
  readonly leftOut: readonly PlannedJob[];
  readonly environments: readonly string[];
};

function planOf(
  reading: WorkflowReading,
  { workflows, tag, repository }: ShapeSight,
): readonly WorkflowPlan[] {
  if (reading.is !== "read") {
    return [];
  }
  const at = (path: string) => {
    const found = workflows.find((one) => one.path === path);
    return found?.is === "read" ? found.value : undefined;
  };
  const { path, value } = reading;
  const on = recordOf(value)?.["on"];
  const all = plannedJobs(value, contextsOfTag(tag, repository), at);
  const jobs = all.filter(({ runs }) => runs !== "no");
  const { tagPush } = workflowTriggers(on);
  const names = jobs.flatMap(({ environment }) => (environment.is === "named" ? [environment.name] : []));
  return [
    {
      path,
      events: eventsOf(value) ?? [],
      starts: startsOnTag(tag, workflowTriggers(on)),
      ...(tagPush === undefined ? {} : { tags: tagPush.only ?? [] }),
      jobs,
      leftOut: all.filter(({ runs }) => runs === "no"),
      environments: [...new Set(names)],
    },
  ];
}

function gateBeforeBuild({ path, jobs, environments }: WorkflowPlan): ShapeRefusal | undefined {
  const isGate = (job: PlannedJob) => job.environment.is !== "none";
  const runsBefore = (job: PlannedJob) => !isGate(job) && ![...neededBy(job, jobs)].some(isGate);
  const gated = jobs.find(isGate);
  if (gated === undefined || jobs.some(runsBefore)) {
    return undefined;
  }
  const publishing = jobs.find((job) => isPublishing(job) && job !== gated);
  return {
    is: "gate-before-build",
    path,
    job: gated.id,
    environment: environments[0] ?? "",
    ...(publishing === undefined ? {} : { publishing: publishing.id }),
  };
}

function publishes({ jobs }: Pick<WorkflowPlan, "jobs">): boolean {
  return jobs.some(isPublishing);
}

function isPublishing({ work }: PlannedJob): boolean {
  return work.some(({ does }) => does === "publish");
}

/** No job waits at an environment for this tag: the nearest thing to a release says why. */
function whyNot(tag: string, plans: readonly WorkflowPlan[], started: readonly WorkflowPlan[]): ShapeRefusal {
  const ungated = started.find(publishes);
  if (ungated !== undefined) {
    const job = ungated.jobs.find(isPublishing);
    return withoutEnvironment(ungated, job);
  }
  const hidden = started.flatMap((plan) => unseenIn(plan))[0];
  if (hidden !== undefined) {
    return hidden;
  }
  const leftOut = plans.flatMap((plan) => plan.leftOut.filter(isPublishing).map((job) => ({ plan, job })));
  const other = leftOut.find(({ job }) => !isOnlyTrying(job)) ?? leftOut[0];
  if (other !== undefined) {
    return ofOtherEvent(tag, other.plan, other.job);
  }
  const unstarted = plans.find((plan) => publishes(plan) || plan.environments.length > 0);
  if (unstarted !== undefined) {
    return ofOtherEvent(tag, unstarted, unstarted.jobs.find(isPublishing) ?? unstarted.jobs.find(isGated));
  }
  const [only] = started;
  return only === undefined
    ? { is: "nothing-starts", tag, paths: plans.map(({ path }) => path) }
    : withoutEnvironment(only, only.jobs.at(-1));
}

/** TestPyPI is where people upload from a branch, too. */
function isOnlyTrying({ work }: PlannedJob): boolean {
  return work.every((one) => one.does !== "publish" || one.index === "testpypi");
}

function isGated({ environment }: PlannedJob): boolean {
  return environment.is !== "none";
}

function withoutEnvironment({ path }: WorkflowPlan, job: PlannedJob | undefined): ShapeRefusal {
  if (job?.environment.is === "expression") {
    return { is: "environment-unseen", path, job: job.id, where: job.environment.text };
  }
  const index = job?.work.flatMap((one) => (one.does === "publish" ? [one.index] : []))[0];
  return { is: "no-environment", path, job: job?.id ?? "", index };
}

function unseenIn({ path, jobs }: WorkflowPlan): readonly ShapeRefusal[] {
  return jobs.flatMap(({ id, environment, unseen }) => {
    const where = environment.is === "expression" ? environment.text : unseen;
    return where === undefined ? [] : [{ is: "environment-unseen", path, job: id, where } as const];
  });
}

/** What publishes is started by something else than this tag: the first of these tells the most. */
function ofOtherEvent(
  tag: string,
  { path, events, starts, tags }: WorkflowPlan,
  job: PlannedJob | undefined,
): ShapeRefusal {
  const at = { path, job: job?.id ?? "" };
  if (events.includes("release")) {
    return { is: "release-first", ...at };
  }
  if (starts) {
    return { is: "job-left-out", ...at, condition: job?.condition ?? "" };
  }
  if (tags !== undefined) {
    return { is: "other-tags", path, tag, patterns: tags };
  }
  if (events.includes("push")) {
    return { is: "branch-first", ...at };
  }
  return events.includes("workflow_dispatch")
    ? { is: "by-hand", ...at }
    : { is: "other-event", ...at, events };
}
