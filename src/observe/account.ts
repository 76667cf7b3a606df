import { absent, type Fact, seen } from "../release/fact.ts";
import type { Person } from "../release/snapshot.ts";
import type { Eyes } from "./eyes.ts";

/**
 * Whose account has a login now. A login can be given up and taken by somebody else; the number can't.
 * https://docs.github.com/rest/users/users#get-a-user
 */
export async function account({ github }: Eyes, login: string): Promise<Fact<Person>> {
  const found = await github.readOrAbsent("GET /users/{username}", { username: login });
  return found === undefined || found.type !== "User" ? absent : seen({ id: found.id, login: found.login });
}
