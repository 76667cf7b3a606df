import type { Plan } from "../../release/plan.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import {
  type Longest,
  longestOf,
  type Shares,
  type Stretch,
  type Timeline,
  type TimelineRow,
  timelineOf,
} from "../../release/timeline.ts";
import { courseOf } from "../learning/course.ts";
import { lesson } from "../learning/lesson.ts";
import { passed, refusals, retries } from "../learning/points.ts";
import { rowText, untoldText } from "../learning/row-text.ts";
import { asCode } from "../safe.ts";
import { duration, sentence, utc } from "../words.ts";
import { folded, section, table } from "./markup.ts";

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
    ...retries(seen),
    ...passed(seen),
    ...refusals(seen),
    ...(untold.length === 0 ? [] : [untoldText(untold)]),
  ];
  const rows = timeline.rows.map(cells);
  const shown = folded("Where the time went", table(["Step", "From", "Took", "Waiting for"], rows));
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
