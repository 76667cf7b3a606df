import { recordedApprovals } from "../commands/recorded-approvals.ts";
import { isReportOver, type Remind, type ReportGate, reportKey } from "../release/action.ts";
import { configurationOf, memoryOf, releaseRun } from "../release/attempt.ts";
import type { Gate } from "../release/configuration.ts";
import { environmentNamed, gateState, gatesOf, unnamedGates } from "../release/gate.ts";
import { notGranted } from "../release/granted.ts";
import { DAY, type Instant, SECOND } from "../release/instant.ts";
import type { Plan, PlannedPhase } from "../release/plan.ts";
import type { Run, Snapshot } from "../release/snapshot.ts";
import type { Wait } from "../release/wait.ts";
import { deadlineReport, unnamedReport, waitingReport } from "../replies/gate.ts";
import { isOpenedByUs } from "../replies/gate-opener.ts";
import { deadlineText, reminderText } from "../replies/reminder.ts";
import { isMade, isRemindedOf, momentOf, reminders } from "./reminders.ts";

/** GitHub ends the waiting of a gate after 30 days; so long before, people are warned. */
const WARNING = 25 * DAY;

/** Of GitHub's ten reports for a deployment some are kept for what must be said in the end. */
const MOST_REPORTS = 8;

/** Whom waiting calls now, and when the next call is. */
export type Calls = { readonly due: readonly (Remind | ReportGate)[]; readonly again?: Instant };

/**
 * Who is called while people are waited for: at gates a note that says where they are opened, reminders in ever longer
 * pauses, and a warning well before GitHub ends the waiting. Optional gates may be left alone in peace.
 */
export function calls(seen: Snapshot, phases: Plan["phases"]): Calls {
  const run = releaseRun(seen);
  if (run === undefined || seen.comments.is !== "seen") {
    return { due: [] };
  }
  const ofGates = gatesOf(seen).map((gate) => ofGate(seen, { gate, run, phases }));
  const all: readonly Calls[] = [...ofGates, reminders(seen, phases, run)];
  const moments = all.flatMap(({ again }) => again ?? []);
  return {
    due: [...all.flatMap(({ due }) => due), ...unconfigured(seen, run)],
    ...(moments.length === 0 ? {} : { again: Math.min(...moments) }),
  };
}

function unconfigured(seen: Snapshot, run: Run): readonly ReportGate[] {
  return unnamedGates(seen, run)
    .map(
      (environment): ReportGate => ({
        do: "report-gate",
        run: run.id,
        environment,
        text: unnamedReport(environment, seen),
      }),
    )
    .filter((one) => !isReportOver(one, seen) && notGranted(seen, "report-gate").length === 0);
}

type At = { readonly gate: Gate; readonly run: Run; readonly phases: readonly PlannedPhase[] };

function ofGate(seen: Snapshot, at: At): Calls {
  const state = gateState(seen, at.gate.name);
  if (state.is !== "waiting" || state.since === undefined) {
    return { due: [] };
  }
  const { since } = state;
  const reports = reportsOf(seen, at, since);
  if (at.gate.optional) {
    return { due: reports };
  }
  const moments = momentsOf(at.gate, since);
  const last = moments.findLast((one) => one.at <= seen.now);
  const next = [moments.find((one) => one.at > seen.now)?.at, nextExpiry(seen, at.gate)].filter(
    (moment) => moment !== undefined,
  );
  return {
    due: [...reports, ...(last === undefined ? [] : remind(seen, at, { ...last, since }))],
    ...(next.length === 0 ? {} : { again: Math.min(...next) }),
  };
}

/**
 * When the oldest approval that counts is good no longer: then its author hears of it. One that was said again
 * since counts as remembered, though its own time may be over.
 */
function nextExpiry(seen: Snapshot, gate: Gate): Instant | undefined {
  const counting = recordedApprovals(seen).filter(
    (one) => one.gate === gate.name && one.lapsed === undefined,
  );
  const ends = counting.map(({ at }) => at + gate.approvalsExpire + SECOND).filter((end) => end > seen.now);
  return ends.length === 0 ? undefined : Math.min(...ends);
}

type Moment = { readonly at: Instant; readonly is: "reminder" | "deadline"; readonly number: number };

/** The warning comes last. */
function momentsOf({ remindAfter }: Gate, since: Instant): readonly Moment[] {
  const moments: Moment[] = [];
  for (let number = 1; remindAfter !== undefined; number += 1) {
    const at = momentOf(number, since, remindAfter);
    if (at >= since + WARNING) {
      break;
    }
    moments.push({ at, is: "reminder", number });
  }
  return [...moments, { at: since + WARNING, is: "deadline", number: 1 }];
}

/** Once each. Of several that were missed only the last is made: nobody is called for last week. */
function remind(
  seen: Snapshot,
  { gate, run, phases }: At,
  { is, number, since }: Moment & { readonly since: Instant },
): readonly Remind[] {
  const key = [run.id, run.attempt, gate.name, is, number].join("/");
  // Whoever holds the release knows that it waits; that GitHub ends the waiting, perhaps not.
  const isHeld = memoryOf(seen).holds.length > 0;
  const step = phases.find(({ name }) => name === `publish ${gate.name}`)?.step;
  if (isMade(seen, key) || step?.is !== "waiting") {
    return [];
  }
  if (is === "reminder" && (isHeld || isCalledBefore(step.on, phases))) {
    return [];
  }
  const told = { gate, since, on: step.on };
  return [
    { do: "remind", key, text: is === "deadline" ? deadlineText(told, seen) : reminderText(told, seen) },
  ];
}

/** Whoever is called to what comes before a gate is not called to the gate as well. */
function isCalledBefore(on: Wait, phases: readonly PlannedPhase[]): boolean {
  return (
    on.for === "phases" &&
    phases.some(({ name, step }) => on.names.includes(name) && step.is === "waiting" && isRemindedOf(step.on))
  );
}

function reportsOf(seen: Snapshot, { gate, run }: At, since: Instant): readonly ReportGate[] {
  const isOurs = environmentNamed(seen, gate.name)?.rule === true && configurationOf(seen) !== undefined;
  // GitHub takes no report for what our rule has answered.
  const isAnswered = isOpenedByUs(seen, gate.name, run.attempt);
  if (!isOurs || isAnswered || notGranted(seen, "report-gate").length > 0) {
    return [];
  }
  const base = { run: run.id, environment: gate.name };
  const before = seen.reported.filter((key) => key.startsWith(`${reportKey(base)}/${run.attempt}/`));
  const wanted = [
    { about: `${run.attempt}/waits`, text: waitingReport(gate, seen) },
    ...(seen.now >= since + WARNING
      ? [{ about: `${run.attempt}/deadline`, text: deadlineReport(gate, seen) }]
      : []),
  ];
  return before.length >= MOST_REPORTS
    ? []
    : wanted
        .map((one): ReportGate => ({ do: "report-gate", ...base, ...one }))
        .filter((one) => !isReportOver(one, seen));
}
