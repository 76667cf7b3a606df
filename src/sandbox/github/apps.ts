import { type Account, accountOf, createBot } from "./accounts.ts";
import { stamp } from "./clock.ts";
import type { Repository } from "./repository.ts";
import type { World } from "./world.ts";

export type Level = "read" | "write";
export type Permissions = Readonly<Record<string, Level>>;

/** A registered GitHub App. */
export interface App {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly clientId: string;
  /** For OAuth; null: none was made. */
  readonly clientSecret: string | null;
  /** Where people may be sent back to. */
  readonly callbackUrls: readonly string[];
  readonly owner: Account;
  readonly bot: Account;
  /** PEM of the public half of the key the App signs its JWTs with. */
  readonly publicKey: string;
  readonly webhookSecret: string;
  readonly webhookUrl: string | undefined;
  readonly deliver: ((request: Request) => Promise<Response>) | undefined;
  readonly hookId: number;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly createdAt: number;
}

export interface AppOptions {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly publicKey: string;
  readonly webhookSecret: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly callbackUrls?: readonly string[];
  readonly webhookUrl?: string;
  readonly deliver?: (request: Request) => Promise<Response>;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly owner?: string;
}

/** An App installed on an account. `repositories` holds ids; null means all of the account's. */
export interface Installation {
  readonly id: number;
  readonly app: App;
  readonly account: Account;
  repositories: Set<number> | null;
  permissions: Permissions;
  suspended: { readonly at: number; readonly by: Account } | null;
  readonly createdAt: number;
  updatedAt: number;
}

/** Registers an App; its bot account `slug[bot]` comes with it. Metadata is readable for every App. */
export const registerApp = (world: World, options: AppOptions): App => {
  const bot = createBot(world, options.slug);
  const app: App = {
    id: options.id,
    slug: options.slug,
    name: options.name,
    clientId: options.clientId ?? `Iv23li${String(options.id).padStart(14, "0")}`,
    clientSecret: options.clientSecret ?? null,
    callbackUrls: options.callbackUrls ?? [],
    owner: options.owner === undefined ? bot : accountOf(world, options.owner),
    bot,
    publicKey: options.publicKey,
    webhookSecret: options.webhookSecret,
    webhookUrl: options.webhookUrl,
    deliver: options.deliver,
    hookId: world.ids("hook"),
    permissions: { metadata: "read", ...options.permissions },
    events: options.events,
    createdAt: stamp(world.clock),
  };
  world.apps.push(app);
  return app;
};

/** The App of that slug; an unknown one is a mistake in the story. */
export const appOf = (world: World, slug: string): App => {
  const app = world.apps.find((candidate) => candidate.slug === slug);
  if (!app) throw new Error(`The sandbox has no App "${slug}": call registerApp first`);
  return app;
};

export interface InstallOptions {
  readonly app: string;
  readonly owner: string;
  readonly repositories: "all" | readonly string[];
  readonly permissions?: Permissions;
}

