import { newcomersOf, possibleNewcomers } from "../../notes/first-timers.ts";
import { withoutShipped } from "../../notes/shipped.ts";
import { EMPTY_RANGE, type Range, type RangeGap } from "../../release/range.ts";
import { type Asking, type Compared, compare, history, there } from "./asking.ts";
import { commitsFrom } from "./commits.ts";
import { contentOf, mergedWith } from "./content.ts";
import { uncrowded } from "./crowd.ts";
import { detailed } from "./details.ts";
import { withNewcomers } from "./newcomers.ts";
import { withPicked } from "./picked.ts";
import type { RawCommit } from "./raw.ts";

/** Nobody reads more at once, and a release of a hundred pages is read in minutes. */
const MOST_COMMITS = 10_000;

/** Before a first release lies the whole history. */
const MOST_OF_HISTORY = 1_000;

/** A tag that has a history in common with the release. */
export type Start = Compared & { readonly base: string };

/** What came between a tag and the release, without what the tag has under other commits; of nobody is it said that they are new. */
export async function changesSince(asking: Asking, start: Start): Promise<Range> {
  return (await readSince(asking, start)).range;
}

/** The same, with those whose first contribution is in it. */
export async function rangeSince(asking: Asking, start: Start): Promise<Range> {
  const { range, users } = await readSince(asking, start);
  return withNewcomers(asking, range, { base: start.commit, users });
}

async function readSince(
  asking: Asking,
  start: Start,
): Promise<{ readonly range: Range; readonly users: Ids["users"] }> {
  const { base, comparison, repository } = start;
  const raw = await commitsOf(asking, start, { tag: base, head: asking.commit }, MOST_COMMITS);
  const said = Math.max(comparison.aheadBy, comparison.commits.totalCount);
  const cut = raw.length < MOST_COMMITS ? "commits-withheld" : "too-many-commits";
  const { range, ids } = await contents(
    asking,
    { raw, repository },
    { ...EMPTY_RANGE, base, missing: gap(cut, said, raw.length) },
  );
  const unshipped =
    comparison.behindBy === 0 || range.commits.length === 0 ? range : await withoutBase(asking, range, start);
  const pullRequests = await detailed(asking, unshipped.pullRequests, ids.pulls);
  return { range: { ...unshipped, pullRequests }, users: ids.users };
}

/** All that a first release consists of, or as much of it as is read: of what came before, nobody is new. */
export async function rangeFromStart(asking: Asking): Promise<Range> {
  const { page, repository } = await asking.pace((first) => history(asking, { first, after: null }));
  const raw = await commitsFrom(page, {
    pace: asking.pace,
    most: MOST_OF_HISTORY,
    next: async (from) => (await history(asking, from)).page,
  });
  const isWhole = page.totalCount <= raw.length;
  const missing: readonly RangeGap[] = isWhole ? [] : [{ is: "older-commits", read: raw.length }];
  const { range, ids } = await contents(asking, { raw, repository }, { ...EMPTY_RANGE, missing });
  return {
    ...range,
    pullRequests: await detailed(asking, range.pullRequests, ids.pulls),
    newcomers: isWhole ? newcomersOf(range, possibleNewcomers(range)) : [],
  };
}

/** The range without what its base has, too. */
async function withoutBase(asking: Asking, range: Range, start: Start): Promise<Range> {
  const across = { tag: asking.tag, head: start.commit };
  const first = await asking.pace((size) => compare(asking, across, { first: size, after: null }));
  const other = there(first, `tag ${asking.tag}`, asking.place);
  const raw = await commitsOf(asking, other, across, MOST_COMMITS);
  const base: Range = { ...EMPTY_RANGE, ...contentOf(raw, start.repository) };
  const unread = gap("shipped-unread", other.comparison.commits.totalCount, raw.length);
  return withoutShipped({ ...range, missing: [...range.missing, ...unread] }, base);
}

/** All commits of a comparison whose first page is there. */
function commitsOf(
  asking: Asking,
  { comparison }: Compared,
  between: { readonly tag: string; readonly head: string },
  most: number,
): Promise<readonly RawCommit[]> {
  const next = async (from: { readonly first: number; readonly after: string }) => {
    const more = await compare(asking, between, from);
    return there(more, `tag ${between.tag}`, asking.place).comparison.commits;
  };
  return commitsFrom(comparison.commits, { pace: asking.pace, most, next });
}

type Ids = {
  /** GitHub's ids of users by their logins, and of pull requests by their numbers. */
  readonly users: ReadonlyMap<string, string>;
  readonly pulls: ReadonlyMap<number, string>;
};

async function contents(
  asking: Asking,
  { raw, repository }: { readonly raw: readonly RawCommit[]; readonly repository: string },
  range: Range,
): Promise<{ readonly range: Range; readonly ids: Ids }> {
  const { commits: whole, crowded } = await uncrowded(asking, raw);
  const commits = await withPicked(asking, whole, repository);
  const gaps = crowded.map((sha): RangeGap => ({ is: "crowded-commit", sha }));
  return {
    range: { ...range, ...contentOf(commits, repository), missing: [...range.missing, ...gaps] },
    ids: idsIn(commits, repository),
  };
}

function idsIn(commits: readonly RawCommit[], repository: string): Ids {
  const pulls = commits.flatMap((commit) => mergedWith(commit, repository));
  const accounts = [
    ...pulls.map(({ author }) => author),
    ...commits.flatMap(({ authors }) => authors.nodes.map(({ user }) => user)),
  ];
  return {
    users: new Map(accounts.flatMap((one) => (one?.id === undefined ? [] : [[one.login, one.id] as const]))),
    pulls: new Map(pulls.map(({ number, id }) => [number, id])),
  };
}

function gap(
  is: "commits-withheld" | "too-many-commits" | "shipped-unread",
  said: number,
  read: number,
): readonly RangeGap[] {
  return said > read ? [{ is, said, read }] : [];
}
