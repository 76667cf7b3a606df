import { absent, type Fact, seen } from "../release/fact.ts";
import type { Person, Right } from "../release/snapshot.ts";
import type { Eyes } from "./eyes.ts";

/**
 * What a person may do in the repository right now. A login can be given up and taken by somebody else: only
 * the number that wrote the comment counts.
 * https://docs.github.com/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 */
export async function right({ github }: Eyes, person: Person): Promise<Fact<Right>> {
  const found = await github.readOrAbsent("GET /repos/{owner}/{repo}/collaborators/{username}/permission", {
    username: person.login,
  });
  if (found === undefined || found.user?.id !== person.id) {
    return absent;
  }
  return seen({ person, permission: found.permission, role: found.role_name });
}
