/**
 * The part of GitHub's published GraphQL schema the sandbox serves, with GitHub's own names and types
 * (source: docs.github.com/graphql, public schema).
 */
export const SDL = /* GraphQL */ `
scalar DateTime
scalar GitObjectID
scalar GitTimestamp
scalar URI
scalar BigInt

interface Node { id: ID! }
interface Actor { login: String! url: URI! }
interface GitObject { id: ID! oid: GitObjectID! }

type Query {
  viewer: User!
  node(id: ID!): Node
  nodes(ids: [ID!]!): [Node]!
  repository(owner: String!, name: String!, followRenames: Boolean = true): Repository
  search(query: String!, type: SearchType!, first: Int, after: String): SearchResultItemConnection!
  rateLimit(dryRun: Boolean = false): RateLimit
}

enum SearchType { ISSUE }
union SearchResultItem = Issue
type SearchResultItemConnection { issueCount: Int! nodes: [SearchResultItem] pageInfo: PageInfo! }

type RateLimit { cost: Int! limit: Int! nodeCount: Int! remaining: Int! resetAt: DateTime! used: Int! }

type User implements Node & Actor { id: ID! databaseId: Int login: String! name: String url: URI! }
type Bot implements Node & Actor { id: ID! databaseId: Int login: String! url: URI! }
type Organization implements Node & Actor { id: ID! databaseId: Int login: String! name: String url: URI! }

type PageInfo { endCursor: String hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String }

enum ReactionContent { CONFUSED EYES HEART HOORAY LAUGH ROCKET THUMBS_DOWN THUMBS_UP }
type ReactorConnection { totalCount: Int! }
type ReactionGroup {
  content: ReactionContent!
  createdAt: DateTime
  reactors(first: Int, after: String): ReactorConnection!
  viewerHasReacted: Boolean!
}

type IssueComment implements Node {
  id: ID!
  databaseId: Int
  fullDatabaseId: BigInt
  author: Actor
  body: String!
  createdAt: DateTime!
  editor: Actor
  includesCreatedEdit: Boolean!
  isMinimized: Boolean!
  issue: Issue!
  lastEditedAt: DateTime
  reactionGroups: [ReactionGroup!]
  updatedAt: DateTime!
  url: URI!
  viewerDidAuthor: Boolean!
}
type IssueCommentConnection { nodes: [IssueComment] pageInfo: PageInfo! totalCount: Int! }

enum IssueState { CLOSED OPEN }
type Issue implements Node {
  id: ID!
  databaseId: Int
  number: Int!
  title: String!
  body: String!
  state: IssueState!
  locked: Boolean!
  author: Actor
  createdAt: DateTime!
  url: URI!
  comments(first: Int, after: String, last: Int): IssueCommentConnection!
  milestone: Milestone
  repository: Repository!
}
type Milestone implements Node { id: ID! title: String! }
enum IssueOrderField { COMMENTS CREATED_AT UPDATED_AT }
input IssueOrder { direction: OrderDirection! field: IssueOrderField! }

enum OrderDirection { ASC DESC }
enum RefOrderField { ALPHABETICAL TAG_COMMIT_DATE }
input RefOrder { direction: OrderDirection! field: RefOrderField! }
type RefConnection { nodes: [Ref] pageInfo: PageInfo! totalCount: Int! }

type Repository implements Node {
  id: ID!
  databaseId: Int
  nameWithOwner: String!
  defaultBranchRef: Ref
  hasDiscussionsEnabled: Boolean!
  discussionCategories(first: Int, after: String): DiscussionCategoryConnection!
  object(expression: String, oid: GitObjectID): GitObject
  ref(qualifiedName: String!): Ref
  refs(refPrefix: String!, first: Int, after: String, orderBy: RefOrder): RefConnection
  issue(number: Int!): Issue
  issueOrPullRequest(number: Int!): IssueOrPullRequest
  issues(states: [IssueState!], labels: [String!], first: Int, after: String): IssueConnection!
  pullRequests(states: [PullRequestState!], orderBy: IssueOrder, first: Int, after: String): PullRequestConnection!
}

type DiscussionCategory implements Node { id: ID! name: String! }
type DiscussionCategoryConnection { nodes: [DiscussionCategory] pageInfo: PageInfo! totalCount: Int! }

union IssueOrPullRequest = Issue | PullRequest
type IssueConnection { nodes: [Issue] totalCount: Int! pageInfo: PageInfo! }

type Ref implements Node {
  id: ID!
  name: String!
  prefix: String!
  target: GitObject
  compare(headRef: String!): Comparison
}

type Tag implements Node & GitObject {
  id: ID!
  oid: GitObjectID!
  name: String!
  message: String
  tagger: GitActor
  target: GitObject!
}
type Tree implements Node & GitObject { id: ID! oid: GitObjectID! }
type Blob implements Node & GitObject { id: ID! oid: GitObjectID! }

enum ComparisonStatus { AHEAD BEHIND DIVERGED IDENTICAL }
type Comparison implements Node {
  id: ID!
  aheadBy: Int!
  behindBy: Int!
  status: ComparisonStatus!
  commits(first: Int, after: String): ComparisonCommitConnection!
}
type CommitConnection { nodes: [Commit] pageInfo: PageInfo! totalCount: Int! }
type CommitHistoryConnection { nodes: [Commit] pageInfo: PageInfo! totalCount: Int! }
input CommitAuthor { emails: [String!] id: ID }
type ComparisonCommitConnection { nodes: [Commit] pageInfo: PageInfo! totalCount: Int! }

type GitActor { name: String email: String date: GitTimestamp user: User }
type GitActorConnection { nodes: [GitActor] totalCount: Int! }

type Commit implements Node & GitObject {
  id: ID!
  oid: GitObjectID!
  message: String!
  messageHeadline: String!
  authoredDate: DateTime!
  committedDate: DateTime!
  parents(first: Int, after: String): CommitConnection!
  author: GitActor
  committer: GitActor
  authors(first: Int, after: String): GitActorConnection!
  associatedPullRequests(first: Int, after: String): PullRequestConnection
  statusCheckRollup: StatusCheckRollup
  history(first: Int, after: String, author: CommitAuthor, until: GitTimestamp): CommitHistoryConnection!
}

type Label implements Node { id: ID! name: String! color: String! description: String }
type LabelConnection { nodes: [Label] totalCount: Int! }

enum CommentAuthorAssociation {
  COLLABORATOR CONTRIBUTOR FIRST_TIMER FIRST_TIME_CONTRIBUTOR MANNEQUIN MEMBER NONE OWNER
}
type PullRequestConnection { nodes: [PullRequest] totalCount: Int! pageInfo: PageInfo! }
type PullRequest implements Node {
  id: ID!
  number: Int!
  title: String!
  body: String!
  url: URI!
  permalink: URI!
  merged: Boolean!
  mergedAt: DateTime
  author: Actor
  authorAssociation: CommentAuthorAssociation!
  baseRefName: String!
  baseRepository: Repository
  labels(first: Int, after: String): LabelConnection
  locked: Boolean!
  comments(first: Int, after: String, last: Int): IssueCommentConnection!
  closingIssuesReferences(first: Int, after: String): IssueConnection
  files(first: Int, after: String): PullRequestChangedFileConnection
  state: PullRequestState!
  isDraft: Boolean!
  mergeable: MergeableState!
  milestone: Milestone
  reviewDecision: PullRequestReviewDecision
  latestOpinionatedReviews(first: Int, after: String, writersOnly: Boolean): PullRequestReviewConnection
  statusCheckRollup: StatusCheckRollup
}
enum PullRequestState { CLOSED MERGED OPEN }
enum MergeableState { CONFLICTING MERGEABLE UNKNOWN }
enum PullRequestReviewDecision { APPROVED CHANGES_REQUESTED REVIEW_REQUIRED }
enum PullRequestReviewState { APPROVED CHANGES_REQUESTED COMMENTED DISMISSED PENDING }
type PullRequestReview implements Node { id: ID! state: PullRequestReviewState! }
type PullRequestReviewConnection { nodes: [PullRequestReview] pageInfo: PageInfo! totalCount: Int! }
enum StatusState { ERROR EXPECTED FAILURE PENDING SUCCESS }
type StatusCheckRollup implements Node { id: ID! state: StatusState! }
type PullRequestChangedFile { path: String! }
type PullRequestChangedFileConnection { nodes: [PullRequestChangedFile] pageInfo: PageInfo! totalCount: Int! }
`;
