import { absent, type Fact, given, seen } from "../release/fact.ts";
import type { Membership, Snapshot } from "../release/snapshot.ts";
import type { Eyes } from "./eyes.ts";

/**
 * Whether a person is in a team of the organization that owns the repository. Users have no teams.
 * https://docs.github.com/rest/teams/members#get-team-membership-for-a-user
 */
export async function membership(
  { github }: Eyes,
  known: Snapshot,
  { team, login }: { readonly team: string; readonly login: string },
): Promise<Fact<Membership>> {
  const owner = given(known.repository);
  if (owner?.ownerType !== "Organization") {
    return absent;
  }
  const found = await github.readOrAbsent("GET /orgs/{org}/teams/{team_slug}/memberships/{username}", {
    org: owner.owner,
    team_slug: team,
    username: login,
  });
  return found === undefined ? absent : seen({ state: found.state });
}
