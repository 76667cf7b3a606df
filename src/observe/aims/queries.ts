import type { RawRollup } from "../head.ts";

/** Some 2,600 nodes of the 500,000 allowed per page of a hundred. */
export const SCAN = `query($owner: String!, $name: String!, $first: Int!, $after: String,
  $wanted: Boolean!, $blockers: [String!]!) {
  repository(owner: $owner, name: $name) {
    issues(states: OPEN, labels: $blockers, first: 50) @include(if: $wanted) { totalCount nodes { number title url } }
    pullRequests(states: OPEN, first: $first, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      totalCount pageInfo { hasNextPage endCursor }
      nodes { id number title url author { login __typename } milestone { title } labels(first: 20) { nodes { name } }
        closingIssuesReferences(first: 5) { nodes { milestone { title } } } } } } }`;

/** `reviewDecision` is null where no review is required: then the newest reviews of those who may write tell. */
export const DETAILS = `query($ids: [ID!]!, $checks: Boolean!) {
  nodes(ids: $ids) { ... on PullRequest { id state isDraft mergeable reviewDecision
    latestOpinionatedReviews(first: 20, writersOnly: true) { nodes { state } }
    statusCheckRollup @include(if: $checks) { state } } } }`;

type Titled = { readonly title: string } | null;

export type RawIssue = { readonly number: number; readonly title: string; readonly url: string };

export type RawPull = RawIssue & {
  readonly id: string;
  readonly author: { readonly login: string; readonly __typename: string } | null;
  readonly milestone: Titled;
  readonly labels: { readonly nodes: readonly ({ readonly name: string } | null)[] | null } | null;
  readonly closingIssuesReferences: {
    readonly nodes: readonly ({ readonly milestone: Titled } | null)[] | null;
  } | null;
};

export type ScanAnswer = {
  readonly repository: {
    readonly issues?: { readonly totalCount: number; readonly nodes: readonly (RawIssue | null)[] | null };
    readonly pullRequests: {
      readonly totalCount: number;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly nodes: readonly (RawPull | null)[] | null;
    };
  } | null;
};

/** An open pull request's reviews and checks, as GitHub tells them. */
export type RawState = {
  readonly state: string;
  readonly isDraft: boolean;
  readonly mergeable: string;
  readonly reviewDecision: string | null;
  readonly latestOpinionatedReviews: {
    readonly nodes: readonly ({ readonly state: string } | null)[] | null;
  } | null;
  readonly statusCheckRollup?: RawRollup;
};

export type DetailsAnswer = { readonly nodes: readonly ((RawState & { readonly id: string }) | null)[] };
