import type { PullRequest, Range, RangeCommit } from "../release/range.ts";
import { shortSha } from "./change.ts";

/** What is taken back as a whole: a pull request with its commits, or a commit that came through none. */
export type Unit = {
  /** As the notes name it: `#12`, or the beginning of a hash. */
  readonly name: string;
  readonly title: string;
  readonly pullRequest?: PullRequest;
  /** Without merges. */
  readonly commits: readonly RangeCommit[];
  readonly merges: readonly RangeCommit[];
};

/** The units of a range, in the order in which they were complete. */
export function unitsOf({ pullRequests, commits }: Range): readonly Unit[] {
  const known = new Set(pullRequests.map(({ number }) => number));
  const byNumber = new Map<number, { at: number; all: RangeCommit[] }>();
  const alone: { at: number; unit: Unit }[] = [];
  for (const [at, commit] of commits.entries()) {
    const numbers = commit.pullRequests.filter((number) => known.has(number));
    for (const number of numbers) {
      byNumber.set(number, { at, all: [...(byNumber.get(number)?.all ?? []), commit] });
    }
    if (numbers.length === 0) {
      alone.push({ at, unit: ofCommit(commit) });
    }
  }
  const together = eachOnce(pullRequests).map((one, nth) => {
    const { at, all } = byNumber.get(one.number) ?? { at: nth - known.size, all: [] };
    return { at, unit: ofPullRequest(one, all) };
  });
  return [...together, ...alone].sort((a, b) => a.at - b.at).map(({ unit }) => unit);
}

/** Pull requests by their numbers, each once. */
export function eachOnce(pullRequests: readonly PullRequest[]): readonly PullRequest[] {
  return [...new Map(pullRequests.map((one) => [one.number, one])).values()];
}

function ofCommit(commit: RangeCommit): Unit {
  return {
    name: shortSha(commit.sha),
    title: commit.subject,
    commits: commit.isMerge ? [] : [commit],
    merges: commit.isMerge ? [commit] : [],
  };
}

function ofPullRequest(pullRequest: PullRequest, commits: readonly RangeCommit[]): Unit {
  return {
    name: `#${pullRequest.number}`,
    title: pullRequest.title,
    pullRequest,
    commits: commits.filter(({ isMerge }) => !isMerge),
    merges: commits.filter(({ isMerge }) => isMerge),
  };
}
