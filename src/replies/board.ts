import type { Plan } from "../release/plan.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { leftAsItIs, wayBack } from "./board/abandoned.ts";
import { mustContain } from "./board/after.ts";
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
import { clean } from "./safe.ts";

/** GitHub takes 65,536 characters; the app's marker comes on top of this. */
const MOST_CHARACTERS = 60_000;

/** The board's last line. */
export const COMMANDS_LINE = "Commands: `/help`";

/** The board's title. */
export function boardTitle(tag: string): string {
  return `Release ${clean(tag, 100)}`;
}

/**
 * The board's text, from facts alone and from no clock, and what of it is news. A change of `news` is worth
 * writing at once; a change of `body` alone is mere progress and can wait some minutes.
 */
export function boardBody(plan: Plan, seen: Snapshot): { readonly body: string; readonly news: string } {
  return { body: fitted(sections(plan, seen)), news: newsOf(plan, seen) };
}

/** Part of the board. `title` is what it is called where it had to be left out; without one it never is. */
type Section = { readonly text: string; readonly title?: string };

/** In the order of reading. */
function sections(plan: Plan, seen: Snapshot): readonly Section[] {
  const { phases } = plan;
  return [
    { text: headlineText(plan, seen) },
    { text: replacesNote(seen) },
    { text: mustContain(seen) },
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
    { text: COMMANDS_LINE },
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
