import type { CommitAuthor, PullRequest, Range, RangeCommit } from "../../release/range.ts";

function author(login: string): CommitAuthor {
  return { name: login, account: { login, bot: false } };
}

function commit(nth: number, overrides: Partial<RangeCommit>): RangeCommit {
  return {
    sha: nth.toString(16).padStart(40, "c"),
    subject: "Tidy up",
    body: "",
    authoredAt: 0,
    isMerge: false,
    authors: [author("octocat")],
    pullRequests: [],
    ...overrides,
  };
}

function pullRequest(number: number, title: string, overrides: Partial<PullRequest> = {}): PullRequest {
  return {
    number,
    title,
    url: `https://github.com/octo/tool/pull/${number}`,
    author: { login: "octocat", bot: false },
    association: "CONTRIBUTOR",
    labels: [],
    ...overrides,
  };
}

/** A bit of everything that notes tell of. */
export const RANGE: Range = {
  base: "v4.9.0",
  commits: [
    commit(41, {
      subject: "Mend the icon (#41)",
      authors: ["octocat", "passer-by"].map(author),
      pullRequests: [41],
    }),
    commit(44, {
      subject: "Translated using Weblate (Italian)",
      authors: [{ name: "Ada Lovelace" }, { name: "Hosted Weblate" }],
      pullRequests: [44],
    }),
    commit(45, { authors: [author("maintainer")] }),
  ],
  pullRequests: [
    pullRequest(41, "Mend the icon"),
    pullRequest(42, "Try another icon"),
    pullRequest(43, 'Revert "Try another icon"'),
    pullRequest(44, "Translations update from Hosted Weblate", { author: { login: "weblate", bot: false } }),
    pullRequest(46, "Bump icons from 1 to 2", {
      author: { login: "dependabot[bot]", bot: true },
      labels: ["dependencies"],
    }),
  ],
  newcomers: [{ login: "passer-by", pullRequest: 41 }],
  shipped: { commits: 0, pullRequests: [] },
  missing: [],
};
