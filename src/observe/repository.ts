import { absent, type Fact, seen } from "../release/fact.ts";
import type { Repository } from "../release/snapshot.ts";
import type { Reader } from "./eyes.ts";

/** The repository. https://docs.github.com/rest/repos/repos#get-a-repository */
export const repository: Reader<Fact<Repository>> = async ({ github }) => {
  const found = await github.readOrAbsent("GET /repos/{owner}/{repo}", {});
  if (found === undefined) {
    return absent;
  }
  return seen({
    id: found.id,
    owner: found.owner.login,
    name: found.name,
    ownerType: found.owner.type === "User" ? "User" : "Organization",
    private: found.private,
    defaultBranch: found.default_branch,
    archived: found.archived,
    hasIssues: found.has_issues,
    url: found.html_url,
  });
};
