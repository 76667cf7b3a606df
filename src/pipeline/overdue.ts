import { configurationOf, releaseRun } from "../release/attempt.ts";
import { DEADLINES } from "../release/deadlines.ts";
import { environmentNamed, gateNamed, waitingSince as gateSince } from "../release/gate.ts";
import { type Instant, MINUTE } from "../release/instant.ts";
import type { Late } from "../release/overdue.ts";
import type { PlannedPhase } from "../release/plan.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import type { Wait } from "../release/wait.ts";
import { isUnstamped } from "../release/waited.ts";
import { type Lasting, lastingOfRun } from "./late-jobs.ts";
import { waitingSince } from "./waiting-since.ts";

/** The phase with since when it waits and how long it may, and, past that, the news that it is overdue. */
export function withDeadline(phase: PlannedPhase, seen: Snapshot): PlannedPhase {
  const { name, step, optional } = phase;
  if (step.is !== "waiting") {
    return phase;
  }
  const since = waitingSince(name, step, seen);
  const waiting = { ...step, ...(since === undefined ? {} : { since }) };
  const lasting = deadlineOf(waiting, optional, seen);
  if (lasting === undefined) {
    return { ...phase, step: waiting };
  }
  const { at: deadline, late } = lasting;
  const overdue =
    late === undefined || seen.now < deadline ? [] : [{ is: "overdue", since: lasting.since, late } as const];
  const notices = [...(step.notices ?? []), ...overdue];
  return {
    ...phase,
    step: { ...waiting, deadline, ...(notices.length === 0 ? {} : { notices }) },
  };
}

type Waiting = Extract<Step, { readonly is: "waiting" }>;

/** `late` is absent where its phase itself says so in time, as a stop. */
type Deadline = Omit<Lasting, "late"> & { readonly late?: Late };

function deadlineOf(waiting: Waiting, optional: boolean, seen: Snapshot): Deadline | undefined {
  const { on, since, until } = waiting;
  switch (on.for) {
    case "jobs":
    case "run-end":
    case "gate-reached":
      return lastingOfRun(seen);
    case "index":
      return until === undefined || since === undefined ? undefined : { at: until, since };
    default:
      // Nobody is called to what is optional; what machines do not do is told all the same.
      return optional && isForPeople(on) ? undefined : byTable(waiting, seen);
  }
}

function byTable({ on, since }: Waiting, seen: Snapshot): Deadline | undefined {
  const from = since ?? (isUnstamped(on) ? seen.now : undefined);
  const after = patienceFor(on, seen);
  if (from === undefined || after === undefined) {
    return undefined;
  }
  const begun = on.for === "gate-opening" ? timerEnds(on, from, seen) : from;
  return { at: begun + after, since: from, ...lateness(on, seen) };
}

function isForPeople(on: Wait): boolean {
  return DEADLINES[on.for].after === "remind-after";
}

/** In milliseconds; undefined: for good. */
function patienceFor(on: Wait, seen: Snapshot): number | undefined {
  const { after } = DEADLINES[on.for];
  if (typeof after === "number") {
    return after;
  }
  return after === "remind-after" ? remindAfter(on, seen) : undefined;
}

/** How long people are waited for before they are called; undefined: they never are. */
export function remindAfter(on: Wait, seen: Snapshot): number | undefined {
  const all = configurationOf(seen)?.remindAfter;
  switch (on.for) {
    case "approval":
    case "review":
      return gateNamed(seen, on.environment)?.remindAfter;
    case "notes":
      return on.lacks === "text" ? gateNamed(seen, on.environment)?.remindAfter : undefined;
    case "smoke-tests": {
      const gate = gateNamed(seen, configurationOf(seen)?.smokeTests.before ?? "");
      return gate === undefined ? all : gate.remindAfter;
    }
    default:
      return all;
  }
}

/** A gate that was told to open opens when the environment's own timer has run down. */
function timerEnds(
  { environment }: Extract<Wait, { readonly for: "gate-opening" }>,
  told: Instant,
  seen: Snapshot,
): Instant {
  const minutes = environmentNamed(seen, environment)?.waitMinutes ?? 0;
  const timer = (gateSince(seen, environment) ?? 0) + minutes * MINUTE;
  return Math.max(told, timer);
}

function lateness(on: Wait, seen: Snapshot): { readonly late?: Late } {
  const late = lateOf(on, seen);
  return late === undefined ? {} : { late };
}

/** What is told of a wait that is overdue. */
function lateOf(on: Wait, seen: Snapshot): Late | undefined {
  switch (on.for) {
    case "which-workflow":
      return { for: "which-workflow", paths: on.paths };
    case "approval":
    case "review":
    case "notes":
      return { for: "gate", environment: on.environment };
    case "gate-opening": {
      const guard = environmentNamed(seen, on.environment);
      const { reviewers = [], otherRules = [] } = guard ?? {};
      const url = releaseRun(seen)?.url ?? "";
      return { for: "gate-opening", environment: on.environment, url, reviewers, otherRules };
    }
    case "publish-job":
      return { for: "publish-job", environment: on.environment, url: on.url };
    case "unhold":
      return { for: "unhold", by: on.by };
    case "smoke-tests":
      return { for: "smoke-tests", missing: on.missing };
    case "publish-command":
      return { for: "publish-command", url: on.url };
    case "tag":
      return { for: "tag", tag: on.tag };
    case "yank":
      return { for: "yank", packages: on.packages.map(({ index, name }) => `${name} (${index})`) };
    case "channel":
      return { for: "channel", channel: on.channel };
    case "released-in":
      return { for: "released-in" };
    case "answer":
      return { for: "answer", whom: on.whom, ...(on.forbidden === true ? { forbidden: true } : {}) };
    case "phases":
    case "call-out":
    case "run":
    case "jobs":
    case "gate-reached":
    case "index":
    case "run-end":
    case "announce-command":
      return undefined;
  }
}
