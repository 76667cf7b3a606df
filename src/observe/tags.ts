import { type Fact, seen } from "../release/fact.ts";
import type { Reader } from "./eyes.ts";

const PREFIX = "refs/tags/";

/**
 * The names of all tags, in one answer whatever their number.
 * https://docs.github.com/rest/git/refs#list-matching-references
 */
export const tags: Reader<Fact<readonly string[]>> = async ({ github }) => {
  const found = await github.read("GET /repos/{owner}/{repo}/git/matching-refs/{ref}", { ref: "tags/" });
  return seen(found.map((one) => one.ref.slice(PREFIX.length)));
};
