import type { Gate } from "../release/configuration.ts";
import { sameEnvironment } from "../release/environment-name.ts";
import { given } from "../release/fact.ts";
import { gatesOf, isShut } from "../release/gate.ts";
import type { Problem } from "../release/problem.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { WorkflowFile, WorkflowJob } from "../release/workflow.ts";

/** Whether the workflow file still tells something that people can act on: some gate was not opened yet. */
export function isWorkflowOfUse(seen: Snapshot): boolean {
  return shutGates(seen).length > 0;
}

/**
 * What the release workflow lacks for publishing as the configuration says, told before anybody approves. Worth
 * telling, and no more: the workflow is GitHub's to judge, and a job may publish in ways not known here.
 * Sources: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax and
 * https://docs.pypi.org/trusted-publishers/using-a-publisher/
 */
export function workflowNotices(seen: Snapshot): readonly Problem[] {
  const file = given(seen.workflowFile);
  const gates = shutGates(seen);
  if (file === undefined || gates.length === 0) {
    return [];
  }
  if (file.is === "unread") {
    return [{ is: "workflow-unread", path: file.path, why: file.why }];
  }
  return noticesOf(file, { gates, all: gatesOf(seen) });
}

function shutGates(seen: Snapshot): readonly Gate[] {
  return gatesOf(seen).filter((gate) => isShut(seen, gate.name));
}

type Read = Extract<WorkflowFile, { readonly is: "read" }>;
type Gates = { readonly gates: readonly Gate[]; readonly all: readonly Gate[] };

/** Of one workflow: what it lacks for the gates that are still shut, `all` being those that were opened, too. */
export function noticesOf({ path, jobs }: Read, { gates, all }: Gates): readonly Problem[] {
  const behind = new Set(jobs.filter((job) => all.some((gate) => isAt(job, gate))).map(({ id }) => id));
  const ofGates = gates.flatMap((gate) =>
    jobs
      .filter((job) => isAt(job, gate))
      .flatMap((job) => [
        ...withoutToken(path, job, gate),
        ...withoutNeeds({ path, jobs, behind }, job, gate),
      ]),
  );
  const ungated = jobs
    .filter((job) => job.publishes && job.environment.is === "none")
    .map((job): Problem => ({ is: "job-without-gate", path, job: job.id }));
  return [...ofGates, ...ungated, ...unfound(path, jobs, gates)];
}

function isAt({ environment }: WorkflowJob, gate: Gate): boolean {
  return environment.is === "named" && sameEnvironment(environment.name, gate.name);
}

/** A job that is given a secret may publish with that; one without any can publish by trusted publishing alone. */
function withoutToken(path: string, job: WorkflowJob, gate: Gate): readonly Problem[] {
  return gate.index === undefined || job.idToken || job.hasSecrets
    ? []
    : [{ is: "job-without-id-token", path, job: job.id, environment: gate.name, index: gate.index }];
}

type Around = {
  readonly path: string;
  readonly jobs: readonly WorkflowJob[];
  readonly behind: ReadonlySet<string>;
};

/** What comes after publishing or after a failure, and what deploys elsewhere, says nothing about the build. */
function withoutNeeds({ path, jobs, behind }: Around, job: WorkflowJob, gate: Gate): readonly Problem[] {
  const needed = neededBy(job, jobs);
  const missing = jobs.filter(
    (other) =>
      other.id !== job.id &&
      !needed.has(other.id) &&
      other.environment.is === "none" &&
      !other.publishes &&
      !other.afterFailure &&
      ![...neededBy(other, jobs)].some((id) => behind.has(id)),
  );
  return missing.length === 0
    ? []
    : [
        {
          is: "job-without-needs",
          path,
          job: job.id,
          environment: gate.name,
          missing: missing.map(({ id }) => id),
        },
      ];
}

/** Everything that must have succeeded before a job begins, near and far. */
function neededBy(job: WorkflowJob, jobs: readonly WorkflowJob[]): ReadonlySet<string> {
  const needed = new Set<string>();
  const open = [...job.needs];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (!needed.has(id)) {
      needed.add(id);
      open.push(...(jobs.find((one) => one.id === id)?.needs ?? []));
    }
  }
  return needed;
}

/** Gates at which no job of this file stands: a mistake, unless its job is where this file alone does not tell. */
function unfound(path: string, jobs: readonly WorkflowJob[], gates: readonly Gate[]): readonly Problem[] {
  const environments = gates.filter((gate) => !jobs.some((job) => isAt(job, gate))).map(({ name }) => name);
  if (environments.length === 0) {
    return [];
  }
  const called = [...new Set(jobs.flatMap(({ calls }) => calls ?? []))];
  const expressions = jobs.flatMap(({ environment }) =>
    environment.is === "expression" ? [environment.text] : [],
  );
  return called.length === 0 && expressions.length === 0
    ? [{ is: "gate-without-job", path, environments }]
    : [{ is: "gate-out-of-sight", path, environments, called, expressions }];
}
