import type { Account } from "../github/accounts.ts";
import { type NodeKind, nodeId } from "../github/ids.ts";
import type { BaseRole, Role } from "../github/repository.ts";
import { iso, type Json, type Urls } from "./urls.ts";

/** GitHub writes the brackets of `slug[bot]` escaped in a bot's addresses. */
const inUrl = (login: string): string => encodeURIComponent(login);

const pageOf = (urls: Urls, account: Account): string =>
  account.app === null ? `${urls.html}/${inUrl(account.login)}` : `${urls.html}/apps/${account.app}`;

const NODE: Readonly<Record<Account["type"], NodeKind>> = {
  User: "User",
  Bot: "Bot",
  Organization: "Organization",
};

export const accountNode = (account: Account): string => nodeId(NODE[account.type], account.id);

/** `simple-user`. */
export const simpleUser = (urls: Urls, account: Account): Json => {
  const url = `${urls.api}/users/${inUrl(account.login)}`;
  return {
    login: account.login,
    id: account.id,
    node_id: accountNode(account),
    avatar_url: `https://avatars.githubusercontent.com/u/${account.id}?v=4`,
    gravatar_id: "",
    url,
    html_url: pageOf(urls, account),
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    site_admin: false,
  };
};

/** `public-user`. */
export const publicUser = (urls: Urls, account: Account): Json => ({
  ...simpleUser(urls, account),
  name: account.name,
  company: null,
  blog: "",
  location: null,
  email: null,
  hireable: null,
  bio: null,
  twitter_username: null,
  public_repos: 0,
  public_gists: 0,
  followers: 0,
  following: 0,
  created_at: iso(account.createdAt),
  updated_at: iso(account.createdAt),
});

/** `organization-simple-webhooks`. */
export const webhookOrganization = (urls: Urls, account: Account): Json => {
  const url = `${urls.api}/orgs/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: accountNode(account),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${account.id}?v=4`,
    description: "",
  };
};

const atLeast = (base: BaseRole, least: BaseRole): boolean => {
  const order: readonly BaseRole[] = ["none", "read", "triage", "write", "maintain", "admin"];
  return order.indexOf(base) >= order.indexOf(least);
};

/** The booleans GitHub derives from a role. */
export const rolePermissions = (base: BaseRole): Json => ({
  admin: atLeast(base, "admin"),
  maintain: atLeast(base, "maintain"),
  push: atLeast(base, "write"),
  triage: atLeast(base, "triage"),
  pull: atLeast(base, "read"),
});

/** The role as the older `permission` field tells it: maintain shows as write, triage as read. */
const LEGACY: Readonly<Record<BaseRole, string>> = {
  none: "none",
  read: "read",
  triage: "read",
  write: "write",
  maintain: "write",
  admin: "admin",
};

/** `repository-collaborator-permission`. */
export const collaboratorPermission = (urls: Urls, account: Account, role: Role): Json => ({
  permission: LEGACY[role.base],
  role_name: role.name,
  user: {
    ...simpleUser(urls, account),
    permissions: rolePermissions(role.base),
    role_name: role.name,
  },
});
