import { type Account, accountOf } from "./accounts.ts";
import type { CheckRun } from "./checks.ts";
import { stamp } from "./clock.ts";
import type { Deployment } from "./deployments.ts";
import type { Environment } from "./environments.ts";
import { createObjects, type Objects } from "./git.ts";
import type { Issue } from "./issues.ts";
import type { PullRequest, RollupState } from "./pull-requests.ts";
import type { Release } from "./releases.ts";
import type { Ruleset } from "./rulesets.ts";
import type { Run } from "./runs.ts";
import type { Conclusion, Workflow } from "./workflows.ts";
import type { World } from "./world.ts";

export type BaseRole = "none" | "read" | "triage" | "write" | "maintain" | "admin";

/** A role on a repository; a custom one has its own name and inherits from a base role. */
export interface Role {
  readonly name: string;
  readonly base: BaseRole;
}

export interface Label {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

export interface Milestone {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly creator: Account;
  readonly createdAt: number;
}

/** Everything GitHub keeps about a repository. */
export interface Repository {
  readonly id: number;
  owner: Account;
  name: string;
  /** Full names it had before; requests by them are redirected. */
  readonly formerNames: string[];
  private: boolean;
  defaultBranch: string;
  hasIssues: boolean;
  hasDiscussions: boolean;
  archived: boolean;
  immutableReleases: boolean;
  /** GitHub Actions is switched off in its settings. */
  actionsOff: boolean;
  /** Its owner pays for no plan: a private repository lacks what needs one. */
  freePlan: boolean;
  /** Dispatches as before February 2026, when GitHub began to tell their run. */
  olderDispatch: boolean;
  readonly createdAt: number;
  updatedAt: number;
  pushedAt: number;
  readonly roles: Map<number, Role>;
  labels: Label[];
  readonly milestones: Milestone[];
  readonly discussionCategories: string[];
  readonly rulesets: Ruleset[];
  readonly objects: Objects;
  /** Full ref name (`refs/heads/main`) to sha. */
  readonly refs: Map<string, string>;
  readonly workflows: Workflow[];
  readonly runs: Run[];
  /** Planned conclusions per job name, one consumed per execution. */
  readonly outcomes: Map<string, Conclusion[]>;
  /** What steps of jobs print, per job name, one entry consumed per execution. */
  readonly logs: Map<string, (readonly string[])[]>;
  readonly environments: Environment[];
  readonly deployments: Deployment[];
  readonly issues: Map<number, Issue>;
  readonly pulls: PullRequest[];
  lastNumber: number;
  releases: Release[];
  /** Tag names an immutable release has used up. */
  readonly burntTags: Set<string>;
  readonly checkRuns: CheckRun[];
  /** What all checks and statuses of commits come to, by sha. */
  readonly rollups: Map<string, RollupState>;
}

export interface RepositoryOptions {
  readonly owner: string;
  readonly name: string;
  readonly private?: boolean;
  readonly defaultBranch?: string;
  readonly id?: number;
  readonly hasIssues?: boolean;
  readonly hasDiscussions?: boolean;
}

/** Creates an empty repository; its owner, when a person, is its admin. */
export const createRepository = (world: World, options: RepositoryOptions): Repository => {
  const owner = accountOf(world, options.owner);
  const now = stamp(world.clock);
  const repository: Repository = {
    id: options.id ?? world.ids("repository"),
    owner,
    name: options.name,
    formerNames: [],
    private: options.private ?? false,
    defaultBranch: options.defaultBranch ?? "main",
    hasIssues: options.hasIssues ?? true,
    hasDiscussions: options.hasDiscussions ?? false,
    archived: false,
    immutableReleases: false,
    actionsOff: false,
    freePlan: false,
    olderDispatch: false,
    createdAt: now,
    updatedAt: now,
    pushedAt: now,
    roles: new Map(owner.type === "User" ? [[owner.id, { name: "admin", base: "admin" }]] : []),
    labels: [],
    milestones: [],
    discussionCategories: [],
    rulesets: [],
    objects: createObjects(),
    refs: new Map(),
    workflows: [],
    runs: [],
    outcomes: new Map(),
    logs: new Map(),
    environments: [],
    deployments: [],
    issues: new Map(),
    pulls: [],
    lastNumber: 0,
    releases: [],
    burntTags: new Set(),
    checkRuns: [],
    rollups: new Map(),
  };
  world.repositories.push(repository);
  return repository;
};

export const fullName = (repository: Repository): string => `${repository.owner.login}/${repository.name}`;

/** The repository of that full name today, compared without regard to case. */
export const findRepository = (world: World, name: string): Repository | undefined =>
  world.repositories.find((repository) => fullName(repository).toLowerCase() === name.toLowerCase());

/** The repository that once had that full name, while no other has taken it. */
export const formerRepository = (world: World, name: string): Repository | undefined =>
  world.repositories.find((repository) =>
    repository.formerNames.some((former) => former.toLowerCase() === name.toLowerCase()),
  );

/** Gives a person a role, by its name or as a custom role on a base. */
export const setRole = (world: World, repository: Repository, login: string, role: BaseRole | Role): void => {
  const given = typeof role === "string" ? { name: role, base: role } : role;
  const account = accountOf(world, login);
  if (given.base === "none") repository.roles.delete(account.id);
  else repository.roles.set(account.id, given);
};

/** A person's role; everybody reads what is public. */
export const roleOf = (repository: Repository, account: Account): Role =>
  repository.roles.get(account.id) ??
  (repository.private ? { name: "none", base: "none" } : { name: "read", base: "read" });

const ORDER: readonly BaseRole[] = ["none", "read", "triage", "write", "maintain", "admin"];

/** Whether a person's role includes a base role. */
export const hasRole = (repository: Repository, account: Account, least: BaseRole): boolean =>
  ORDER.indexOf(roleOf(repository, account).base) >= ORDER.indexOf(least);

export type Settings = Partial<
  Pick<
    Repository,
    | "hasIssues"
    | "hasDiscussions"
    | "archived"
    | "private"
    | "immutableReleases"
    | "actionsOff"
    | "olderDispatch"
    | "freePlan"
    | "defaultBranch"
  >
>;

/** Changes settings of a repository. */
export const configure = (world: World, repository: Repository, settings: Settings): void => {
  Object.assign(repository, settings, { updatedAt: stamp(world.clock) });
};

/** Renames a repository; its old name redirects until another repository takes it. */
export const renameRepository = (world: World, repository: Repository, name: string): void => {
  repository.formerNames.push(fullName(repository));
  repository.name = name;
  repository.updatedAt = stamp(world.clock);
};

/** Deletes a repository; nothing of it redirects. */
export const deleteRepository = (world: World, repository: Repository): void => {
  world.repositories = world.repositories.filter((candidate) => candidate !== repository);
};

/** The label of that name; GitHub makes one on the fly when an issue is labelled with an unknown name. */
export const labelOf = (world: World, repository: Repository, name: string): Label => {
  const known = repository.labels.find((label) => label.name.toLowerCase() === name.toLowerCase());
  return known ?? addLabel(world, repository, name, {});
};

/** Adds a label. */
export const addLabel = (
  world: World,
  repository: Repository,
  name: string,
  looks: { color?: string; description?: string },
): Label => {
  const label: Label = {
    id: world.ids("label"),
    name,
    color: looks.color ?? "ededed",
    description: looks.description ?? null,
  };
  repository.labels.push(label);
  return label;
};

/** Adds an open milestone. */
export const addMilestone = (world: World, repository: Repository, title: string): Milestone => {
  const milestone: Milestone = {
    id: world.ids("milestone"),
    number: repository.milestones.length + 1,
    title,
    creator: repository.owner,
    createdAt: stamp(world.clock),
  };
  repository.milestones.push(milestone);
  return milestone;
};
