import { configurationOf, releaseRun, runsKnown } from "./attempt.ts";
import { type Configuration, type Gate, INDEXES, type IndexName, REMIND_AFTER } from "./configuration.ts";
import { sameEnvironment } from "./environment-name.ts";
import { given } from "./fact.ts";
import { DAY, HOUR, type Instant } from "./instant.ts";
import type { Environment, Job, Run, Snapshot } from "./snapshot.ts";

/** Where a gate stands in the newest attempt of the release run. */
export type GateState =
  /** No job has come to the environment yet. */
  | { readonly is: "not-reached" }
  /** GitHub lists it as pending; `since` is absent while GitHub has not stamped it. */
  | { readonly is: "waiting"; readonly since?: Instant }
  /** No longer pending; its jobs have not ended. */
  | { readonly is: "open"; readonly jobs: readonly Job[] }
  | { readonly is: "published"; readonly jobs: readonly Job[] }
  | { readonly is: "failed"; readonly job: Job };

/** The gates of this release: the configured ones, else the environments its run came to, by name. */
export function gatesOf(seen: Snapshot): readonly Gate[] {
  const configuration = configurationOf(seen);
  return configuration?.gates ?? environmentsReached(seen).map((name) => unnamedGate(name, configuration));
}

function unnamedGate(name: string, configuration: Configuration | undefined): Gate {
  const { remindAfter, ...gate } = defaultGate(name);
  const after = configuration === undefined ? remindAfter : configuration.remindAfter;
  return { ...gate, ...(after === undefined ? {} : { remindAfter: after }) };
}

/** Once the tag is gone there is no release run, and those that the board knows tell which gates there were. */
function environmentsReached(seen: Snapshot): readonly string[] {
  const run = releaseRun(seen)?.id;
  const runs = seen.tag.is === "absent" ? runsKnown(seen) : [run];
  const there = [...(given(seen.deployments) ?? []), ...(given(seen.pending) ?? [])]
    .filter((one) => one.run !== undefined && runs.includes(one.run))
    .map((one) => one.environment);
  return [...new Set(there)].sort();
}

/** A gate nobody configured: one approval by a maintainer, and the index of its name where there is one. */
export function defaultGate(name: string): Gate {
  const index = INDEXES.find((one): one is IndexName => one === name.toLowerCase());
  return {
    name,
    ...(index === undefined ? {} : { index }),
    approvals: 1,
    selfApproval: true,
    commitRequired: false,
    approvalsExpire: 14 * DAY,
    optional: false,
    after: [],
    remindAfter: REMIND_AFTER,
    escalate: [],
  };
}

/** The gate by the name a person typed: exactly as written in the configuration. */
export function gateNamed(seen: Snapshot, name: string): Gate | undefined {
  return gatesOf(seen).find((gate) => gate.name === name);
}

/** Where the gate stands. Needs runs, jobs, deployments and pending gates to have been seen. */
export function gateState(seen: Snapshot, environment: string): GateState {
  const run = releaseRun(seen);
  if (run === undefined) {
    return { is: "not-reached" };
  }
  const jobs = jobsOf(seen, environment);
  const pending = (given(seen.pending) ?? []).some(
    (one) => one.run === run.id && sameEnvironment(one.environment, environment),
  );
  if (pending) {
    const since = waitingSince(seen, environment);
    return since === undefined ? { is: "waiting" } : { is: "waiting", since };
  }
  const failed = jobs.find(hasFailed);
  if (failed !== undefined) {
    return { is: "failed", job: failed };
  }
  if (jobs.length === 0) {
    return { is: "not-reached" };
  }
  return jobs.every((job) => job.status === "completed") ? { is: "published", jobs } : { is: "open", jobs };
}

/** Whether nobody has opened the gate in this attempt; needs what `gateState` needs. */
export function isShut(seen: Snapshot, environment: string): boolean {
  const { is } = gateState(seen, environment);
  return is === "not-reached" || is === "waiting";
}

/** Whether every gate that the release needs was opened in this attempt: what they let out is out. Needs what `gateState` needs. */
export function isLetOut(seen: Snapshot): boolean {
  const required = gatesOf(seen).filter(({ optional }) => !optional);
  return required.length > 0 && !required.some(({ name }) => isShut(seen, name));
}

