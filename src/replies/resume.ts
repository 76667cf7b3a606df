import { toAttach } from "../notes/to-attach.ts";
import { memoryOf } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import { githubReleaseOf } from "../release/github-release.ts";
import { notGranted } from "../release/granted.ts";
import type { Plan, PlannedPhase } from "../release/plan.ts";
import type { Problem } from "../release/problem.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { isOver, type Step } from "../release/step.ts";
import { QUIET } from "./board/alerts.ts";
import { table } from "./board/markup.ts";
import { phaseLabel, phaseSays, type Telling } from "./phase-says.ts";
import { phaseState, troubles } from "./phase-state.ts";
import { phaseText } from "./phase-title.ts";
import { holders } from "./places.ts";
import { editText } from "./problem/github-release.ts";
import { problemText } from "./problem.ts";
import { asCode } from "./safe.ts";
import { waitText } from "./wait.ts";
import { firstLine, names, sentence } from "./words.ts";

/** Who moves next in a phase. */
type Mover = "done" | "app" | "people" | "machines" | "later" | "nobody";

const MOVERS: { readonly [M in Mover]: string } = {
  done: "done",
  app: "the app does this now",
  people: "**needs you**",
  machines: "goes on by itself",
  later: "later",
  nobody: "nobody",
};

type Row = { readonly phase: string; readonly mover: Mover; readonly says: string };

/** The answer to `/resume`: phase by phase what is done, what the app does now, and what needs people. */
export function resumeText({ phases }: Pick<Plan, "phases">, seen: Snapshot): string {
  const attaching = toAttach(seen, { phases, comment: 0 }).map(({ name }) => name);
  const told = phases.filter(({ name }) => name !== "call-out");
  const beside = troubles(phases).filter(({ stops, problem }) => !stops && !isStopped(phases, problem));
  const notices = beside.map(({ phase, problem }) => noticeRow(phase, problem, { seen, attaching }));
  const rows = [...told.map((phase) => phaseRow(phase, seen)), ...notices];
  const isWhole = isComplete(told) && beside.every(({ problem }) => QUIET.has(problem.is));
  return [
    headText(seen, isWhole),
    table(
      ["Phase", "Who moves", "What"],
      rows.map(({ phase, mover, says }) => [phase, MOVERS[mover], says]),
    ),
  ].join("\n\n");
}

function isComplete(phases: readonly PlannedPhase[]): boolean {
  return phases.filter(({ optional }) => !optional).every(({ step }) => isOver(step));
}

function headText(seen: Snapshot, isWhole: boolean): string {
  const tag = asCode(seen.key.tag);
  const hold = memoryOf(seen).holds[0];
  const held =
    hold === undefined
      ? ""
      : ` It is on hold by ${asCode(hold.by)}: nothing irreversible happens before \`/unhold\`.`;
  if (!isWhole) {
    return `**What ${tag} still needs**, everything looked at anew.${held}`;
  }
  return given(seen.board)?.state === "closed"
    ? `**${tag} is complete.** Everything was looked at anew, nothing is lacking, and this issue stays closed.`
    : `**${tag} is complete.** Everything was looked at anew, and nothing is lacking.`;
}

function phaseRow(phase: PlannedPhase, seen: Snapshot): Row {
  const telling: Telling = {
    problem: (problem) => troubleText(problem, seen),
    wait: ({ on }) => {
      const { who, says, todo } = waitText(on, seen);
      return todo === undefined ? says : `${says} ${sentence(who)}: ${todo}.`;
    },
  };
  return { phase: phaseLabel(phase), mover: moverOf(phase.step), says: phaseSays(phase, seen, telling) };
}

function moverOf(step: Step): Mover {
  if (step.is === "due") {
    return "app";
  }
  switch (phaseState(step)) {
    case "done":
    case "left-out":
      return "done";
    case "people":
    case "stopped":
      return "people";
    case "machines":
      return "machines";
    case "to-come":
      return "later";
  }
}

function troubleText(problem: Problem, seen: Snapshot): string {
  const { says, remedy } = problemText(problem, seen);
  return `${firstLine(says)} ${firstLine(remedy)}`;
}

/** The same problem may stop one phase and be told of at another. */
function isStopped(phases: readonly PlannedPhase[], problem: Problem): boolean {
  return phases.some(
    ({ step }) => step.is === "stopped" && JSON.stringify(step.because) === JSON.stringify(problem),
  );
}

type Incomplete = Extract<Problem, { readonly is: "published-incomplete" }>;
type Attaching = { readonly seen: Snapshot; readonly attaching: readonly string[] };

function noticeRow(name: string, problem: Problem, { seen, attaching }: Attaching): Row {
  const phase = phaseText(name);
  if (problem.is !== "published-incomplete") {
    return { phase, mover: "people", says: troubleText(problem, seen) };
  }
  if (memoryOf(seen).yank !== undefined) {
    const { says } = problemText(problem, seen);
    return {
      phase,
      mover: "nobody",
      says: `${firstLine(says)} The release is yanked: nothing is added to it.`,
    };
  }
  if (attaching.length === 0) {
    return { phase, mover: "people", says: byHandText(problem, seen) };
  }
  const files = names(attaching);
  if (memoryOf(seen).holds.length > 0) {
    const says = `${files} can be attached once nobody holds the release: ${holders("maintain", seen)} say \`/unhold\`, then \`/resume\` again.`;
    return { phase, mover: "people", says };
  }
  const says = `${files} ${attaching.length === 1 ? "is" : "are"} being attached to the public GitHub release.`;
  return { phase, mover: "app", says: `${says}${restText(problem, { seen, attaching })}` };
}

/** What of an incomplete release is not the app's to mend. */
function restText(problem: Incomplete, { seen, attaching }: Attaching): string {
  const missing = problem.missing.filter((name) => !attaching.includes(name));
  const { other, extra } = problem;
  return missing.length + other.length + extra.length === 0
    ? ""
    : ` ${byHandText({ ...problem, missing }, seen)}`;
}

/** What people do themselves, and why the app does not: this is the answer to the command that would have it do so. */
function byHandText(problem: Incomplete, seen: Snapshot): string {
  const { missing, immutable } = problem;
  if (immutable || missing.length === 0) {
    return troubleText(problem, seen);
  }
  const { says } = problemText(problem, seen);
  return `${firstLine(says)} ${whyNot(problem, seen)} ${editText(problem, seen)}`;
}

function whyNot({ missing }: Incomplete, seen: Snapshot): string {
  const permissions = notGranted(seen, "upload-asset");
  if (permissions.length > 0) {
    return `The app can't attach ${names(missing)}: its installation has not granted ${names(permissions)}.`;
  }
  const there = new Set(githubReleaseOf(seen)?.assets.map(({ name }) => name));
  const half = missing.filter((name) => there.has(name));
  return half.length > 0
    ? `The app replaces nothing, and ${names(half)} ${half.length === 1 ? "is" : "are"} there by halves: delete ${half.length === 1 ? "that" : "those"} first.`
    : `The app can't attach ${names(missing)}: the run's artifacts are gone or can't be read, or GitHub does not take them.`;
}
