import type { CommitAuthor, PullRequest, Range, RangeCommit } from "../../src/release/range.ts";

/** A whole range of nothing, but for what is said. */
export function range(overrides: Partial<Range> = {}): Range {
  return {
    commits: [],
    pullRequests: [],
    newcomers: [],
    shipped: { commits: 0, pullRequests: [] },
    missing: [],
    ...overrides,
  };
}

/** The nth commit, by one person, but for what is said. */
export function rangeCommit(nth: number, overrides: Partial<RangeCommit> = {}): RangeCommit {
  return {
    sha: nth.toString(16).padStart(40, "0"),
    subject: `Change ${nth}`,
    body: "",
    authoredAt: nth * 60_000,
    isMerge: false,
    authors: [author("octocat")],
    pullRequests: [],
    ...overrides,
  };
}

/** Somebody with an account, as commits name them; `…[bot]` is none. */
export function author(login: string): CommitAuthor {
  return { name: login, account: { login, bot: login.endsWith("[bot]") } };
}

/** A merged pull request; without a login, of an account that was deleted. */
export function pullRequest(
  number: number,
  login: string | undefined,
  overrides: Partial<PullRequest> = {},
): PullRequest {
  return {
    number,
    title: `Change ${number}`,
    url: `https://github.com/octo/tool/pull/${number}`,
    association: "CONTRIBUTOR",
    labels: [],
    mergedAt: number * 60_000,
    ...(login === undefined ? {} : { author: { login, bot: login.endsWith("[bot]") } }),
    ...overrides,
  };
}
