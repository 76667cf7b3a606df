import { type Account, accountOf } from "./accounts.ts";
import type { World } from "./world.ts";

/** An invitation that was not accepted yet is a membership that is pending. */
export type MembershipState = "active" | "pending";

/** A team of an organization. */
export interface Team {
  readonly id: number;
  readonly organization: Account;
  readonly slug: string;
  /** By the number of the account. */
  readonly members: Map<number, MembershipState>;
}

/** The team of an organization by its slug, if there is one. */
export const findTeam = (world: World, organization: string, slug: string): Team | undefined =>
  world.teams.find(
    (team) => team.organization.login.toLowerCase() === organization.toLowerCase() && team.slug === slug,
  );

/** Makes the team where there is none, and sets who is in it. */
export const setTeam = (
  world: World,
  organization: string,
  slug: string,
  members: Readonly<Record<string, MembershipState>>,
): Team => {
  const known = findTeam(world, organization, slug);
  const team: Team = known ?? {
    id: world.ids("team"),
    organization: accountOf(world, organization),
    slug,
    members: new Map(),
  };
  if (!known) world.teams.push(team);
  team.members.clear();
  for (const [login, state] of Object.entries(members)) team.members.set(accountOf(world, login).id, state);
  return team;
};