const idsOf = (world: World, owner: Account, names: readonly string[]): Set<number> =>
  new Set(
    names.map((name) => {
      const repository = world.repositories.find(
        (candidate) => candidate.owner === owner && candidate.name === name.replace(/^.*\//, ""),
      );
      if (!repository)
        throw new Error(`The sandbox has no repository ${owner.login}/${name} to install an App on`);
      return repository.id;
    }),
  );

/** Installs an App on an account, with all it asks for unless fewer permissions are given. */
export const install = (world: World, options: InstallOptions): Installation => {
  const app = appOf(world, options.app);
  const account = accountOf(world, options.owner);
  const now = stamp(world.clock);
  const installation: Installation = {
    id: world.ids("installation"),
    app,
    account,
    repositories: options.repositories === "all" ? null : idsOf(world, account, options.repositories),
    permissions: options.permissions ? { metadata: "read", ...options.permissions } : app.permissions,
    suspended: null,
    createdAt: now,
    updatedAt: now,
  };
  world.installations.push(installation);
  world.emit({ name: "installation", action: "created", installation, sender: account });
  return installation;
};

/** The installation of that id; an unknown one is a mistake in the story. */
const installationOf = (world: World, id: number): Installation => {
  const installation = world.installations.find((candidate) => candidate.id === id);
  if (!installation) throw new Error(`The sandbox has no installation ${id}`);
  return installation;
};

/** The installations of an App. */
export const findInstallations = (world: World, app: App): Installation[] =>
  world.installations.filter((installation) => installation.app === app);

/** Whether an installation covers a repository. */
export const covers = (installation: Installation, repository: Repository): boolean =>
  installation.account === repository.owner &&
  (installation.repositories === null || installation.repositories.has(repository.id));

/** The repositories an installation covers. */
export const repositoriesOf = (world: World, installation: Installation): Repository[] =>
  world.repositories.filter((repository) => covers(installation, repository));

/** Takes one permission away, as an owner who lowers them does; tokens given out before lose it as well. */
export const withdrawPermission = (world: World, id: number, name: string): void => {
  const installation = installationOf(world, id);
  const { [name]: _withdrawn, ...rest } = installation.permissions;
  installation.permissions = rest;
  installation.updatedAt = stamp(world.clock);
};

/** Grants a permission, as an owner who accepts an App's new request does. */
export const grantPermission = (world: World, id: number, grant: { name: string; level: Level }): void => {
  const installation = installationOf(world, id);
  installation.permissions = { ...installation.permissions, [grant.name]: grant.level };
  installation.updatedAt = stamp(world.clock);
  world.emit({
    name: "installation",
    action: "new_permissions_accepted",
    installation,
    sender: installation.account,
  });
};

/** Suspends an installation: its tokens stop working and it gets no more events. */
export const suspend = (world: World, id: number): void => {
  const installation = installationOf(world, id);
  installation.suspended = { at: stamp(world.clock), by: installation.account };
  world.emit({ name: "installation", action: "suspend", installation, sender: installation.account });
};

/** Ends a suspension. */
export const unsuspend = (world: World, id: number): void => {
  const installation = installationOf(world, id);
  installation.suspended = null;
  world.emit({ name: "installation", action: "unsuspend", installation, sender: installation.account });
};

/** Removes an installation. */
export const uninstall = (world: World, id: number): void => {
  const installation = installationOf(world, id);
  world.emit({ name: "installation", action: "deleted", installation, sender: installation.account });
  world.installations = world.installations.filter((candidate) => candidate !== installation);
};

const tellCoverage = (
  world: World,
  installation: Installation,
  action: "added" | "removed",
  repository: Repository,
): void => {
  installation.updatedAt = stamp(world.clock);
  const sender = installation.account;
  world.emit({ name: "installation_repositories", action, installation, repositories: [repository], sender });
};

const named = (world: World, fullName: string): Repository => {
  const repository = world.repositories.find(({ owner, name }) => `${owner.login}/${name}` === fullName);
  if (!repository) throw new Error(`The sandbox has no repository ${fullName}`);
  return repository;
};

/** Adds one repository (`owner/name`) to an installation of selected repositories. */
export const addRepository = (world: World, id: number, fullName: string): void => {
  const installation = installationOf(world, id);
  const repository = named(world, fullName);
  installation.repositories?.add(repository.id);
  tellCoverage(world, installation, "added", repository);
};

/**
 * Gives a repository to another owner. The installation it leaves is told, and one of all repositories that it comes to
 * (polarsource/polar#1207); one of selected repositories does not cover it until somebody adds it.
 */
export const transferRepository = (world: World, repository: Repository, owner: Account): void => {
  const left = world.installations.filter((installation) => covers(installation, repository));
  repository.formerNames.push(`${repository.owner.login}/${repository.name}`);
  repository.owner = owner;
  repository.updatedAt = stamp(world.clock);
  for (const installation of left) {
    installation.repositories?.delete(repository.id);
    tellCoverage(world, installation, "removed", repository);
  }
  for (const installation of world.installations.filter((one) => covers(one, repository))) {
    tellCoverage(world, installation, "added", repository);
  }
};

/** Takes one repository (`owner/name`) out of an installation. */
export const removeRepository = (world: World, id: number, fullName: string): void => {
  const installation = installationOf(world, id);
  const gone = named(world, fullName);
  const kept = repositoriesOf(world, installation).filter((repository) => repository !== gone);
  installation.repositories = new Set(kept.map((repository) => repository.id));
  tellCoverage(world, installation, "removed", gone);
};
