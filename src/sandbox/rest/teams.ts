import { findAccount } from "../github/accounts.ts";
import { refuse } from "../github/refused.ts";
import { findTeam } from "../github/teams.ts";
import { simpleUser } from "../shapes/account.ts";
import { type Answer, ok } from "./answer.ts";
import { pageOf } from "./page.ts";
import type { Ask, Route } from "./route.ts";

/** `team-membership`; 404 for whoever is not in the team, and for teams of other organizations. */
const membership = (ask: Ask): Answer => {
  const { org = "", team_slug = "", username = "" } = ask.params;
  const team = findTeam(ask.world, org, team_slug);
  const account = findAccount(ask.world, username);
  const { caller } = ask;
  const sees = caller.kind === "installation" && caller.installation.account === team?.organization;
  const state = sees && account ? team.members.get(account.id) : undefined;
  if (team === undefined || account === undefined || state === undefined) return refuse("not-found");
  const url = `${ask.urls.api}/organizations/${team.organization.id}/team/${team.id}/memberships/${account.login}`;
  return ok({ url, role: "member", state });
};

/** `simple-user`s: those who accepted. 404 for a team that the token does not see. */
const members = (ask: Ask): Answer => {
  const { org = "", team_slug = "" } = ask.params;
  const team = findTeam(ask.world, org, team_slug);
  const { caller } = ask;
  if (
    team === undefined ||
    caller.kind !== "installation" ||
    caller.installation.account !== team.organization
  )
    return refuse("not-found");
  const active = ask.world.accounts.filter((account) => team.members.get(account.id) === "active");
  const page = pageOf(ask.url, active);
  return ok(
    page.items.map((account) => simpleUser(ask.urls, account)),
    page.headers,
  );
};

/** Teams of organizations. */
export const teamRoutes: readonly Route[] = [
  {
    about: "service",
    method: "GET",
    path: "/orgs/{org}/teams/{team_slug}/memberships/{username}",
    permission: { name: "members", level: "read" },
    tokens: ["installation"],
    handle: membership,
  },
  {
    about: "service",
    method: "GET",
    path: "/orgs/{org}/teams/{team_slug}/members",
    permission: { name: "members", level: "read" },
    tokens: ["installation"],
    handle: members,
  },
];
