import { type AccountOptions, accountOf, createOrganization, createUser, renameUser } from "./accounts.ts";
import {
  type AppOptions,
  addRepository,
  appOf,
  grantPermission,
  install,
  type Level,
  type Permissions,
  registerApp,
  removeRepository,
  suspend,
  uninstall,
  unsuspend,
  withdrawPermission,
} from "./apps.ts";
import { handleOf, type RepositoryHandle } from "./handle.ts";
import { createRepository, findRepository, type RepositoryOptions } from "./repository.ts";
import { type MembershipState, setTeam } from "./teams.ts";
import type { World } from "./world.ts";

const appVerbs = (world: World) => ({
  registerApp: (options: AppOptions) => registerApp(world, options),
  install: (app: string, owner: string, repositories: "all" | readonly string[], permissions?: Permissions) =>
    install(world, { app, owner, repositories, ...(permissions ? { permissions } : {}) }),
  withdrawPermission: (installation: number, name: string) => withdrawPermission(world, installation, name),
  grantPermission: (installation: number, name: string, level: Level) =>
    grantPermission(world, installation, { name, level }),
  suspend: (installation: number) => suspend(world, installation),
  unsuspend: (installation: number) => unsuspend(world, installation),
  uninstall: (installation: number) => uninstall(world, installation),
  removeRepository: (installation: number, fullName: string) =>
    removeRepository(world, installation, fullName),
  addRepository: (installation: number, fullName: string) => addRepository(world, installation, fullName),
  app: (slug: string) => appOf(world, slug),
});

/** What can be done in the world by its people and owners. */
export const createGitHub = (world: World) => ({
  world,
  ...appVerbs(world),
  createUser: (login: string, options?: AccountOptions) => createUser(world, login, options),
  createOrganization: (login: string, options?: { id?: number }) => createOrganization(world, login, options),
  renameUser: (login: string, newLogin: string) => renameUser(world, login, newLogin),
  /** Sets who is in a team of an organization, and makes the team. */
  team: (organization: string, slug: string, members: Readonly<Record<string, MembershipState>>) =>
    setTeam(world, organization, slug, members),
  account: (login: string) => accountOf(world, login),
  createRepository: (options: RepositoryOptions): RepositoryHandle =>
    handleOf(world, createRepository(world, options)),
  /** The repository of that full name; throws when there is none. */
  repository: (fullName: string): RepositoryHandle => {
    const repository = findRepository(world, fullName);
    if (!repository) throw new Error(`The sandbox has no repository ${fullName}`);
    return handleOf(world, repository);
  },
});

export type GitHub = ReturnType<typeof createGitHub>;
