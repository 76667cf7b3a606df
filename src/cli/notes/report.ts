import { draftName } from "../../notes/base.ts";
import type { Contributor } from "../../notes/contributor.ts";
import { thanked } from "../../notes/credit.ts";
import { notesSections } from "../../notes/section.ts";
import { given } from "../../release/fact.ts";
import type { Newcomer, PullRequest, Range, RangeGap } from "../../release/range.ts";
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

/** GitHub refuses a longer body of a release. */
const ROOM = 125_000;

/** What is to be said of a release whose ranges were seen. */
export function reportOf(seen: Snapshot): NotesReport | undefined {
  const ranges = given(seen.ranges);
  if (ranges === undefined) return undefined;
  const { list, sinceFinal } = ranges;
  const sections = notesSections(seen, ROOM).map(({ text }) => text);
  return {
    repository: `${seen.address.owner}/${seen.address.name}`,
    tag: seen.key.tag,
    title: draftName(seen),
    ...baseOf(list),
    counts: countsOf(list),
    pullRequests: list.pullRequests,
    contributors: thanked(seen),
    newcomers: list.newcomers,
    shipped: list.shipped,
    missing: [...list.missing, ...(sinceFinal?.missing ?? [])],
    ...(sinceFinal === undefined
      ? {}
      : { sinceFinal: { ...baseOf(sinceFinal), counts: countsOf(sinceFinal) } }),
    notes: sections.length === 0 ? "" : `${sections.join("\n\n")}\n`,
  };
}

function baseOf({ base }: Range): { readonly base?: string } {
  return base === undefined ? {} : { base };
}

function countsOf({ commits, pullRequests }: Range): Counts {
  return { commits: commits.length, pullRequests: pullRequests.length };
}
