import type { Range, RangeCommit } from "../release/range.ts";
import { broughtBy } from "./backports.ts";
import { pickedFrom } from "./picked-from.ts";
import { settled } from "./reverts.ts";

/**
 * A range without what its base has under other commits, as release branches do: pull requests that came there, too,
 * by themselves or by one that names them, and commits that are the same change. A pull request goes once all of its commits do, and takes its merge commit with
 * it. What the base has taken back again counts as not shipped. `base` is the other way round: what the base has and
 * the release lacks.
 */
export function withoutShipped(own: Range, base: Range): Range {
  const there = standing(base);
  const twins = twinsAmong(own.commits, there.commits);
  const pulls = shippedPulls(own, twins, there.numbers);
  const isShipped = ({ sha, pullRequests }: RangeCommit): boolean =>
    twins.has(sha) || (pullRequests.length > 0 && pullRequests.every((number) => pulls.has(number)));
  const commits = own.commits
    .filter((commit) => !isShipped(commit))
    .map((commit) => ({ ...commit, pullRequests: commit.pullRequests.filter((one) => !pulls.has(one)) }));
  return {
    ...own,
    commits,
    pullRequests: own.pullRequests.filter(({ number }) => !pulls.has(number)),
    shipped: {
      commits: own.commits.length - commits.length,
      pullRequests: [...pulls].sort((a, b) => a - b),
    },
  };
}

/** What is left of a range once its reverts have taken back what they do. */
function standing(range: Range): {
  /** Those that it names as backported among them. */
  readonly numbers: ReadonlySet<number>;
  readonly commits: readonly RangeCommit[];
} {
  const { pullRequests, commits } = settled(range);
  const own = new Set(pullRequests.map(({ number }) => number));
  const came = range.commits.filter((one) => one.pullRequests.some((number) => own.has(number)));
  const there = [...came, ...commits];
  const said = [...pullRequests.map(({ title }) => title), ...there.map(({ subject }) => subject)];
  return { numbers: new Set([...own, ...said.flatMap(broughtBy)]), commits: there };
}

/** Those of our pull requests that the base has, or has every commit of. */
function shippedPulls(
  own: Range,
  twins: ReadonlySet<string>,
  known: ReadonlySet<number>,
): ReadonlySet<number> {
  const some = new Set<number>();
  const notAll = new Set<number>();
  for (const { sha, isMerge, pullRequests } of own.commits) {
    for (const number of isMerge ? [] : pullRequests) {
      (twins.has(sha) ? some : notAll).add(number);
    }
  }
  const numbers = own.pullRequests.map(({ number }) => number);
  return new Set(numbers.filter((one) => known.has(one) || (some.has(one) && !notAll.has(one))));
}

/**
 * The hashes of our commits that the base has, too: one is said to be picked from the other, or both from a third, or
 * author, date and subject are the same. Two of ours that look alike need two in the base.
 */
function twinsAmong(own: readonly RangeCommit[], there: readonly RangeCommit[]): ReadonlySet<string> {
  const known = new Set(there.flatMap((commit) => [commit.sha, ...pickedFrom(commit.body)]));
  const alike = new Map<string, number>();
  for (const commit of there) {
    alike.set(identityOf(commit), (alike.get(identityOf(commit)) ?? 0) + 1);
  }
  const twins = own.filter((commit) => {
    const left = alike.get(identityOf(commit)) ?? 0;
    alike.set(identityOf(commit), left - 1);
    return left > 0 || known.has(commit.sha) || pickedFrom(commit.body).some((sha) => known.has(sha));
  });
  return new Set(twins.map(({ sha }) => sha));
}

/** A rebase and a cherry-pick keep these three. https://git-scm.com/docs/git-cherry-pick */
function identityOf({ authors, authoredAt, subject }: RangeCommit): string {
  return JSON.stringify([authors[0]?.name, authoredAt, subject]);
}
