import type { Account } from "./accounts.ts";
import type { App } from "./apps.ts";
import { stamp } from "./clock.ts";
import type { Deployment } from "./deployments.ts";
import { type Environment, findEnvironment } from "./environments.ts";
import type { RunPlace } from "./jobs.ts";
import { refuse } from "./refused.ts";
import { hasRole } from "./repository.ts";
import type { Job, Run } from "./runs.ts";

/** What a gate still waits for: the environment's timer, its reviewers, or the App with that id. */
type Protection = "timer" | "reviewers" | `app ${number}`;

/** A job waiting at a protected environment. */
export interface Gate {
  readonly job: Job;
  readonly deployment: Deployment;
  readonly environment: Environment;
  readonly since: number;
  readonly awaits: Set<Protection>;
  readonly left: AbortController;
  open(): void;
  close(): void;
}

/** An App's answer for an environment of one run attempt. */
export interface Decision {
  readonly attempt: number;
  readonly environment: Environment;
  readonly app: App;
}

/** A line of the run's approvals log. */
export interface Approval {
  readonly environments: readonly Environment[];
  readonly state: "approved" | "rejected";
  readonly comment: string;
  readonly by: Account;
  readonly at: number;
}

/** A status report of an App about a waiting deployment. */
export interface Report {
  readonly deployment: Deployment;
  readonly app: App;
  readonly text: string;
  readonly at: number;
}

/** How long GitHub lets a job wait (docs: reviewing deployments). */
const LONGEST_WAIT = 30 * 24 * 60 * 60 * 1000;
/** Docs: creating custom deployment protection rules. */
const LONGEST_REPORT = 1024;
const MOST_REPORTS = 10;

export const isProtected = ({ rules, reviewers, waitTimer }: Environment): boolean =>
  rules.length > 0 || reviewers.length > 0 || waitTimer > 0;

const protectionsOf = ({ rules, reviewers, waitTimer }: Environment): Set<Protection> =>
  new Set<Protection>([
    ...(waitTimer > 0 ? (["timer"] as const) : []),
    ...(reviewers.length > 0 ? (["reviewers"] as const) : []),
    ...rules.map(({ app }): Protection => `app ${app.id}`),
  ]);

const leave = (run: Run, gate: Gate): void => {
  run.gates = run.gates.filter((candidate) => candidate !== gate);
  gate.left.abort();
};

/** Takes an ended job away from its gate. */
export const leaveGates = (run: Run, job: Job): void => {
  for (const gate of run.gates.filter((candidate) => candidate.job === job)) leave(run, gate);
};

const pass = (run: Run, gate: Gate, protection: Protection): void => {
  gate.awaits.delete(protection);
  if (gate.awaits.size > 0) return;
  leave(run, gate);
  gate.open();
};

/** Does something at a moment unless the gate was left before. */
const later = ({ world }: RunPlace, gate: Gate, at: number, effect: () => void): void => {
  void world.clock.busy(async () => {
    await world.clock.sleepUntil(at, gate.left.signal);
    if (!gate.left.signal.aborted) effect();
  });
};

const ask = ({ world, repository, run }: RunPlace, gate: Gate): void => {
  const sender = run.triggeringActor;
  for (const { app } of gate.environment.rules) {
    world.emit({ name: "deployment_protection_rule", repository, sender, run, gate, app });
  }
  if (gate.awaits.has("reviewers")) {
    world.emit({
      name: "deployment_review",
      action: "requested",
      repository,
      sender,
      run,
      gates: [gate],
      since: gate.since,
    });
  }
};

/** Lets a job wait at its environment, and asks those who may open it. */
export const enterGate = (
  place: RunPlace,
  at: Pick<Gate, "job" | "deployment" | "environment" | "open" | "close">,
): void => {
  const since = stamp(place.world.clock);
  const gate: Gate = { ...at, since, awaits: protectionsOf(at.environment), left: new AbortController() };
  place.run.gates.push(gate);
  ask(place, gate);
  later(place, gate, since + LONGEST_WAIT, () => {
    gate.job.log.push("##[error]The deployment was not approved within 30 days");
    gate.close();
  });
  if (gate.awaits.has("timer")) {
    later(place, gate, since + at.environment.waitTimer * 60_000, () => pass(place.run, gate, "timer"));
  }
};

