import { attemptOf, memoryOf, releaseRun } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import { githubReleaseOf } from "../release/github-release.ts";
import type { Instant } from "../release/instant.ts";
import type { Plan, PlannedPhase } from "../release/plan.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { type Shares, type Stretch, timelineOf } from "../release/timeline.ts";
import { evidenceRows } from "./board/files.ts";
import { type GateRow, gateRows } from "./board/gates.ts";
import { type Headline, headline } from "./headline.ts";
import { isGreen } from "./job-groups.ts";
import { courseOf } from "./learning/course.ts";
import { passed, refusals, retries } from "./learning/points.ts";
import { rowText } from "./learning/row-text.ts";
import { type Move, nextMoves } from "./next-moves.ts";
import { phaseLabel, phaseSays } from "./phase-says.ts";
import { type PhaseState, phaseState, troubles } from "./phase-state.ts";
import { phaseText } from "./phase-title.ts";
import { problemText } from "./problem.ts";
import { untilText } from "./until.ts";
import { waitText } from "./wait.ts";
import { firstLine } from "./words.ts";

/** What a list shows of a release. All words are Markdown, the same as on the board. */
export type CardHead = Headline & {
  /** Who or what moves next, people first. */
  readonly waits: readonly CardWait[];
  /** When it began, by GitHub's stamps; absent where they don't tell yet. */
  readonly began?: Instant;
  /** What its time went into, as far as stamps tell it by now. */
  readonly times: Shares;
  readonly failures: { readonly jobs: number; readonly again: number };
};

export type CardWait = {
  readonly on: "people" | "machines";
  readonly phase: string;
  readonly who: string;
  readonly since?: Instant;
};

/** What the page of one release shows besides. */
export type CardBody = {
  /** The tagged commit, whole. */
  readonly commit?: string;
  /** Pages on GitHub. */
  readonly urls: {
    readonly repository?: string;
    readonly board?: string;
    readonly run?: string;
    readonly release?: string;
  };
  readonly moves: readonly Move[];
  readonly problems: readonly CardProblem[];
  readonly phases: readonly CardPhase[];
  readonly gates: readonly GateRow[];
  readonly evidence: { readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] };
  readonly stretches: readonly CardStretch[];
  /** What was done again, and what was refused. */
  readonly points: readonly string[];
};

export type CardProblem = {
  readonly phase: string;
  readonly says: string;
  readonly remedy: string;
  readonly stops: boolean;
};

export type CardPhase = {
  readonly title: string;
  readonly state: PhaseState;
  readonly says: string;
  readonly since?: Instant;
  /** How long that may last, as a clause after since when. */
  readonly until?: string;
};

/** Some of its time, and who moved next in it. `row`: what it went into, in words. */
export type CardStretch = Pick<Stretch, "from" | "to" | "waits"> & {
  readonly row: string;
  readonly beside: boolean;
};

/** So much of a list is kept: a release with more of anything is shown on GitHub's own pages. */
const MOST = 200;

/** The head of a release's card, from facts alone. */
export function cardHead(plan: Plan, seen: Snapshot): CardHead {
  const { stretches } = courseOf(seen);
  const { rows: _, ...times } = timelineOf(stretches);
  const began =
    stretches.length === 0 ? releaseRun(seen)?.createdAt : Math.min(...stretches.map(({ from }) => from));
  const waits = plan.phases.flatMap((phase) => waitOf(phase, seen));
  return {
    ...headline(plan, seen),
    waits: [...waits.filter(({ on }) => on === "people"), ...waits.filter(({ on }) => on === "machines")],
    ...(began === undefined ? {} : { began }),
    times,
    failures: { jobs: failedJobs(seen), again: again(seen) },
  };
}

/** The rest of a release's card, from facts alone. */
export function cardBody({ phases }: Plan, seen: Snapshot): CardBody {
  const { heads, rows } = evidenceRows(seen);
  const commit = attemptOf(seen)?.commit;
  return {
    ...(commit === undefined ? {} : { commit }),
    urls: urlsOf(seen),
    moves: nextMoves(phases, seen),
    problems: troubles(phases)
      .slice(0, MOST)
      .map(({ phase, problem, stops }) => {
        const { says, remedy } = problemText(problem, seen);
        return { phase: phaseText(phase), says, remedy, stops };
      }),
    phases: phases.flatMap((phase) => phaseOf(phase, seen)).slice(0, MOST),
    gates: gateRows(phases, seen).slice(0, MOST),
    evidence: rows.length === 0 ? { heads: [], rows } : { heads, rows: rows.slice(0, MOST) },
    stretches: courseOf(seen)
      .stretches.slice(0, MOST)
      .map(({ row, from, to, waits, beside = false }) => ({ row: rowText(row), from, to, waits, beside })),
    points: [...retries(seen), ...passed(seen), ...refusals(seen)],
  };
}

function waitOf({ name, optional, step }: PlannedPhase, seen: Snapshot): readonly CardWait[] {
  const on = phaseState(step);
  if (step.is !== "waiting" || optional || (on !== "people" && on !== "machines")) {
    return [];
  }
  const since = step.since === undefined ? {} : { since: step.since };
  return [{ on, phase: phaseText(name), who: waitText(step.on, seen).who, ...since }];
}

/** A release that began with its tag has no phase before it. */
function phaseOf(phase: PlannedPhase, seen: Snapshot): readonly CardPhase[] {
  const { name, step } = phase;
  if (name === "call-out" && step.is === "skipped") {
    return [];
  }
  const says = phaseSays(phase, seen, {
    problem: (problem) => firstLine(problemText(problem, seen).says),
    wait: ({ on }) => waitText(on, seen).says,
  });
  const waited =
    step.is === "waiting" && step.since !== undefined ? { since: step.since, until: untilText(step) } : {};
  return [{ title: phaseLabel(phase), state: phaseState(step), says, ...waited }];
}

function urlsOf(seen: Snapshot): CardBody["urls"] {
  const all = {
    repository: given(seen.repository)?.url,
    board: given(seen.board)?.url,
    run: releaseRun(seen)?.url,
    release: githubReleaseOf(seen)?.url,
  };
  return Object.fromEntries(Object.entries(all).filter(([, url]) => url !== undefined));
}

/** Jobs that did not succeed, in whatever attempt of the run. */
function failedJobs(seen: Snapshot): number {
  return (given(seen.jobs) ?? []).filter((job) => job.status === "completed" && !isGreen(job)).length;
}

/** How often the release was begun again: another attempt, or another attempt of its run. */
function again(seen: Snapshot): number {
  return memoryOf(seen).superseded.length + (releaseRun(seen)?.attempt ?? 1) - 1;
}
