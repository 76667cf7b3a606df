import type { Remind } from "../release/action.ts";
import { configurationOf, memoryOf } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import type { Instant } from "../release/instant.ts";
import type { PlannedPhase } from "../release/plan.ts";
import type { Run, Snapshot } from "../release/snapshot.ts";
import type { Wait } from "../release/wait.ts";
import { remindedText, unclearText } from "../replies/reminder.ts";
import { remindAfter } from "./overdue.ts";

/** Whom waiting calls now, and when the next call is. */
export type Reminders = { readonly due: readonly Remind[]; readonly again?: Instant };

/** Something that people leave undone. `key`: what it is remembered by, in the run's attempt. */
type Undone = {
  readonly key: string;
  readonly since: Instant;
  /** In milliseconds; absent: nobody is called. */
  readonly after: number | undefined;
  readonly text: string;
};

/**
 * Reminders of what a release waits for besides its gates: smoke tests, a draft, a hold, an announcement of which
 * nobody knows whether it was made. While somebody holds the release, of that alone.
 */
export function reminders(seen: Snapshot, phases: readonly PlannedPhase[], run: Run): Reminders {
  const held = holds(seen);
  const all = held.length > 0 ? held : phases.flatMap((phase) => undoneIn(phase, seen));
  const calls = all.map((undone) => callsOf(seen, run, undone));
  const moments = calls.flatMap(({ again }) => again ?? []);
  return {
    due: calls.flatMap(({ due }) => due),
    ...(moments.length === 0 ? {} : { again: Math.min(...moments) }),
  };
}

function callsOf(seen: Snapshot, run: Run, { key: what, since, after, text }: Undone): Reminders {
  if (after === undefined) {
    return { due: [] };
  }
  const { last, next } = momentsBetween(since, after, seen.now);
  const key = [run.id, run.attempt, what, "reminder", last].join("/");
  return { due: last === 0 || isMade(seen, key) ? [] : [{ do: "remind", key, text }], again: next };
}

/**
 * After some time, then after twice that, four times that, and so on: the number of the last call by now (0: none yet),
 * and when the next one is. Of several that were missed only the last is made: nobody is called for last week.
 */
export function momentsBetween(
  since: Instant,
  after: number,
  now: Instant,
): { readonly last: number; readonly next: Instant } {
  let last = 0;
  while (momentOf(last + 1, since, after) <= now) {
    last += 1;
  }
  return { last, next: momentOf(last + 1, since, after) };
}

/** When the call of a number is. */
export function momentOf(number: number, since: Instant, after: number): Instant {
  return since + after * (2 ** number - 1);
}

/** Whether a reminder stands on the board. */
export function isMade(seen: Snapshot, key: string): boolean {
  return (given(seen.comments) ?? []).some((comment) => comment.reminds === key);
}

/** Whether people are reminded of a wait by itself, beside the gates that wait for it in turn. */
export function isRemindedOf(wait: Wait): boolean {
  return wait.for === "smoke-tests" || wait.for === "publish-command";
}

function holds(seen: Snapshot): readonly Undone[] {
  const after = configurationOf(seen)?.remindAfter;
  return memoryOf(seen).holds.map(({ comment, at, by, reason }) => {
    const on = { for: "unhold", by, ...(reason === undefined ? {} : { reason }) } as const;
    return { key: `hold ${comment}`, since: at, after, text: remindedText({ since: at, on }, seen) };
  });
}

function undoneIn({ optional, step }: PlannedPhase, seen: Snapshot): readonly Undone[] {
  if (step.is === "stopped" && step.because.is === "announcement-unclear") {
    return unclear(step.because.channel, seen);
  }
  if (optional || step.is !== "waiting" || step.since === undefined || !isRemindedOf(step.on)) {
    return [];
  }
  const { since, on } = step;
  const key = on.for === "smoke-tests" ? "smoke tests" : "the draft";
  return [{ key, since, after: remindAfter(on, seen), text: remindedText({ since, on }, seen) }];
}

function unclear(channel: string, seen: Snapshot): readonly Undone[] {
  const record = memoryOf(seen).announcements.find((one) => one.channel === channel);
  const after = configurationOf(seen)?.remindAfter;
  return record === undefined
    ? []
    : [{ key: `announce ${channel}`, since: record.at, after, text: unclearText(channel, record.at, seen) }];
}
