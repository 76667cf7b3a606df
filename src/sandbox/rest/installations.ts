import { findAccount } from "../github/accounts.ts";
import {
  covers,
  findInstallations,
  type Installation,
  type Level,
  type Permissions,
  repositoriesOf,
} from "../github/apps.ts";
import { refuse } from "../github/refused.ts";
import { findRepository, type Repository } from "../github/repository.ts";
import { authenticatedApp, installationShape } from "../shapes/integration.ts";
import { repositoryShape } from "../shapes/repository.ts";
import { iso } from "../shapes/urls.ts";
import { type Answer, ok } from "./answer.ts";
import { isFields, names, numbers } from "./fields.ts";
import { allows, tokenExpiry } from "./keyring.ts";
import { pageOf } from "./page.ts";
import { type Ask, READERS, type Route } from "./route.ts";

const ownApp = (ask: Ask) => (ask.caller.kind === "app" ? ask.caller.app : refuse("not-found"));

const ownInstallation = (ask: Ask): Installation =>
  findInstallations(ask.world, ownApp(ask)).find(
    (installation) => String(installation.id) === ask.params["installation_id"],
  ) ?? refuse("not-found");

const isLevel = (value: unknown): value is Level => value === "read" || value === "write";

/** The permissions a token is asked for, never more than the installation has. */
const askedPermissions = (ask: Ask, installation: Installation): Permissions => {
  const wanted = ask.body["permissions"];
  if (wanted === undefined) return installation.permissions;
  if (!isFields(wanted)) return refuse("bad-field", "permissions");
  const permissions: Record<string, Level> = { metadata: "read" };
  for (const [name, level] of Object.entries(wanted)) {
    if (!isLevel(level)) return refuse("bad-field", `permissions.${name}`);
    if (!allows(installation.permissions, name, level)) return refuse("no-such-permission");
    permissions[name] = level;
  }
  return permissions;
};

/** The repositories a token is narrowed to; null when it is not. */
const askedRepositories = (ask: Ask, installation: Installation): Repository[] | null => {
  const ids = numbers(ask.body, "repository_ids");
  const wanted = names(ask.body, "repositories");
  if (!ids && !wanted) return null;
  const covered = repositoriesOf(ask.world, installation);
  const chosen = covered.filter(({ id, name }) => ids?.includes(id) || wanted?.includes(name));
  if (chosen.length < (ids?.length ?? 0) + (wanted?.length ?? 0)) return refuse("no-such-repository");
  return chosen;
};

const giveToken = (ask: Ask): Answer => {
  const installation = ownInstallation(ask);
  if (installation.suspended) return refuse("suspended");
  const permissions = askedPermissions(ask, installation);
  const chosen = askedRepositories(ask, installation);
  const expiresAt = tokenExpiry(ask.world.clock.now());
  const token = ask.keyring.give({
    kind: "installation",
    installation,
    permissions,
    repositories: chosen && new Set(chosen.map(({ id }) => id)),
    expiresAt,
  });
  return {
    status: 201,
    body: {
      token,
      expires_at: iso(expiresAt),
      permissions,
      repository_selection: chosen || installation.repositories ? "selected" : "all",
      ...(chosen ? { repositories: chosen.map((repository) => repositoryShape(ask.urls, repository)) } : {}),
    },
  };
};

const listRepositories = (ask: Ask): Answer => {
  if (ask.caller.kind !== "installation") return refuse("not-found");
  const { installation, repositories } = ask.caller;
  const all = repositoriesOf(ask.world, installation).filter(({ id }) => repositories?.has(id) ?? true);
  const page = pageOf(ask.url, all);
  return ok(
    {
      total_count: all.length,
      repository_selection: installation.repositories ? "selected" : "all",
      repositories: page.items.map((repository) => repositoryShape(ask.urls, repository)),
    },
    page.headers,
  );
};

/** Shown to the owners of an organization (docs: list app installations for an organization). */
const ofOrganization = (ask: Ask): Answer => {
  const account = findAccount(ask.world, ask.params["org"] ?? "");
  if (account?.type !== "Organization") return refuse("not-found");
  const all = ask.world.installations.filter((one) => one.account === account);
  const page = pageOf(ask.url, all);
  return ok(
    {
      total_count: all.length,
      installations: page.items.map((installation) => installationShape(ask.urls, installation)),
    },
    page.headers,
  );
};

const ofRepository = (ask: Ask): Answer => {
  const repository = findRepository(ask.world, `${ask.params["owner"]}/${ask.params["repo"]}`);
  const installation = findInstallations(ask.world, ownApp(ask)).find(
    (candidate) => repository && covers(candidate, repository),
  );
  return installation ? ok(installationShape(ask.urls, installation)) : refuse("not-found");
};

/** What an App does with its JWT, and the list of repositories of a token. */
export const installationRoutes: readonly Route[] = [
  {
    about: "service",
    method: "GET",
    path: "/app",
    tokens: ["app"],
    handle: (ask) =>
      ok(authenticatedApp(ask.urls, ownApp(ask), findInstallations(ask.world, ownApp(ask)).length)),
  },
  {
    about: "service",
    method: "GET",
    path: "/app/installations",
    tokens: ["app"],
    handle: (ask) => {
      const page = pageOf(ask.url, findInstallations(ask.world, ownApp(ask)));
      return ok(
        page.items.map((installation) => installationShape(ask.urls, installation)),
        page.headers,
      );
    },
  },
  {
    about: "service",
    method: "GET",
    path: "/app/installations/{installation_id}",
    tokens: ["app"],
    handle: (ask) => ok(installationShape(ask.urls, ownInstallation(ask))),
  },
  {
    about: "service",
    method: "GET",
    path: "/repos/{owner}/{repo}/installation",
    tokens: ["app"],
    handle: ofRepository,
  },
  {
    about: "service",
    method: "GET",
    path: "/orgs/{org}/installations",
    permission: { name: "organization_administration", level: "read" },
    tokens: READERS,
    handle: ofOrganization,
  },
  {
    about: "service",
    method: "POST",
    path: "/app/installations/{installation_id}/access_tokens",
    tokens: ["app"],
    handle: giveToken,
  },
  {
    about: "service",
    method: "GET",
    path: "/installation/repositories",
    permission: { name: "metadata", level: "read" },
    tokens: ["installation"],
    handle: listRepositories,
  },
];
