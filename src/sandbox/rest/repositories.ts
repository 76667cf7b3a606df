import { type Account, accountOf, findAccount } from "../github/accounts.ts";
import { refuse } from "../github/refused.ts";
import { type BaseRole, hasRole, type Role, roleOf } from "../github/repository.ts";
import { collaboratorPermission, publicUser, rolePermissions, simpleUser } from "../shapes/account.ts";
import { milestoneShape } from "../shapes/issue.ts";
import { fullRepository } from "../shapes/repository.ts";
import { type Answer, ok } from "./answer.ts";
import { allows, effective } from "./keyring.ts";
import { pageOf } from "./page.ts";
import { type Ask, READERS, type RepositoryAsk, type Route } from "./route.ts";

const base = (name: BaseRole): Role => ({ name, base: name });

/** Repositories of user accounts know no maintain and triage (docs: permission levels for a personal account). */
const shownRole = (ask: RepositoryAsk, role: Role): Role => {
  if (ask.repository.owner.type === "Organization") return role;
  if (role.base === "maintain") return base("write");
  return role.base === "triage" ? base("read") : role;
};

const permission = (ask: RepositoryAsk): Answer => {
  const account = findAccount(ask.world, ask.params["username"] ?? "");
  if (!account) return refuse("not-found");
  return ok(collaboratorPermission(ask.urls, account, shownRole(ask, roleOf(ask.repository, account))));
};

/** `collaborator`: those with a role of their own. Shown to who may push (docs: list repository collaborators). */
const collaborators = (ask: RepositoryAsk): Answer => {
  const { caller, repository } = ask;
  const mayPush =
    caller.kind === "installation"
      ? allows(effective(caller), "contents", "write")
      : caller.kind === "user" && hasRole(repository, caller.account, "write");
  if (!mayPush) return refuse("push-needed");
  const all = [...repository.roles].flatMap(([id, role]) => {
    const account = ask.world.accounts.find((one) => one.id === id);
    return account === undefined || role.base === "none" ? [] : [{ account, role: shownRole(ask, role) }];
  });
  const page = pageOf(ask.url, all);
  return ok(
    page.items.map(({ account, role }) => ({
      ...simpleUser(ask.urls, account),
      permissions: rolePermissions(role.base),
      role_name: role.name,
    })),
    page.headers,
  );
};

const ownAccount = (ask: Ask): Account =>
  ask.caller.kind === "user" ? ask.caller.account : refuse("not-found");

const metadata = { name: "metadata", level: "read" } as const;

/** The repository itself, its people and milestones. */
export const repositoryRoutes: readonly Route[] = [
  {
    about: "repository",
    method: "GET",
    path: "/repos/{owner}/{repo}",
    permission: metadata,
    tokens: READERS,
    handle: (ask) => ok(fullRepository(ask.urls, ask.repository)),
  },
  {
    about: "repository",
    method: "GET",
    path: "/repos/{owner}/{repo}/collaborators",
    permission: metadata,
    tokens: READERS,
    handle: collaborators,
  },
  {
    about: "repository",
    method: "GET",
    path: "/repos/{owner}/{repo}/collaborators/{username}/permission",
    permission: metadata,
    tokens: READERS,
    handle: permission,
  },
  {
    about: "repository",
    method: "GET",
    path: "/repos/{owner}/{repo}/milestones",
    permission: { name: "issues", level: "read" },
    tokens: READERS,
    handle: (ask) => {
      const page = pageOf(ask.url, ask.repository.milestones);
      return ok(
        page.items.map((milestone) => milestoneShape(ask.urls, ask.repository, milestone)),
        page.headers,
      );
    },
  },
  {
    about: "service",
    method: "GET",
    path: "/user",
    tokens: ["user"],
    handle: (ask) => ok(publicUser(ask.urls, ownAccount(ask))),
  },
  {
    about: "service",
    method: "GET",
    path: "/users/{username}",
    tokens: READERS,
    handle: (ask) => {
      const login = ask.params["username"] ?? "";
      if (!findAccount(ask.world, login)) return refuse("not-found");
      return ok(publicUser(ask.urls, accountOf(ask.world, login)));
    },
  },
];
