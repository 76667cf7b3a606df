import { type Approval, countApprovals } from "../commands/approvals.ts";
import { reviewerAmong, strategiesOf } from "../commands/strategies.ts";
import { actionText, type Bindings } from "../release/action.ts";
import { attemptOf, attemptText, releaseRun } from "../release/attempt.ts";
import type { Gate } from "../release/configuration.ts";
import { sameEnvironment } from "../release/environment-name.ts";
import { artifactsOfGate, builtFiles } from "../release/evidence.ts";
import { given } from "../release/fact.ts";
import {
  environmentNamed,
  type GateState,
  gateState,
  hasExpired,
  isUnguarded,
  jobsOf,
} from "../release/gate.ts";
import type { Instant } from "../release/instant.ts";
import type { Run, Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { decidedBy, isOpenedByUs, isReviewedForSomebody, rejectionOf } from "../replies/gate-opener.ts";
import { ask, waitFor } from "./ask.ts";
import { gateExpired } from "./gate-expired.ts";
import { waitsFor } from "./gate-rules.ts";
import { withIndexStatus } from "./index-status.ts";
import { publishFailed } from "./publish-failure.ts";

/**
 * One gate: shut until people have said enough, then opened, then watched until its job has published. Success
 * is the publish job's, not the run's: a run stays unfinished while another environment waits, and turns red
 * when that one fails.
 */
export function publish(gate: Gate): (seen: Snapshot) => Step {
  return (seen) => {
    const asked = ask(seen, "runs", "jobs", "deployments", "pending");
    if ("step" in asked) {
      return asked.step;
    }
    const run = releaseRun(seen);
    const state = gateState(seen, gate.name);
    return run === undefined
      ? { is: "waiting", on: { for: "run", tag: seen.key.tag } }
      : withIndexStatus(seen, gate, atState(seen, { gate, run, state }));
  };
}

type At = { readonly gate: Gate; readonly run: Run; readonly state: GateState };

function atState(seen: Snapshot, at: At): Step {
  const { gate, run, state } = at;
  const environment = gate.name;
  switch (state.is) {
    case "not-reached":
      return run.status === "completed"
        ? { is: "stopped", because: { is: "gate-never-reached", environment, url: run.url } }
        : beforeGate(seen, environment);
    case "waiting":
      return atWaitingGate(seen, at);
    case "open":
      return opened(seen, environment, state.jobs[0]?.url ?? run.url);
    case "published":
      return published(seen, environment, state.jobs[0]?.name ?? environment);
    case "failed":
      return failed(seen, gate, state);
  }
}

/** Once its job has come there, it is too late to guard it. */
function beforeGate(seen: Snapshot, environment: string): Step {
  const guard = environmentNamed(seen, environment);
  const notices =
    guard !== undefined && isUnguarded(guard) ? [{ is: "gate-unguarded", environment } as const] : [];
  const step = { is: "waiting", on: { for: "gate-reached", environment } } as const;
  return notices.length === 0 ? step : { ...step, notices };
}

/** Who opened it is told at once, and not only when the job has ended. */
function opened(seen: Snapshot, environment: string, url: string): Step {
  const asked = ask(seen, "reviews");
  return "step" in asked ? asked.step : { is: "waiting", on: { for: "publish-job", environment, url } };
}

function published(seen: Snapshot, environment: string, job: string): Step {
  const asked = ask(seen, "reviews");
  return "step" in asked
    ? asked.step
    : { is: "done", why: { is: "published-by-job", job, by: decidedBy(seen, environment, "approved") } };
}

function failed(seen: Snapshot, gate: Gate, state: Extract<GateState, { is: "failed" }>): Step {
  const environment = gate.name;
  const asked = ask(seen, "reviews");
  if ("step" in asked) {
    return asked.step;
  }
  const rejection = rejectionOf(seen, environment);
  if (rejection !== undefined) {
    return { is: "stopped", because: { is: "gate-rejected", environment, ...rejection } };
  }
  return hasExpired(seen, environment, state.job)
    ? gateExpired(seen, gate, state.job.url)
    : publishFailed(seen, gate, state.job);
}

function atWaitingGate(seen: Snapshot, at: At): Step {
  const { gate } = at;
  const wantsNotes = gate.conditions?.includes("notes") === true;
  const asked = ask(
    seen,
    ...(["environments", "comments", "tag", "configuration", "artifacts"] as const),
    ...(wantsNotes ? (["githubReleases", "tags", "board"] as const) : []),
  );
  if ("step" in asked) {
    return asked.step;
  }
  const counted = countApprovals(seen, gate);
  const on = waitsFor({ seen, gate, approvals: counted.approvals });
  if (on?.for === "unhold") {
    return { is: "waiting", on, ...sinceOf(at) };
  }
  if (strategiesOf(seen, gate.name).every((strategy) => strategy === "link")) {
    return forTheClick(seen, at);
  }
  const [look, ...more] = counted.looks;
  if (look !== undefined) {
    return { is: "look", at: [look, ...more] };
  }
  if (on === undefined) {
    return approved(seen, at, counted.approvals);
  }
  return counted.silent === undefined ? { is: "waiting", on, ...sinceOf(at) } : waitFor(counted.silent);
}

/** Since when GitHub lists the gate as waiting, where it has stamped that. */
function sinceOf({ state }: At): { readonly since?: Instant } {
  return state.is === "waiting" && state.since !== undefined ? { since: state.since } : {};
}

function forTheClick(seen: Snapshot, at: At): Step {
  const { gate, run } = at;
  const reviewers = environmentNamed(seen, gate.name)?.reviewers ?? [];
  const on = { for: "review", environment: gate.name, url: run.url, reviewers } as const;
  return { is: "waiting", on, ...sinceOf(at) };
}

/**
 * Enough people have approved: our rule answers, once; then a reviewer, where GitHub wants one, too. Whatever else
 * guards the gate (a timer, other rules) is GitHub's to wait for.
 */
function approved(seen: Snapshot, at: At, approvals: readonly Approval[]): Step {
  const { gate, run } = at;
  const asked = ask(seen, "reviews");
  if ("step" in asked) {
    return asked.step;
  }
  const guard = environmentNamed(seen, gate.name);
  const isPassed = letThrough(seen, gate.name) > 0;
  const isAnswered = isOpenedByUs(seen, gate.name, run.attempt) && !isPassed;
  if (guard?.rule === true && !isAnswered) {
    return opening(seen, at, approvals);
  }
  const isReviewed = isReviewedForSomebody(seen, gate.name, run.attempt) && !isPassed;
  return (guard?.reviewers ?? []).length > 0 && !isReviewed
    ? reviewed(seen, at, approvals)
    : { is: "waiting", on: { for: "gate-opening", environment: gate.name } };
}

/** In the name of the first of those who approved whose review GitHub takes; else somebody has to click. */
function reviewed(seen: Snapshot, at: At, approvals: readonly Approval[]): Step {
  const { looks, reviewer, silent } = reviewerAmong(
    seen,
    at.gate.name,
    approvals.map(({ by }) => by),
  );
  const [look, ...more] = looks;
  if (look !== undefined) {
    return { is: "look", at: [look, ...more] };
  }
  if (reviewer === undefined) {
    return silent === undefined ? forTheClick(seen, at) : waitFor(silent);
  }
  const bound = bindings(seen, at, approvals);
  const environmentId = pendingId(seen, at);
  if (bound === undefined || environmentId === undefined) {
    return { is: "waiting", on: { for: "run", tag: seen.key.tag } };
  }
  const review = { do: "review-gate", as: reviewer, environmentId, ...bound } as const;
  // GitHub words every refusal of a review alike, a reviewer's of their own run included: people are left to click.
  return seen.futile.includes(actionText(review)) ? forTheClick(seen, at) : { is: "due", act: [review] };
}

function pendingId(seen: Snapshot, { gate, run }: At): number | undefined {
  return (given(seen.pending) ?? []).find(
    (one) => one.run === run.id && sameEnvironment(one.environment, gate.name),
  )?.environmentId;
}

/** How many jobs have passed. If any has, the gate did open: what waits there now came later, and asks anew. */
function letThrough(seen: Snapshot, environment: string): number {
  return jobsOf(seen, environment).filter((job) => job.status === "in_progress" || job.status === "completed")
    .length;
}

function opening(seen: Snapshot, at: At, approvals: readonly Approval[]): Step {
  const bound = bindings(seen, at, approvals);
  return bound === undefined
    ? { is: "waiting", on: { for: "run", tag: seen.key.tag } }
    : { is: "due", act: [{ do: "open-gate", ...bound }] };
}

/** What an opening is bound to; if any of it has changed at the second look, it is not done. */
function bindings(seen: Snapshot, { gate, run }: At, approvals: readonly Approval[]): Bindings | undefined {
  const attempt = attemptOf(seen);
  const file = given(seen.configuration);
  if (attempt === undefined || file === undefined) {
    return undefined;
  }
  return {
    repository: seen.key.repository,
    tag: seen.key.tag,
    environment: gate.name,
    run: run.id,
    runAttempt: run.attempt,
    attempt: attemptText(attempt),
    commit: attempt.commit,
    configuration: file.blob,
    approvals: approvals.map(({ by, comment, right }) => ({ by: by.id, login: by.login, comment, right })),
    artifacts: artifactsOfGate(seen, gate).map(({ id, name, digest }) => `${name} ${digest ?? id}`),
    digests: builtFiles(seen, gate).map((file) => `${file.filename} sha256:${file.sha256}`),
    letThrough: letThrough(seen, gate.name),
  };
}
