/** What GraphQL answers, as asked in `queries.ts`. */

/** Null: the account was deleted. */
export type RawAccount = {
  readonly login: string;
  readonly __typename: string;
  /** Of users. */
  readonly id?: string;
  readonly name?: string | null;
} | null;

export type RawPullRequest = {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly author: RawAccount;
  readonly authorAssociation: string;
  readonly mergedAt: string | null;
  readonly labels: { readonly nodes: readonly { readonly name: string }[] } | null;
  readonly baseRepository: { readonly nameWithOwner: string } | null;
};

type Some<T> = { readonly totalCount: number; readonly nodes: readonly T[] };

export type RawCommit = {
  readonly oid: string;
  readonly message: string;
  readonly authoredDate: string;
  readonly committedDate: string;
  readonly parents: { readonly totalCount: number };
  readonly authors: Some<{ readonly name: string | null; readonly user: RawAccount }>;
  readonly committer: {
    readonly name: string | null;
    readonly email: string | null;
    readonly user: { readonly login: string } | null;
  } | null;
  /** Null where GitHub tells nothing of them. */
  readonly associatedPullRequests: Some<RawPullRequest> | null;
};

export type RawPage = Some<RawCommit> & {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
};

export type RawComparison = {
  readonly aheadBy: number;
  readonly behindBy: number;
  readonly commits: RawPage;
};

type InRepository<T> = { readonly repository: (T & { readonly nameWithOwner: string }) | null };

/** With a target of its own it is an annotated tag. */
export type RawTarget = { readonly oid: string; readonly target?: RawTarget };

export type ComparisonAnswer = InRepository<{
  /** Null: there is no such ref. */
  readonly ref: {
    readonly target: RawTarget | null;
    /** Null: the two have no history in common, or one of them is not there. */
    readonly compare: RawComparison | null;
  } | null;
}>;

export type HistoryAnswer = InRepository<{ readonly object: { readonly history?: RawPage } | null }>;

export type RawCrowd = Pick<RawCommit, "authors" | "associatedPullRequests">;

/** By alias; empty of what is no commit. */
export type CrowdAnswer = {
  readonly repository: Readonly<Record<string, RawCrowd | { readonly authors?: undefined } | null>> | null;
};
