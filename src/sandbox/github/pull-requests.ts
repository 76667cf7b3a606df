import { type Account, accountOf } from "./accounts.ts";
import { stamp } from "./clock.ts";
import type { Issue } from "./issues.ts";
import { type Label, labelOf, type Repository } from "./repository.ts";
import type { World } from "./world.ts";

/** A pull request, as far as release notes need it. */
export interface PullRequest {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: Account;
  readonly labels: readonly Label[];
  readonly commits: readonly string[];
  readonly createdAt: number;
  readonly mergedAt: number | null;
  readonly baseRef: string;
  readonly milestone: string | null;
  /** Numbers of the issues that it closes. */
  readonly closes: readonly number[];
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
}

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
  };
  const whole: PullRequest = { ...pull, conversation: conversationOf(pull) };
  repository.pulls.push(whole);
  return whole;
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
  comments: [],
  reactions: [],
  transferredTo: null,
  deleted: false,
});

/** Pull requests a commit came with. */
export const pullsOf = (repository: Repository, sha: string): PullRequest[] =>
  repository.pulls.filter((pull) => pull.commits.includes(sha));