/** Whether a release ends without the gate: it is optional, and nothing that is not waits for it (`after`). */
export function isDispensable(seen: Snapshot, gate: Gate): boolean {
  // The configuration's rules let no gate wait for itself.
  const waiting = gatesOf(seen).filter(({ after }) => after.includes(gate.name));
  return gate.optional && waiting.every((one) => isDispensable(seen, one));
}

/**
 * The jobs of the newest attempt that came to an environment. GitHub's jobs do not name their environment; a
 * deployment's statuses name the job. A job carried over from an earlier attempt has a new id but the same name;
 * one of that name that is to run again has not come there yet, and one that was skipped never does.
 */
export function jobsOf(seen: Snapshot, environment: string): readonly Job[] {
  const there = jobsNamedByDeployments(seen)
    .filter(([where]) => sameEnvironment(where, environment))
    .map(([, job]) => job);
  const ids = new Set(there.map((job) => job.id));
  const names = new Set(there.map((job) => job.name));
  return currentJobs(seen)
    .filter((job) => ids.has(job.id) || (names.has(job.name) && job.status === "completed"))
    .filter((job) => job.conclusion !== "skipped");
}

/** Every job of the newest attempt of the release run. */
export function currentJobs(seen: Snapshot): readonly Job[] {
  const attempt = releaseRun(seen)?.attempt;
  return (given(seen.jobs) ?? []).filter((job) => job.runAttempt === attempt);
}

/** Whether a job ended badly. A skipped one did not run; it neither failed nor succeeded. */
export function hasFailed(job: Job): boolean {
  return job.status === "completed" && job.conclusion !== "success" && job.conclusion !== "skipped";
}

/** Names of the jobs that stand behind a gate. */
export function gateJobNames(seen: Snapshot): ReadonlySet<string> {
  return new Set(jobsNamedByDeployments(seen).map(([, job]) => job.name));
}

function jobsNamedByDeployments(seen: Snapshot): readonly (readonly [string, Job])[] {
  const jobs = given(seen.jobs) ?? [];
  return (given(seen.deployments) ?? []).flatMap((deployment) => {
    const job = jobs.find((one) => one.id === deployment.job);
    return job === undefined ? [] : [[deployment.environment, job] as const];
  });
}

/** As good as GitHub's 30 days. https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/review-deployments */
const LONGEST_WAIT = 30 * DAY - HOUR;

/** GitHub ends a job that has waited at its environment for 30 days, and says so only in its log. */
export function hasExpired(seen: Snapshot, environment: string, { completedAt = 0 }: Job): boolean {
  return completedAt - (waitingSince(seen, environment) ?? completedAt) >= LONGEST_WAIT;
}

/** When the first job of this run attempt came to the environment: an approval must be younger. */
export function waitingSince(seen: Snapshot, environment: string): Instant | undefined {
  const current = new Set(currentJobs(seen).map((job) => job.id));
  const stamps = (given(seen.deployments) ?? [])
    .filter((one) => sameEnvironment(one.environment, environment))
    .filter((one) => one.job !== undefined && current.has(one.job))
    .map((one) => one.createdAt);
  return stamps.length === 0 ? undefined : Math.min(...stamps);
}

/** What guards an environment, when that was seen. */
export function environmentNamed(seen: Snapshot, name: string): Environment | undefined {
  return given(seen.environments)?.find((one) => sameEnvironment(one.name, name));
}

/** Whether a job that comes to the environment starts without anybody's word. A timer keeps it for a while, and asks nobody. */
export function isUnguarded(guard: Pick<Environment, "rule" | "reviewers" | "otherRules">): boolean {
  return !guard.rule && guard.reviewers.length === 0 && guard.otherRules.length === 0;
}

/** Gates that wait for our rule though the configuration does not name them: nobody can open them here. */
export function unnamedGates(seen: Snapshot, run: Run): readonly string[] {
  const named = gatesOf(seen).map(({ name }) => name);
  return (given(seen.pending) ?? [])
    .filter((gate) => gate.run === run.id && environmentNamed(seen, gate.environment)?.rule === true)
    .map(({ environment }) => environment)
    .filter((environment) => !named.some((name) => sameEnvironment(name, environment)));
}
