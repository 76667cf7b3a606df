import { type Account, accountOf } from "./accounts.ts";
import { type App, appOf } from "./apps.ts";
import { stamp } from "./clock.ts";
import type { Repository } from "./repository.ts";
import type { World } from "./world.ts";

/** A custom deployment protection rule: an App an admin has ticked for the environment. */
export interface Rule {
  readonly id: number;
  readonly app: App;
}

/** Which branches and tags may deploy; null: every one. */
export type DeploymentPolicy =
  | null
  | "protected-branches"
  | readonly { readonly id: number; readonly name: string; readonly type: "branch" | "tag" }[];

/** A GitHub environment and what protects it. */
export interface Environment {
  readonly id: number;
  readonly name: string;
  readonly createdAt: number;
  updatedAt: number;
  rules: readonly Rule[];
  reviewers: readonly Account[];
  preventSelfReview: boolean;
  /** Minutes. */
  waitTimer: number;
  adminBypass: boolean;
  policy: DeploymentPolicy;
  readonly ruleIds: { readonly timer: number; readonly reviewers: number; readonly policy: number };
}

export interface EnvironmentOptions {
  /** Slug of the App, or of several, that act as protection rules. */
  readonly rule?: string | readonly string[];
  /** Logins. */
  readonly reviewers?: readonly string[];
  readonly preventSelfReview?: boolean;
  /** Minutes. */
  readonly waitTimer?: number;
  readonly adminBypass?: boolean;
  /** The branches and tags that may deploy, as patterns. What runs in the sandbox does not follow it. */
  readonly policy?:
    | "protected-branches"
    | { readonly tags?: readonly string[]; readonly branches?: readonly string[] };
}

/** Environment names are compared without regard to case (reported by users of GitHub). */
export const findEnvironment = (repository: Repository, name: string): Environment | undefined =>
  repository.environments.find((environment) => environment.name.toLowerCase() === name.toLowerCase());

/** The environment of that name; a workflow that names a new one creates it, unprotected. */
export const environmentOf = (world: World, repository: Repository, name: string): Environment => {
  const known = findEnvironment(repository, name);
  if (known) return known;
  const now = stamp(world.clock);
  const environment: Environment = {
    id: world.ids("environment"),
    name,
    createdAt: now,
    updatedAt: now,
    rules: [],
    reviewers: [],
    preventSelfReview: false,
    waitTimer: 0,
    adminBypass: true,
    policy: null,
    ruleIds: { timer: world.ids("rule"), reviewers: world.ids("rule"), policy: world.ids("rule") },
  };
  repository.environments.push(environment);
  return environment;
};

const policyOf = (world: World, policy: EnvironmentOptions["policy"]): DeploymentPolicy => {
  if (policy === undefined || policy === "protected-branches") return policy ?? null;
  const named = (type: "branch" | "tag", names: readonly string[] = []) =>
    names.map((name) => ({ id: world.ids("rule"), name, type }));
  return [...named("branch", policy.branches), ...named("tag", policy.tags)];
};

/** Creates an environment or replaces its protection. */
export const protect = (
  world: World,
  repository: Repository,
  name: string,
  options: EnvironmentOptions,
): Environment => {
  const environment = environmentOf(world, repository, name);
  const apps = [options.rule ?? []].flat().map((slug) => appOf(world, slug));
  environment.rules = apps.map(
    (app) => environment.rules.find((rule) => rule.app === app) ?? { id: world.ids("rule"), app },
  );
  environment.reviewers = (options.reviewers ?? []).map((login) => accountOf(world, login));
  environment.preventSelfReview = options.preventSelfReview ?? false;
  environment.waitTimer = options.waitTimer ?? 0;
  environment.adminBypass = options.adminBypass ?? true;
  environment.policy = policyOf(world, options.policy);
  environment.updatedAt = stamp(world.clock);
  return environment;
};
