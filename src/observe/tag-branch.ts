import type { Reading } from "../github/github.ts";
import { configurationOf } from "../release/attempt.ts";
import { absent, type Fact, given, seen } from "../release/fact.ts";
import type { TagBranch } from "../release/tag-origin.ts";
import { literalPrefix, matchesPattern } from "../release/tag-pattern.ts";
import type { Reader } from "./eyes.ts";

/** Each is one comparison, each time the release is looked at. */
const MOST_BRANCHES = 20;

const PREFIX = "refs/heads/";

type Branch = { readonly name: string; readonly sha: string };

/** On which of the allowed branches the tagged commit is; absent where any commit may be tagged. */
export const tagBranch: Reader<Fact<TagBranch>> = async ({ github }, known) => {
  const patterns = configurationOf(known)?.branches;
  const commit = given(known.tag)?.commit;
  if (patterns === undefined || commit === undefined) {
    return absent;
  }
  return seen(await branchOf(github, patterns, commit));
};

/** On which of the branches that match the patterns a commit is. */
export async function branchOf(
  github: Reading,
  patterns: readonly string[],
  commit: string,
): Promise<TagBranch> {
  const branches = await branchesOf(github, patterns);
  const looked = branches.slice(0, MOST_BRANCHES);
  for (const { name, sha } of looked) {
    if (await isOn(github, sha, commit)) {
      return { is: "on", branch: name };
    }
  }
  const more = branches.length - looked.length;
  return { is: "off", branches: looked.map(({ name }) => name), more };
}

/** In the order of the patterns. https://docs.github.com/rest/git/refs#list-matching-references */
async function branchesOf(github: Reading, patterns: readonly string[]): Promise<readonly Branch[]> {
  const found = new Map<string, Branch>();
  const prefixes = patterns.filter((pattern) => !pattern.startsWith("!")).map(literalPrefix);
  for (const prefix of new Set(prefixes)) {
    const refs = await github.read("GET /repos/{owner}/{repo}/git/matching-refs/{ref}", {
      ref: `heads/${prefix}`,
    });
    for (const { ref, object } of refs) {
      const name = ref.slice(PREFIX.length);
      if (matchesPattern(name, patterns)) found.set(name, { name, sha: object.sha });
    }
  }
  return [...found.values()];
}

/**
 * Whether the branch's head has the commit in its history. By the head's sha: a name could be a tag's as well.
 * https://docs.github.com/rest/commits/commits#compare-two-commits
 */
async function isOn(github: Reading, head: string, commit: string): Promise<boolean> {
  if (head === commit) {
    return true;
  }
  const compared = await github.readOrAbsent("GET /repos/{owner}/{repo}/compare/{basehead}", {
    basehead: `${head}...${commit}`,
    per_page: 1,
  });
  return compared?.status === "behind" || compared?.status === "identical";
}
