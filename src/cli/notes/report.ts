import type { Contributor } from "../../notes/contributor.ts";
import { thanked } from "../../notes/credit.ts";
import { intro } from "../../notes/intro.ts";
import { roomFor } from "../../notes/release-body.ts";
import { notesSections } from "../../notes/section.ts";
import { releaseTitle } from "../../notes/title.ts";
import type { Newcomer, PullRequest, Range, RangeGap, Ranges } from "../../release/range.ts";
import type { Snapshot } from "../../release/snapshot.ts";

/** The notes of a tag, and what they were made from; printed by `notes --json`. */
export type NotesReport = {
  readonly repository: string;
  readonly tag: string;
  readonly title: string;
  /** Absent: no version came before. */
  readonly base?: string;
  readonly counts: Counts;
  readonly pullRequests: readonly PullRequest[];
  /** Whom the notes thank. */
  readonly contributors: readonly Contributor[];
  readonly newcomers: readonly Newcomer[];
  /** What the base has under other commits, and so was left out. */
  readonly shipped: Range["shipped"];
  /** Empty: the notes are whole. */
  readonly missing: readonly RangeGap[];
  /** Of a pre-release, the same since the last final. */
  readonly sinceFinal?: { readonly base?: string; readonly counts: Counts };
  /** Markdown. */
  readonly notes: string;
};

type Counts = { readonly commits: number; readonly pullRequests: number };

/** What is to be said of a release from what was seen of it. */
export function reportOf(seen: Snapshot, { list, sinceFinal }: Ranges): NotesReport {
  return {
    repository: `${seen.address.owner}/${seen.address.name}`,
    tag: seen.key.tag,
    title: releaseTitle(seen),
    ...baseOf(list),
    counts: countsOf(list),
    pullRequests: list.pullRequests,
    contributors: thanked(seen),
    newcomers: list.newcomers,
    shipped: list.shipped,
    missing: eachOnce([...list.missing, ...(sinceFinal?.missing ?? [])]),
    ...(sinceFinal === undefined
      ? {}
      : { sinceFinal: { ...baseOf(sinceFinal), counts: countsOf(sinceFinal) } }),
    notes: notesOf(seen),
  };
}

/** Two ranges have many commits in common, and so what is missing of these. */
function eachOnce(gaps: readonly RangeGap[]): readonly RangeGap[] {
  return [...new Map(gaps.map((gap) => [JSON.stringify(gap), gap])).values()];
}

/** As they would stand in a new draft, without the marks by which the app finds its sections again. */
function notesOf(seen: Snapshot): string {
  const begin = intro(seen);
  const before = begin.is === "text" ? begin.text : "";
  const sections = notesSections(seen, roomFor(before)).map(({ text }) => text);
  const parts = before === "" ? sections : [before, ...sections];
  return parts.length === 0 ? "" : `${parts.join("\n\n")}\n`;
}

function baseOf({ base }: Range): { readonly base?: string } {
  return base === undefined ? {} : { base };
}

function countsOf({ commits, pullRequests }: Range): Counts {
  return { commits: commits.length, pullRequests: pullRequests.length };
}
