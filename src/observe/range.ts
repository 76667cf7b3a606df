import type { Reading } from "../github/github.ts";
import { notesBase } from "../notes/base.ts";
import { type Fact, given, seen } from "../release/fact.ts";
import type { CommitAuthor, PullRequest, Range, Snapshot } from "../release/snapshot.ts";
import type { Reader } from "./eyes.ts";

type Actor = { readonly login: string; readonly __typename: string } | null;

type RawPullRequest = {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly author: Actor;
  readonly authorAssociation: string;
  readonly baseRepository: { readonly nameWithOwner: string } | null;
};

type RawCommit = {
  readonly oid: string;
  readonly authors: { readonly nodes: readonly { readonly user: Actor }[] };
  readonly associatedPullRequests: { readonly nodes: readonly RawPullRequest[] } | null;
};

type Page = {
  readonly repository: {
    readonly ref: {
      readonly compare: {
        readonly commits: {
          readonly totalCount: number;
          readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
          readonly nodes: readonly RawCommit[];
        };
      } | null;
    } | null;
  } | null;
};

/** Two points a page; larger pages run into GraphQL's ten seconds. */
const QUERY = `query($owner: String!, $name: String!, $base: String!, $head: String!, $cursor: String) {
  repository(owner: $owner, name: $name) { ref(qualifiedName: $base) { compare(headRef: $head) {
    commits(first: 50, after: $cursor) {
      totalCount pageInfo { hasNextPage endCursor }
      nodes { oid
        authors(first: 10) { nodes { user { login __typename } } }
        associatedPullRequests(first: 3) { nodes {
          number title url author { login __typename } authorAssociation baseRepository { nameWithOwner } } } }
    } } } } }`;

/** What came between the previous release and this one: commits, their pull requests, their authors. */
export const range: Reader<Fact<Range>> = async ({ github, ranges }, known) => {
  const base = notesBase(known);
  if (base === undefined) {
    return seen({ commits: 0, pullRequests: [], authors: [] });
  }
  const between = `${base}...${given(known.tag)?.commit}`;
  const found = ranges.get(between) ?? (await readRange(github, known, base));
  ranges.set(between, found);
  return seen(found);
};

async function readRange(github: Reading, known: Snapshot, base: string): Promise<Range> {
  const commits = await allCommits(github, known, base);
  return {
    base,
    commits: commits.length,
    ...creditOf(commits, `${known.address.owner}/${known.address.name}`),
  };
}

async function allCommits(
  github: Reading,
  { address, key }: Snapshot,
  base: string,
): Promise<readonly RawCommit[]> {
  const found: RawCommit[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await github.query<Page>(QUERY, {
      owner: address.owner,
      name: address.name,
      base: `refs/tags/${base}`,
      head: key.tag,
      cursor,
    });
    const commits = page.repository?.ref?.compare?.commits;
    found.push(...(commits?.nodes ?? []));
    cursor = commits?.pageInfo.hasNextPage === true ? commits.pageInfo.endCursor : null;
  } while (cursor !== null);
  return found;
}

/** A fork's pull requests appear among a commit's, too; only those into this repository are meant. */
function creditOf(commits: readonly RawCommit[], repository: string): Omit<Range, "base" | "commits"> {
  const pullRequests = new Map<number, PullRequest>();
  const authors = new Map<string, CommitAuthor>();
  for (const commit of commits) {
    const merged = (commit.associatedPullRequests?.nodes ?? []).filter(
      (raw) => raw.baseRepository?.nameWithOwner.toLowerCase() === repository.toLowerCase(),
    );
    for (const raw of merged) {
      pullRequests.set(raw.number, pullRequest(raw));
    }
    for (const [index, { user }] of commit.authors.nodes.entries()) {
      if (user !== null) {
        const pushed = merged.length === 0 && index === 0;
        const before = authors.get(user.login)?.pushed ?? false;
        authors.set(user.login, { login: user.login, bot: isBot(user), pushed: before || pushed });
      }
    }
  }
  return { pullRequests: [...pullRequests.values()], authors: [...authors.values()] };
}

function pullRequest(raw: RawPullRequest): PullRequest {
  const author = raw.author === null ? {} : { author: { login: raw.author.login, bot: isBot(raw.author) } };
  return {
    number: raw.number,
    title: raw.title,
    url: raw.url,
    association: raw.authorAssociation,
    ...author,
  };
}

function isBot(actor: NonNullable<Actor>): boolean {
  return actor.__typename === "Bot" || actor.login.endsWith("[bot]");
}
