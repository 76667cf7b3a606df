import { type Account, accountOf } from "./accounts.ts";
import { stamp } from "./clock.ts";
import type { Issue } from "./issues.ts";
import { type Label, labelOf, type Repository } from "./repository.ts";
import type { World } from "./world.ts";

/** GitHub's words for what checks and statuses come to. */
export type RollupState = "SUCCESS" | "FAILURE" | "ERROR" | "PENDING" | "EXPECTED";

/** What keeps an open pull request from being merged, or does not. */
export interface PullStanding {
  readonly draft: boolean;
  readonly conflicts: boolean;
  /** Null where no review is required: then the newest reviews of those who may write tell. */
  readonly decision: "APPROVED" | "CHANGES_REQUESTED" | "REVIEW_REQUIRED" | null;
  readonly reviews: readonly ("APPROVED" | "CHANGES_REQUESTED")[];
  readonly checks: RollupState | null;
}

/** A pull request, as far as release notes and the board before a tag need it. */
export interface PullRequest {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: Account;
  readonly labels: readonly Label[];
  commits: readonly string[];
  readonly createdAt: number;
  mergedAt: number | null;
  readonly baseRef: string;
  readonly milestone: string | null;
  /** Numbers of the issues that it closes. */
  readonly closes: readonly number[];
  standing: PullStanding;
  /** On GitHub every pull request is an issue: this one has its comments. */
  readonly conversation: Issue;
}

export interface PullRequestOptions {
  readonly number?: number;
  readonly title: string;
  /** Login. */
  readonly author: string;
  readonly body?: string;
  readonly labels?: readonly string[];
  /** Shas on the base branch that came with it. */
  readonly commits?: readonly string[];
  readonly mergedAt?: number;
  readonly baseRef?: string;
  readonly milestone?: string;
  readonly closes?: readonly number[];
  readonly standing?: Partial<PullStanding>;
}

const NEW: PullStanding = { draft: false, conflicts: false, decision: null, reviews: [], checks: null };

/** Adds a pull request; merged when `mergedAt` is given. */
export const addPullRequest = (
  world: World,
  repository: Repository,
  options: PullRequestOptions,
): PullRequest => {
  const number = options.number ?? repository.lastNumber + 1;
  repository.lastNumber = Math.max(repository.lastNumber, number);
  const author = accountOf(world, options.author);
  const pull = {
    id: world.ids("pull"),
    number,
    title: options.title,
    body: options.body ?? "",
    author,
    labels: (options.labels ?? []).map((name) => labelOf(world, repository, name)),
    commits: options.commits ?? [],
    createdAt: stamp(world.clock),
    mergedAt: options.mergedAt ?? null,
    baseRef: options.baseRef ?? repository.defaultBranch,
    milestone: options.milestone ?? null,
    closes: options.closes ?? [],
    standing: { ...NEW, ...options.standing },
  };
  const whole: PullRequest = { ...pull, conversation: conversationOf(pull) };
  repository.pulls.push(whole);
  return whole;
};

const pullOf = (repository: Repository, number: number): PullRequest => {
  const pull = repository.pulls.find((one) => one.number === number);
  if (!pull) throw new Error(`The sandbox has no pull request ${number}`);
  return pull;
};

/** Reviews, checks and conflicts change. */
export const standPullRequest = (
  repository: Repository,
  number: number,
  standing: Partial<PullStanding>,
): void => {
  const pull = pullOf(repository, number);
  pull.standing = { ...pull.standing, ...standing };
};

/** Merges an open pull request, with the commits that came of it. */
export const mergePullRequest = (
  world: World,
  repository: Repository,
  number: number,
  commits: readonly string[],
): void => {
  const pull = pullOf(repository, number);
  const now = stamp(world.clock);
  pull.commits = commits;
  pull.mergedAt = now;
  Object.assign(pull.conversation, { pull: { mergedAt: now }, state: "closed", closedAt: now });
};

const conversationOf = (pull: Omit<PullRequest, "conversation">): Issue => ({
  id: pull.id,
  number: pull.number,
  title: pull.title,
  body: pull.body,
  author: pull.author,
  viaApp: null,
  pull: { mergedAt: pull.mergedAt },
  state: pull.mergedAt === null ? "open" : "closed",
  stateReason: null,
  closedBy: null,
  labels: pull.labels,
  locked: false,
  createdAt: pull.createdAt,
  updatedAt: pull.mergedAt ?? pull.createdAt,
  closedAt: pull.mergedAt,
  milestone: pull.milestone,
  comments: [],
  reactions: [],
  transferredTo: null,
  deleted: false,
});

/** Pull requests a commit came with. */
export const pullsOf = (repository: Repository, sha: string): PullRequest[] =>
  repository.pulls.filter((pull) => pull.commits.includes(sha));
