import type { Reading } from "../github/github.ts";
import { notesBases } from "../notes/base.ts";
import { type Fact, given, seen } from "../release/fact.ts";
import type { Account, PullRequest, Range, RangeCommit, Ranges } from "../release/range.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Reader } from "./eyes.ts";

type Actor = { readonly login: string; readonly __typename: string } | null;

type RawPullRequest = {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly author: Actor;
  readonly authorAssociation: string;
  readonly mergedAt: string | null;
  readonly labels: { readonly nodes: readonly { readonly name: string }[] } | null;
  readonly baseRepository: { readonly nameWithOwner: string } | null;
};

type RawCommit = {
  readonly oid: string;
  readonly message: string;
  readonly authoredDate: string;
  readonly parents: { readonly totalCount: number };
  readonly authors: { readonly nodes: readonly { readonly name: string | null; readonly user: Actor }[] };
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
      nodes { oid message authoredDate parents(first: 1) { totalCount }
        authors(first: 10) { nodes { name user { login __typename } } }
        associatedPullRequests(first: 3) { nodes {
          number title url author { login __typename } authorAssociation mergedAt labels(first: 20) { nodes { name } }
          baseRepository { nameWithOwner } } } }
    } } } } }`;

/** What came between the release before and this one. */
export const ranges: Reader<Fact<Ranges>> = async ({ github, ranges: kept }, known) => {
  const base = notesBases(known).list;
  if (base === undefined) {
    return seen({ list: NOTHING });
  }
  const between = `${base}...${given(known.tag)?.commit}`;
  const found = kept.get(between) ?? (await readRange(github, known, base));
  kept.set(between, found);
  return seen({ list: found });
};

const NOTHING: Range = {
  commits: [],
  pullRequests: [],
  newcomers: [],
  shipped: { commits: 0, pullRequests: [] },
  missing: [],
};

async function readRange(github: Reading, known: Snapshot, base: string): Promise<Range> {
  const commits = await allCommits(github, known, base);
  return { ...NOTHING, base, ...read(commits, `${known.address.owner}/${known.address.name}`) };
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
function read(raw: readonly RawCommit[], repository: string): Pick<Range, "commits" | "pullRequests"> {
  const pullRequests = new Map<number, PullRequest>();
  const commits = raw.map((commit) => {
    const merged = (commit.associatedPullRequests?.nodes ?? []).filter(
      ({ baseRepository }) => baseRepository?.nameWithOwner.toLowerCase() === repository.toLowerCase(),
    );
    for (const one of merged) {
      pullRequests.set(one.number, pullRequest(one));
    }
    return rangeCommit(
      commit,
      merged.map(({ number }) => number),
    );
  });
  return { commits, pullRequests: [...pullRequests.values()] };
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
    pullRequests,
  };
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

function account(actor: NonNullable<Actor>): Account {
  return { login: actor.login, bot: isBot(actor) };
}

function isBot(actor: NonNullable<Actor>): boolean {
  return actor.__typename === "Bot" || actor.login.endsWith("[bot]");
}
