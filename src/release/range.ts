import type { Instant } from "./instant.ts";

/**
 * What the notes of a release are about. A final has one list, since the final before it; a pre-release two: since
 * the version before it, whatever that was, and since the last final, where that is another: who is new stands in the first.
 */
export type Ranges = { readonly list: Range; readonly sinceFinal?: Range };

/** What came between an earlier tag and the tagged commit. What had shipped under another commit is not in it. */
export type Range = {
  /** The tag it starts from; absent: no version came before this one. */
  readonly base?: string;
  /** Oldest first. */
  readonly commits: readonly RangeCommit[];
  /** Those that the commits came with, into this repository, in the order in which they were merged. */
  readonly pullRequests: readonly PullRequest[];
  /** Whose first contribution to the repository is in here, as far as GitHub tells. */
  readonly newcomers: readonly Newcomer[];
  /** What the base has under other commits, and so was left out. */
  readonly shipped: { readonly commits: number; readonly pullRequests: readonly number[] };
  /** In words, what GitHub did not tell; empty: the range is whole. */
  readonly missing: readonly RangeGap[];
};

/** Why a range may lack something. */
export type RangeGap =
  /** The history before the first release is longer than what is read of it. */
  | { readonly is: "older-commits"; readonly read: number }
  /** A commit names more authors, or came with more pull requests, than are read of one. */
  | { readonly is: "crowded-commit"; readonly sha: string }
  /** GitHub said there are so many commits, and gave fewer. */
  | { readonly is: "commits-withheld"; readonly said: number; readonly read: number }
  /** So many commits came since the base, and no more than so many are read. */
  | { readonly is: "too-many-commits"; readonly said: number; readonly read: number }
  /** The base has so many commits that the release lacks, and not all were read: something may be listed twice. */
  | { readonly is: "shipped-unread"; readonly said: number; readonly read: number }
  /** The tag is no version, so that nothing tells where its notes start. */
  | { readonly is: "no-base" }
  /** Somebody chose this tag to start from, and it is gone or has no history in common with the release. */
  | { readonly is: "base-passed-over"; readonly tag: string }
  /** Somebody chose this tag to start from, and no commit came after it. */
  | { readonly is: "nothing-since"; readonly tag: string }
  /** Whether these people had contributed before could not be found out. */
  | { readonly is: "newcomers-unknown"; readonly why: string };

/** Of nothing. */
export const EMPTY_RANGE: Range = {
  commits: [],
  pullRequests: [],
  newcomers: [],
  shipped: { commits: 0, pullRequests: [] },
  missing: [],
};

const GAPS: Readonly<Record<RangeGap["is"], true>> = {
  "older-commits": true,
  "crowded-commit": true,
  "commits-withheld": true,
  "too-many-commits": true,
  "shipped-unread": true,
  "no-base": true,
  "base-passed-over": true,
  "nothing-since": true,
  "newcomers-unknown": true,
};

/** Every kind of gap. */
export const RANGE_GAPS = Object.keys(GAPS) as readonly RangeGap["is"][];

export type RangeCommit = {
  readonly sha: string;
  /** First line of the message. */
  readonly subject: string;
  /** The rest of the message. */
  readonly body: string;
  readonly authoredAt: Instant;
  /** It has more than one parent. */
  readonly isMerge: boolean;
  /** The author, then the co-authors. */
  readonly authors: readonly CommitAuthor[];
  /** Who put it into the history, by login or by name in git; absent: its author, or GitHub for them. */
  readonly committer?: string;
  /** Numbers of the pull requests it came with, of those of the range. */
  readonly pullRequests: readonly number[];
};

/** An account of GitHub's, as the notes name it. */
export type Account = {
  readonly login: string;
  readonly bot: boolean;
  /** The name they gave GitHub, where they gave one. */
  readonly name?: string;
};

/** Who a commit names. Addresses are not kept. */
export type CommitAuthor = {
  /** As git has it. */
  readonly name: string;
  /** Absent: GitHub knows no account by the address; it may have been deleted. */
  readonly account?: Account;
};

export type PullRequest = {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  /** Absent: the account was deleted. */
  readonly author?: Account;
  /** GitHub's word for what the author is to the repository, as far as the app may see. */
  readonly association: string;
  readonly labels: readonly string[];
  readonly mergedAt?: Instant;
  /** The description, where the configuration has a use for it. */
  readonly body?: string;
  /** Paths of the files it changed, where categories go by them; no more than the first hundred. */
  readonly paths?: readonly string[];
};

/** Somebody's first contribution. */
export type Newcomer = {
  readonly login: string;
  /** Absent: it came through no pull request. */
  readonly pullRequest?: number;
};
