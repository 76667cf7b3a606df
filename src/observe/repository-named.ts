import { faultOf } from "../github/fault.ts";
import { absent, type Fact, seen } from "../release/fact.ts";
import type { Eyes } from "./eyes.ts";

/**
 * The number of the repository to which a name leads: GitHub forwards the names that it had before it was renamed or
 * transferred, until somebody else takes them.
 * https://docs.github.com/repositories/creating-and-managing-repositories/renaming-a-repository
 */
export async function repositoryNamed({ elsewhere }: Eyes, name: string): Promise<Fact<number>> {
  const [owner = "", repo = ""] = name.split("/");
  try {
    const found = await elsewhere({ owner, name: repo }).read("GET /repos/{owner}/{repo}", {});
    return seen(found.id);
  } catch (error) {
    // Nothing there, or nothing that the app may see: in both cases not the release's own.
    if (faultOf(error)?.status === 404) {
      return absent;
    }
    throw error;
  }
}
