import { memoryOf, releaseRun } from "../../release/attempt.ts";
import { gatesOf } from "../../release/gate.ts";
import type { Plan } from "../../release/plan.ts";
import { askings, passedLater } from "../../release/run-times.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import type { PhaseName } from "../../release/step.ts";
import {
  type Longest,
  longestOf,
  type RowName,
  type Shares,
  type Stretch,
  type Timeline,
  type TimelineRow,
  timelineOf,
} from "../../release/timeline.ts";
import { courseOf } from "../learning/course.ts";
import { lesson } from "../learning/lesson.ts";
import { type RefusedSaid, refusedSaid } from "../learning/refused.ts";
import { whyText } from "../learning/why.ts";
import { phaseText } from "../phase-title.ts";
import { asCode, asLink } from "../safe.ts";
import { count, duration, listed, names, sentence, utc } from "../words.ts";
import { folded, section, table } from "./markup.ts";

const MOST_REFUSALS = 10;

/** How a release went that is over: where its time went, what was done again, what was refused. Nothing before. */
export function learning({ standing }: Pick<Plan, "standing">, seen: Snapshot): string {
  if (standing.is !== "finished") {
    return "";
  }
  const { stretches, untold } = courseOf(seen);
  const timeline = timelineOf(stretches);
  const points = [
    ...(timeline.rows.length === 0 ? [] : [totalText(timeline)]),
    ...longestText(timeline, seen),
    ...again(seen),
    ...passed(seen),
    ...refusals(seen),
    ...(untold.length === 0 ? [] : [untoldText(untold)]),
  ];
  const rows = timeline.rows.map(cells);
  const shown = folded("Time by phase", table(["Phase", "From", "Took", "Waiting for"], rows));
  const text = points.map((point) => `- ${point}`).join("\n");
  return section("How it went", [text, shown].filter((part) => part !== "").join("\n\n"));
}

/** What all of it took, and who moved next in how much of it. */
export function totalText({ took, people, machines, earlier, unknown }: Shares): string {
  const shares = [
    ...(people > 0 ? [`${duration(people)} waiting for people`] : []),
    ...(machines > 0 ? [`${duration(machines)} for machines`] : []),
    ...(earlier > 0 ? [`${duration(earlier)} of earlier attempts`] : []),
    ...(unknown > 0 ? [`${duration(unknown)} not known for whom`] : []),
  ];
  return `${duration(took)} in all${shares.length === 0 ? "" : `: ${shares.join(", ")}`}.`;
}

function longestText(timeline: Timeline, seen: Snapshot): readonly string[] {
  const longest = longestOf(timeline);
  if (longest === undefined) {
    return [];
  }
  return [[longestOfText(longest), ...lesson(longest, seen)].join(" ")];
}

/** The one figure to look at, if only one. */
export function longestOfText({ row, waits }: Longest): string {
  const gate = row.name.startsWith("publish ") ? row.name.slice("publish ".length) : undefined;
  const where = gate === undefined || waits === "machines" ? rowText(row.name) : `gate ${asCode(gate)}`;
  return `Longest wait: ${duration(row[waits])} for ${waits}, ${where}.`;
}

/** What had to be done more than once. */
function again(seen: Snapshot): readonly string[] {
  const { superseded, approvals = [] } = memoryOf(seen);
  const retries = {
    attempts: superseded.length,
    runs: (releaseRun(seen)?.attempt ?? 1) - 1,
    gates: gatesOf(seen).map(({ name }) => ({ name, more: askings(seen, name).length - 1 })),
    lapsed: approvals.filter((one) => one.lapsed !== undefined).length,
  };
  const text = retriesText(retries);
  return text === undefined ? [] : [text];
}

type Retries = {
  readonly attempts: number;
  readonly runs: number;
  readonly gates: readonly { readonly name: string; readonly more: number }[];
  readonly lapsed: number;
};

/** Undefined where everything was done once. */
export function retriesText({ attempts, runs, gates, lapsed }: Retries): string | undefined {
  const parts = [
    ...(attempts > 0 ? [count(attempts, "earlier attempt")] : []),
    ...(runs > 0 ? [`the run again ${count(runs, "time")}`] : []),
    ...gates
      .filter(({ more }) => more > 0)
      .map(({ name, more }) => `gate ${asCode(name)} again ${count(more, "time")}`),
    ...(lapsed > 0 ? [`${count(lapsed, "approval")} that lapsed`] : []),
  ];
  return parts.length === 0 ? undefined : `Retries: ${listed(parts)}.`;
}

function passed(seen: Snapshot): readonly string[] {
  const jobs = passedLater(seen);
  return jobs.length === 0 ? [] : [passedText(jobs)];
}

/** Nothing but chance, or what a job depends on, was another when it ran again. */
export function passedText(jobs: readonly string[]): string {
  return `Failed, and at the same commit did not fail again: ${names(jobs)}. Flaky, or what it depends on was.`;
}

function refusals(seen: Snapshot): readonly string[] {
  const all = refusedSaid(seen);
  return all.length === 0 ? [] : [refusedText(all)];
}

/** What people said in vain. */
export function refusedText(all: readonly RefusedSaid[]): string {
  const shown = all.slice(0, MOST_REFUSALS).map(({ said, why }) => {
    const words = whyText(why);
    const link = asLink(asCode(said.line), said.comment.url);
    return `${link} by ${asCode(said.comment.author?.login ?? "")}${words === undefined ? "" : ` (${words})`}`;
  });
  const more = all.length - shown.length;
  return `Refused: ${[...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(", ")}.`;
}

/** Of these there is no fact that tells it. */
export function untoldText(rows: readonly RowName[]): string {
  return `Not known how long it took: ${listed(rows.map(rowText))}.`;
}

function cells(row: TimelineRow): readonly string[] {
  const name = `${sentence(rowText(row.name))}${row.beside ? " (optional)" : ""}`;
  return [name, utc(row.from), duration(row.took), whomText(row)];
}

function whomText(row: TimelineRow): string {
  const [whose, ...others] = row.whose;
  if (whose !== undefined && others.length === 0) {
    return WHOSE[whose];
  }
  return (["people", "machines", "unknown"] as const)
    .filter((one) => row[one] > 0)
    .map((one) => `${WHOSE[one]} ${duration(row[one])}`)
    .join(", ");
}

const WHOSE: { readonly [Whose in Stretch["waits"]]: string } = {
  people: "people",
  machines: "machines",
  earlier: "",
  unknown: "not known",
};

/** What a row's time was, in its place in a sentence. */
export function rowText(row: RowName): string {
  return Object.hasOwn(ROWS, row) ? (ROWS[row as keyof typeof ROWS] ?? "") : phaseText(row);
}

/** Rows that are no phase, and phases whose time is that of another, too. */
export const ROWS: Readonly<Partial<Record<PhaseName | RowName, string>>> = {
  earlier: "earlier attempts",
  again: "failed jobs, before they were run again",
  hold: "holds",
  checks: "checks and build",
  verify: "verifying and drafting",
};
