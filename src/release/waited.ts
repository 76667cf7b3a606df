import { memoryOf } from "./attempt.ts";
import { given } from "./fact.ts";
import type { Instant } from "./instant.ts";
import type { WaitRecord } from "./memory.ts";
import type { PlannedPhase } from "./plan.ts";
import type { Snapshot } from "./snapshot.ts";
import type { PhaseName, Step } from "./step.ts";
import type { Wait } from "./wait.ts";

/** Under this name it is remembered since when people can't be heard. */
export const UNHEARD = "comments";

/** Since when a phase waits for something, where the board remembers it: no text may say anything else of it. */
export function recordedSince(
  seen: Snapshot,
  phase: PhaseName | typeof UNHEARD,
  kind: WaitRecord["for"],
): Instant | undefined {
  const record = memoryOf(seen).waits?.[phase];
  const isOfThis = record?.for === kind && (phase === UNHEARD || record.of === tagged(seen));
  return isOfThis ? record.since : undefined;
}

/** Since when the board says that the tag is gone; undefined while it does not say so yet. */
export function withdrawnSince(seen: Snapshot): Instant | undefined {
  return recordedSince(seen, "tag", "tag");
}

/** Since when a tag waits for its run: as the board remembers it; before there is one, since the app has known of it. */
export function runAwaitedSince(seen: Snapshot): Instant {
  const known = seen.board.is === "absent" ? (seen.knownFor ?? 0) : 0;
  return recordedSince(seen, "tag", "run") ?? seen.now - known;
}

/** What has to be remembered of the phases' waiting; undefined where nothing has to be. */
export function waitsToRemember(
  phases: readonly PlannedPhase[],
  seen: Snapshot,
): Readonly<Record<string, WaitRecord>> | undefined {
  const records = phases.flatMap(({ name, step }) => {
    const waits = waitOf(step, seen);
    return waits === undefined ? [] : [[name, { ...waits, of: tagged(seen) }] as const];
  });
  return records.length === 0 ? undefined : Object.fromEntries(records);
}

/** What nothing of GitHub's tells since when it is so; a few of these only where GitHub's stamps are missing. */
const UNSTAMPED: ReadonlySet<Wait["for"]> = new Set<Wait["for"]>([
  "run",
  "gate-opening",
  "publish-job",
  "publish-command",
  "channel",
  "released-in",
  "answer",
]);

/** Whether nothing but the board can tell since when it is waited for. */
export function isUnstamped(wait: Wait): boolean {
  return UNSTAMPED.has(wait.for);
}

function waitOf(step: Step, seen: Snapshot): Pick<WaitRecord, "for" | "since"> | undefined {
  if (step.is === "stopped" && step.because.is === "tag-deleted") {
    return { for: "tag", since: withdrawnSince(seen) ?? seen.now };
  }
  if (step.is === "stopped" && step.because.is === "no-run") {
    return { for: "run", since: step.because.since };
  }
  return step.is === "waiting" && isUnstamped(step.on)
    ? { for: step.on.for, since: step.since ?? seen.now }
    : undefined;
}

/** That people can't be heard, as it is remembered. */
export function unheardRecord(seen: Snapshot): WaitRecord {
  return { for: "answer", since: recordedSince(seen, UNHEARD, "answer") ?? seen.now, of: "" };
}

/** Another tag under the same name begins to wait anew. */
function tagged(seen: Snapshot): string {
  return given(seen.tag)?.object ?? "";
}
