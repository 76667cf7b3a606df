import { expect, it } from "vitest";
import { GitHubFault } from "../../src/github/fault.ts";
import { resultOf, resultOfFault, routeOf } from "../../src/watch/results.ts";

it.each([
  ["GET /repos/{owner}/{repo} (acme/rocket)", "repository"],
  ["GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs (acme/rocket)", "actions"],
  ["PATCH /repos/{owner}/{repo}/issues/{issue_number} (acme/rocket)", "issues"],
  ["POST {origin}/repos/{owner}/{repo}/releases/{release_id}/assets{?name,label} (acme/rocket)", "releases"],
  ["POST /app/installations/{installation_id}/access_tokens", "app"],
  ["GET /app/installations?per_page=100", "app"],
  ["GET https://ghe.example.org/api/v3/app/installations?page=2", "app"],
  ["GET /installation/repositories", "installation"],
  ["GET /user", "user"],
  ["GET /orgs/{org}/teams/{team_slug}/memberships/{username} (acme/rocket)", "orgs"],
  ["GraphQL query (acme/rocket)", "graphql"],
  ["GET /repos/acme/rocket/v1.0.0", "other"],
])("%s is for %s", (what, route) => {
  expect(routeOf(what)).toBe(route);
});

it.each([
  [200, "2xx"],
  [204, "2xx"],
  [302, "3xx"],
  [304, "304"],
  [404, "4xx"],
  [429, "limited"],
  [503, "5xx"],
])("%i counts as %s", (status, result) => {
  expect(resultOf(status)).toBe(result);
});

it.each([
  [new GitHubFault({ kind: "limited", detail: "", status: 403, until: 1 }), "limited"],
  [new GitHubFault({ kind: "forbidden", detail: "", status: 403 }), "4xx"],
  [new GitHubFault({ kind: "broken", detail: "", status: 502 }), "5xx"],
  [new GitHubFault({ kind: "unreachable", detail: "" }), "unreachable"],
  [new TypeError("a bug"), "unreachable"],
])("%s counts as %s", (fault, result) => {
  expect(resultOfFault(fault)).toBe(result);
});
