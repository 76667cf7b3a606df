import { given } from "../release/fact.ts";
import type { PullRequest, Range } from "../release/range.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { type Group, grouped, shares } from "./categories.ts";
import { type Change, ofCommit, ofPullRequest } from "./change.ts";
import { type NotesForm, notesForm } from "./form.ts";
import { isListed } from "./mention.ts";
import { type Reverted, settled } from "./reverts.ts";

/** What a range brought, as the notes list it: each pull request stands in one place. */
export type Listing = {
  readonly base?: string;
  /** How many are in here, wherever they stand. */
  readonly pullRequests: number;
  readonly groups: readonly Group[];
  /** Bots' updates of dependencies, to be folded. */
  readonly bumps: readonly Change[];
  /** Commits that came through no pull request, to be folded. */
  readonly commits: readonly Change[];
  /** What came and was taken back. */
  readonly reverted: readonly Reverted[];
};

/** The changes since the base of the notes, and for a pre-release those since the last final. */
export function listings(
  seen: Snapshot,
): { readonly list: Listing; readonly sinceFinal?: Listing } | undefined {
  const ranges = given(seen.ranges);
  if (ranges === undefined) {
    return undefined;
  }
  const form = notesForm(seen);
  const { list, sinceFinal } = ranges;
  return {
    list: listing(list, form),
    ...(sinceFinal === undefined ? {} : { sinceFinal: listing(sinceFinal, form) }),
  };
}

/** A range in the form that is configured. Nothing is left out but what that asks for. */
export function listing(range: Range, form: NotesForm): Listing {
  const { pullRequests, commits, reverted } = settled(range);
  const numbers = new Set(
    range.pullRequests.filter((one) => !isLeftOut(one, form)).map(({ number }) => number),
  );
  const listed = pullRequests
    .filter(({ number }) => numbers.has(number))
    .map((one) => ofPullRequest(one, form.releaseNote));
  const alone = form.commits === "none" ? [] : commits.map(ofCommit);
  return {
    ...(range.base === undefined ? {} : { base: range.base }),
    pullRequests: numbers.size,
    ...grouped(form.commits === "listed" ? [...listed, ...alone] : listed, form),
    commits: form.commits === "folded" ? alone : [],
    reverted: reverted.filter(({ what: { pullRequest } }) =>
      pullRequest === undefined ? form.commits !== "none" : numbers.has(pullRequest.number),
    ),
  };
}

function isLeftOut({ labels, author }: PullRequest, { leaveOut }: NotesForm): boolean {
  return shares(labels, leaveOut.labels) || (author !== undefined && isListed(author, leaveOut.authors));
}
