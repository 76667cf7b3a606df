import type { Account, PullRequest, Range, RangeCommit } from "../../release/range.ts";
import type { RawAccount, RawCommit, RawPullRequest } from "./raw.ts";

/**
 * Commits and the pull requests that were merged with them into this repository: a fork's, and open ones, which GitHub
 * names besides, are not meant. In the same order, whatever the order in which GitHub told of them.
 */
export function contentOf(
  raw: readonly RawCommit[],
  repository: string,
): Pick<Range, "commits" | "pullRequests"> {
  const pullRequests = new Map<number, PullRequest>();
  const commits = raw.toSorted(byTime).map((commit) => {
    const merged = mergedWith(commit, repository);
    for (const one of merged) {
      pullRequests.set(one.number, pullRequest(one));
    }
    return rangeCommit(
      commit,
      merged.map(({ number }) => number),
    );
  });
  return { commits, pullRequests: [...pullRequests.values()].sort(byMerge) };
}

export function mergedWith(
  { associatedPullRequests }: RawCommit,
  repository: string,
): readonly RawPullRequest[] {
  return (associatedPullRequests?.nodes ?? []).filter(
    ({ baseRepository, mergedAt }) =>
      mergedAt !== null && baseRepository?.nameWithOwner.toLowerCase() === repository.toLowerCase(),
  );
}

/** As GitHub's comparison has them; a rebase gives many commits one time. */
function byTime(a: RawCommit, b: RawCommit): number {
  return (
    Date.parse(a.committedDate) - Date.parse(b.committedDate) ||
    Date.parse(a.authoredDate) - Date.parse(b.authoredDate) ||
    (a.oid < b.oid ? -1 : 1)
  );
}

function byMerge(a: PullRequest, b: PullRequest): number {
  return (a.mergedAt ?? 0) - (b.mergedAt ?? 0) || a.number - b.number;
}

function rangeCommit(raw: RawCommit, pullRequests: readonly number[]): RangeCommit {
  const [subject = "", ...body] = raw.message.split("\n");
  return {
    sha: raw.oid,
    subject,
    body: body.join("\n").trim(),
    authoredAt: Date.parse(raw.authoredDate),
    isMerge: raw.parents.totalCount > 1,
    authors: raw.authors.nodes.map(({ name, user }) => ({
      name: name ?? "",
      ...(user === null ? {} : { account: account(user) }),
    })),
    ...committerOf(raw),
    pullRequests: [...pullRequests].sort((a, b) => a - b),
  };
}

/** What is made on GitHub's pages GitHub commits itself. https://github.com/web-flow */
const GITHUB = "noreply@github.com";

function committerOf({ committer, authors }: RawCommit): Pick<RangeCommit, "committer"> {
  const [author] = authors.nodes;
  if (committer === null || committer.email === GITHUB || author === undefined) {
    return {};
  }
  const logins = [author.user?.login, committer.user?.login] as const;
  const isAuthor = logins.includes(undefined) ? author.name === committer.name : logins[0] === logins[1];
  return isAuthor ? {} : { committer: logins[1] ?? committer.name ?? "" };
}

function pullRequest(raw: RawPullRequest): PullRequest {
  return {
    number: raw.number,
    title: raw.title,
    url: raw.url,
    association: raw.authorAssociation,
    labels: (raw.labels?.nodes ?? []).map(({ name }) => name),
    ...(raw.author === null ? {} : { author: account(raw.author) }),
    ...(raw.mergedAt === null ? {} : { mergedAt: Date.parse(raw.mergedAt) }),
  };
}

function account({ login, name, __typename }: NonNullable<RawAccount>): Account {
  const bot = __typename === "Bot" || login.endsWith("[bot]");
  return { login, bot, ...(name ? { name } : {}) };
}
