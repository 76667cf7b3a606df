/**
 * What GraphQL is asked of a range. Per page of 100 commits some 103,000 nodes of the 500,000 allowed, 12 points of the
 * 5,000 an hour (https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api). A pull
 * request takes no more than 100 labels.
 */

const ACCOUNT = "login __typename";

const PERSON = `nodes { name user { id name ${ACCOUNT} } }`;

const PULL_REQUEST = `nodes { id number title url authorAssociation mergedAt
  author { ${ACCOUNT} ... on User { id name } } labels(first: 100) { nodes { name } }
  baseRepository { nameWithOwner } }`;

const COMMITS = `totalCount pageInfo { hasNextPage endCursor } nodes { oid message authoredDate committedDate
  parents(first: 1) { totalCount } committer { name email user { login } }
  authors(first: 20) { totalCount ${PERSON} }
  associatedPullRequests(first: 10) { totalCount ${PULL_REQUEST} } }`;

/** An object, and what it is a tag of: a tag of a tag of a tag is legal, and more than this is nobody's release. */
const PEELED = Array.from({ length: 5 }).reduce<string>(
  (inner) => `oid ... on Tag { target { ${inner} } }`,
  "oid",
);

/** The commits of a base and of what it is compared to, and how far the two are from each other. */
export const COMPARISON = `query($owner: String!, $name: String!, $base: String!, $head: String!, $first: Int!, $after: String) {
  repository(owner: $owner, name: $name) { nameWithOwner
    ref(qualifiedName: $base) { target { ${PEELED} }
      compare(headRef: $head) { aheadBy behindBy commits(first: $first, after: $after) { ${COMMITS} } } } } }`;

/** A commit and all before it, newest first. */
export const HISTORY = `query($owner: String!, $name: String!, $commit: GitObjectID!, $first: Int!, $after: String) {
  repository(owner: $owner, name: $name) { nameWithOwner
    object(oid: $commit) { ... on Commit { history(first: $first, after: $after) { ${COMMITS} } } } } }`;

/** So many commits, each of which has more authors or pull requests than are asked for of a page of them. */
export function crowds(count: number): string {
  const places = Array.from({ length: count }, (_, at) => at);
  const variables = places.map((at) => `, $commit${at}: GitObjectID!`).join("");
  const commits = places.map(
    (at) => `commit${at}: object(oid: $commit${at}) { ... on Commit {
    authors(first: 100) { totalCount ${PERSON} }
    associatedPullRequests(first: 100) { totalCount ${PULL_REQUEST} } } }`,
  );
  return `query($owner: String!, $name: String!${variables}) {
  repository(owner: $owner, name: $name) { ${commits.join(" ")} } }`;
}

/** What is read of a pull request only where the configuration has a use for it. */
export const DETAILS = {
  body: "query($ids: [ID!]!) { nodes(ids: $ids) { ... on PullRequest { number body } } }",
  files:
    "query($ids: [ID!]!) { nodes(ids: $ids) { ... on PullRequest { number files(first: 100) { nodes { path } } } } }",
  both: "query($ids: [ID!]!) { nodes(ids: $ids) { ... on PullRequest { number body files(first: 100) { nodes { path } } } } }",
} as const;

/**
 * Whether each of so many users has authored any commit up to one, or up to a time on the default branch. A co-author
 * is none to GitHub.
 */
export function authorship(count: number): string {
  const places = Array.from({ length: count }, (_, at) => at);
  const variables = places.map((at) => `, $user${at}: ID!, $until${at}: GitTimestamp!`).join("");
  const histories = (until: (at: number) => string) =>
    places.map(
      (at) => `user${at}: history(first: 1, author: { id: $user${at} }${until(at)}) { nodes { oid } }`,
    );
  return `query($owner: String!, $name: String!, $commit: GitObjectID!${variables}) {
  repository(owner: $owner, name: $name) {
    object(oid: $commit) { ... on Commit { ${histories(() => "").join(" ")} } }
    defaultBranchRef { target { ... on Commit { ${histories((at) => `, until: $until${at}`).join(" ")} } } } } }`;
}
