import { aboard } from "../release/aboard.ts";
import { memoryOf, releaseRun } from "../release/attempt.ts";
import type { PlannedPhase } from "../release/plan.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Wait } from "../release/wait.ts";
import { ANY } from "./address.ts";
import { phasesIn, troubles } from "./phase-state.ts";
import { holders } from "./places.ts";
import { asCode } from "./safe.ts";
import { waitText } from "./wait.ts";
import { sentence } from "./words.ts";

/** Something that people can do now: who, and the exact command or click. */
export type Move = { readonly who: string; readonly what: string };

/** What people can do now, what the release needs first. While something stops it, the optional is not offered. */
export function nextMoves(phases: readonly PlannedPhase[], seen: Snapshot): readonly Move[] {
  const stands = troubles(phases).some(({ stops }) => stops);
  const over = isOver(phases);
  const waiting = [...phasesIn(phases, "people"), ...phasesIn(phases, "machines")];
  const moves = waiting
    .filter((phase) => !(stands && phase.optional))
    .flatMap(({ optional, step }) =>
      (step.is === "waiting" ? moveOn(over ? byClick(step.on, seen) : step.on) : []).map(withMark(optional)),
    );
  const distinct = [
    ...new Map([...moves, ...resuming(phases, seen)].map((move) => [move.what, move])).values(),
  ];
  return mayHold(phases, seen) ? [...distinct, holding(seen)] : distinct;

  function moveOn(wait: Wait): readonly Move[] {
    const { who, todo } = waitText(wait, seen);
    return todo === undefined ? [] : [{ who: sentence(who), what: todo }];
  }
}

function withMark(optional: boolean): (move: Move) => Move {
  return ({ who, what }) => ({ who, what: optional ? `${what} (optional)` : what });
}

/** Whether only optional phases are left: then the board closes, and no command opens a gate any more. */
function isOver(phases: readonly PlannedPhase[]): boolean {
  return phases.every(({ optional, step }) => optional || step.is === "done" || step.is === "skipped");
}

function byClick(wait: Wait, seen: Snapshot): Wait {
  const url = releaseRun(seen)?.url ?? "";
  return wait.for === "approval"
    ? { for: "review", environment: wait.environment, url, reviewers: [] }
    : wait;
}

/** What `/resume` can do about a problem that stands there. */
function resuming(phases: readonly PlannedPhase[], seen: Snapshot): readonly Move[] {
  const who = sentence(holders("write", seen));
  return troubles(phases).flatMap(({ problem }): readonly Move[] => {
    if (problem.is === "no-effect") {
      return [{ who, what: "`/resume` has what had no effect tried anew" }];
    }
    const isMendable = problem.is === "published-incomplete" && !problem.immutable;
    return isMendable && problem.missing.length > 0
      ? [{ who, what: "`/resume` attaches the files that the GitHub release lacks" }]
      : [];
  });
}

function holding(seen: Snapshot): Move {
  const who = sentence(holders("triage", seen));
  const lifted = aboard(seen) === undefined ? "`/unhold`" : `${asCode(`/unhold ${ANY}`)} for each release`;
  return { who, what: `\`/hold <reason>\` stops everything irreversible until ${lifted}` };
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
