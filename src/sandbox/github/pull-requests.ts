import { type Account, accountOf } from "./accounts.ts";
import { stamp } from "./clock.ts";
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
}

/** Adds a pull request; merged when `mergedAt` is given. */
export const addPullRequest = (
  world: World,
  repository: Repository,
  options: PullRequestOptions,
): PullRequest => {
  const number = options.number ?? repository.lastNumber + 1;
  repository.lastNumber = Math.max(repository.lastNumber, number);
  const pull: PullRequest = {
    id: world.ids("pull"),
    number,
    title: options.title,
    body: options.body ?? "",
    author: accountOf(world, options.author),
    labels: (options.labels ?? []).map((name) => labelOf(world, repository, name)),
    commits: options.commits ?? [],
    createdAt: stamp(world.clock),
    mergedAt: options.mergedAt ?? null,
    baseRef: options.baseRef ?? repository.defaultBranch,
    milestone: options.milestone ?? null,
  };
  repository.pulls.push(pull);
  return pull;
};

/** Pull requests a commit came with. */
export const pullsOf = (repository: Repository, sha: string): PullRequest[] =>
  repository.pulls.filter((pull) => pull.commits.includes(sha));
