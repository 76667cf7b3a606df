import { aboard, leadOf } from "../release/aboard.ts";
import type { Plan } from "../release/plan.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { addressed } from "./address.ts";
import { leftAsItIs, wayBack } from "./board/abandoned.ts";
import { aboardTable, commandsLine } from "./board/aboard.ts";
import { mustContain, reopenedNote } from "./board/after.ts";
import { alerts, holdAlert } from "./board/alerts.ts";
import { earlierAttempts } from "./board/attempts.ts";
import { diagram } from "./board/diagram.ts";
import { artifactTable, digestBlock, evidenceTable } from "./board/files.ts";
import { gateTable } from "./board/gates.ts";
import { historyList } from "./board/history.ts";
import { jobTable } from "./board/jobs.ts";
import { lapsedApprovals } from "./board/lapses.ts";
import { learning } from "./board/learning.ts";
import { newsOf } from "./board/news.ts";
import { notesLines } from "./board/notes.ts";
import { phaseTable } from "./board/phases.ts";
import { preparation } from "./board/preparation.ts";
import { mergedSince, openPulls } from "./board/pulls.ts";
import { smokeTestTable } from "./board/smoke-tests.ts";
import { moves, origin, replacesNote } from "./board/top.ts";
import { tryIt } from "./board/try-it.ts";
import { yankSteps } from "./board/yank.ts";
import { headlineText } from "./headline.ts";
import { asCode, clean } from "./safe.ts";
import { listed } from "./words.ts";

/** GitHub takes 65,536 characters; the app's marker comes on top of this. */
const MOST_CHARACTERS = 60_000;

/** The board's title: it names all releases on it. */
export function boardTitle(seen: Snapshot): string {
  return titleOf(aboard(seen)?.tags ?? [seen.key.tag]);
}

/** The title of the board of these releases. */
export function titleOf(tags: readonly string[]): string {
  return `Release ${clean(listed(tags.map((tag) => clean(tag, 100))), 240)}`;
}

/**
 * The board's text, from facts alone and from no clock, and what of it is news. A change of `news` is worth
 * writing at once; a change of `body` alone is mere progress and can wait some minutes.
 */
export function boardBody(plan: Plan, seen: Snapshot): { readonly body: string; readonly news: string } {
  const all = leadOf(seen) === undefined ? sections(plan, seen) : sisterSections(plan, seen);
  return { body: addressed(fitted(all), seen), news: newsOf(plan, seen) };
}

/** A board that is a comment on another's is small: what it leaves out is on the pages it links to. */
const NOT_IN_A_COMMENT: ReadonlySet<string | undefined> = new Set([
  "the picture",
  "the jobs",
  "the artifacts",
  "the digests",
  "the history",
]);

function sisterSections(plan: Plan, seen: Snapshot): readonly Section[] {
  return [
    { text: `### Release ${asCode(seen.key.tag)}` },
    ...sections(plan, seen).filter(({ title }) => !NOT_IN_A_COMMENT.has(title)),
  ];
}

/** Part of the board. `title` is what it is called where it had to be left out; without one it never is. */
type Section = { readonly text: string; readonly title?: string };

/** In the order of reading. */
function sections(plan: Plan, seen: Snapshot): readonly Section[] {
  const { phases } = plan;
  return [
    { text: headlineText(plan, seen) },
    { text: replacesNote(seen) },
    { text: aboardTable(plan, seen) },
    { text: mustContain(seen) },
    { text: reopenedNote(seen) },
    ...(plan.standing.is === "abandoned" ? whileAbandoned(seen) : whatToDo(plan, seen)),
    { text: preparation(seen), title: "what is ready" },
    { text: openPulls(seen), title: "what is still open" },
    { text: mergedSince(seen), title: "what has merged" },
    { text: diagram(phases, seen), title: "the picture" },
    { text: phaseTable(phases, seen), title: "the phases" },
    { text: gateTable(phases, seen), title: "the gates" },
    { text: lapsedApprovals(seen), title: "the lapsed approvals" },
    { text: tryIt(phases, seen), title: "how to try the release" },
    { text: smokeTestTable(phases, seen), title: "the smoke tests" },
    { text: notesLines(seen), title: "where the notes start" },
    { text: jobTable(seen), title: "the jobs" },
    { text: artifactTable(seen), title: "the artifacts" },
    { text: evidenceTable(seen), title: "the evidence" },
    { text: digestBlock(seen), title: "the digests" },
    { text: historyList(seen), title: "the history" },
    { text: earlierAttempts(seen), title: "earlier attempts" },
    { text: learning(plan, seen), title: "how it went" },
    { text: origin(seen) },
    { text: commandsLine(seen) },
  ].filter(({ text }) => text !== "");
}

function whatToDo(plan: Plan, seen: Snapshot): readonly Section[] {
  const problems = [holdAlert(plan, seen), ...alerts(plan.phases, seen)];
  return [
    { text: moves(plan.phases, seen) },
    { text: yankSteps(plan.phases, seen) },
    ...problems.map((text) => ({ text, title: "a problem" })),
  ];
}

/** Nothing can be done from here but one thing, whatever stopped the release before. */
function whileAbandoned(seen: Snapshot): readonly Section[] {
  return [{ text: wayBack(seen) }, { text: leftAsItIs(seen), title: "what is left" }];
}

/** What goes first when the text is too long. */
export const DISPENSABLE = [
  "earlier attempts",
  "the jobs",
  "the digests",
  "what has merged",
  "the history",
  "how it went",
  "the evidence",
  "the artifacts",
  "how to try the release",
  "where the notes start",
  "the smoke tests",
  "the lapsed approvals",
  "the picture",
  "what is still open",
  "what is ready",
  "the gates",
  "the phases",
  "what is left",
  "a problem",
];

/** The sections as one text. Leaves out whole ones, never a part of one: half a table is worse than none. */
function fitted(all: readonly Section[]): string {
  let kept = all;
  const left: string[] = [];
  for (const title of DISPENSABLE) {
    while (joined(kept, left).length > MOST_CHARACTERS && kept.some((one) => one.title === title)) {
      kept = kept.toSpliced(
        kept.findLastIndex((one) => one.title === title),
        1,
      );
      left.push(title);
    }
  }
  return joined(kept, left);
}

function joined(kept: readonly Section[], left: readonly string[]): string {
  const note = left.length === 0 ? [] : [leftOutText(left)];
  return [...kept.slice(0, -1).map(({ text }) => text), ...note, kept.at(-1)?.text ?? ""].join("\n\n");
}

/** What of the board had to be left out. */
export function leftOutText(titles: readonly string[]): string {
  return `Too long to show here: ${[...new Set(titles)].join(", ")}.`;
}
