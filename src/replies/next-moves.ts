import { memoryOf } from "../release/attempt.ts";
import type { PlannedPhase } from "../release/plan.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Wait } from "../release/wait.ts";
import { phasesIn, troubles } from "./phase-state.ts";
import { holders } from "./places.ts";
import { waitText } from "./wait.ts";
import { sentence } from "./words.ts";

/** Something that people can do now: who, and the exact command or click. */
export type Move = { readonly who: string; readonly what: string };

/** What people can do now, what the release needs first. While something stops it, the optional is not offered. */
export function nextMoves(phases: readonly PlannedPhase[], seen: Snapshot): readonly Move[] {
  const stands = troubles(phases).some(({ stops }) => stops);
  const waiting = [...phasesIn(phases, "people"), ...phasesIn(phases, "machines")];
  const moves = new Map<string, Move>();
  for (const { optional, step } of waiting.filter((phase) => true)) {
    if (step.is === "waiting") {
      const { who, todo } = waitText(step.on, seen);
      if (todo !== undefined && !moves.has(todo)) {
        moves.set(todo, { who: sentence(who), what: optional ? `${todo} (optional)` : todo });
      }
    }
  }
  return mayHold(phases, seen) ? [...moves.values(), holding(seen)] : [...moves.values()];
}

function holding(seen: Snapshot): Move {
  const who = sentence(holders("triage", seen));
  return { who, what: "`/hold <reason>` stops everything irreversible until `/unhold`" };
}

const HELD_BACK: ReadonlySet<Wait["for"]> = new Set<Wait["for"]>([
  "approval",
  "smoke-tests",
  "publish-command",
]);

/** Holding helps while something irreversible waits for people, and nobody holds yet. */
function mayHold(phases: readonly PlannedPhase[], seen: Snapshot): boolean {
  const waits = phases.some(
    ({ optional, step }) => !optional && step.is === "waiting" && HELD_BACK.has(step.on.for),
  );
  return waits && memoryOf(seen).holds.length === 0;
}