const gatesAt = (place: RunPlace, environment: string, protection: Protection): Gate[] => {
  const found = findEnvironment(place.repository, environment);
  return place.run.gates.filter((gate) => gate.environment === found && gate.awaits.has(protection));
};

interface Verdict {
  readonly state: "approved" | "rejected";
  readonly comment: string;
  readonly by: Account;
}

const judge = (place: RunPlace, gates: readonly Gate[], protection: Protection, verdict: Verdict): void => {
  const environments = [...new Set(gates.map((gate) => gate.environment))];
  place.run.approvals.push({ ...verdict, environments, at: stamp(place.world.clock) });
  for (const gate of gates) {
    if (verdict.state === "approved") pass(place.run, gate, protection);
    else {
      gate.job.log.push(`##[error]The deployment was rejected by ${verdict.by.login}`);
      gate.close();
    }
  }
};

export interface RuleAnswer {
  readonly app: App;
  readonly environment: string;
  readonly state: "approved" | "rejected";
  readonly comment: string;
}

/**
 * An App's decision as a custom protection rule. It holds for every job that waits at the environment now; a job
 * that comes later asks anew. A decision is final: a second one is refused.
 */
export const answerRule = (place: RunPlace, answer: RuleAnswer): void => {
  const protection: Protection = `app ${answer.app.id}`;
  const gates = gatesAt(place, answer.environment, protection);
  const [first] = gates;
  if (!first) {
    const environment = findEnvironment(place.repository, answer.environment);
    const before = place.run.decisions.some(
      (decision) =>
        decision.app === answer.app &&
        decision.attempt === place.run.attempt &&
        decision.environment === environment,
    );
    refuse(before ? "already-reviewed" : "no-pending-deployment");
  }
  place.run.decisions.push({ attempt: place.run.attempt, environment: first.environment, app: answer.app });
  judge(place, gates, protection, { state: answer.state, comment: answer.comment, by: answer.app.bot });
};

/** An App's status report on what it waits for; shown in the run's page, decides nothing. */
export const reportRule = (place: RunPlace, report: Omit<RuleAnswer, "state">): void => {
  if (report.comment === "") refuse("comment-required");
  if (report.comment.length > LONGEST_REPORT) refuse("report-too-long");
  const gates = gatesAt(place, report.environment, `app ${report.app.id}`);
  if (gates.length === 0) refuse("no-pending-deployment");
  for (const { deployment } of gates) {
    const made = place.run.reports.filter((earlier) => earlier.deployment === deployment).length;
    if (made >= MOST_REPORTS) refuse("too-many-reports");
    place.run.reports.push({
      deployment,
      app: report.app,
      text: report.comment,
      at: stamp(place.world.clock),
    });
  }
};

/** Whether GitHub takes this person's review: a listed reviewer, and not of their own run where that is prevented. */
export const mayReview = (run: Run, environment: Environment, person: Account): boolean =>
  environment.reviewers.includes(person) &&
  !(environment.preventSelfReview && (person === run.actor || person === run.triggeringActor));

/** A required reviewer's decision. GitHub words every refusal alike, self-review included. */
export const reviewDeployment = (place: RunPlace, environment: string, verdict: Verdict): readonly Gate[] => {
  const { world, repository, run } = place;
  const gates = gatesAt(place, environment, "reviewers").filter((gate) =>
    mayReview(run, gate.environment, verdict.by),
  );
  const [first] = gates;
  if (!first) refuse("no-pending-deployment");
  judge(place, gates, "reviewers", verdict);
  world.emit({
    name: "deployment_review",
    action: verdict.state,
    repository,
    sender: verdict.by,
    run,
    gates,
    since: first.since,
    comment: verdict.comment,
  });
  return gates;
};

/** "Start all waiting jobs": an admin passes every protection, where the environment allows it. No rule is told. */
export const startAllWaitingJobs = (place: RunPlace, admin: Account): void => {
  if (!hasRole(place.repository, admin, "admin"))
    throw new Error(`${admin.login} is no admin of the repository`);
  const gates = place.run.gates.filter((gate) => gate.environment.adminBypass);
  if (gates.length === 0) refuse("no-pending-deployment");
  place.run.approvals.push({
    environments: [...new Set(gates.map((gate) => gate.environment))],
    state: "approved",
    comment: "",
    by: admin,
    at: stamp(place.world.clock),
  });
  for (const gate of gates) {
    leave(place.run, gate);
    gate.open();
  }
};
