import { expect, test } from "vitest";
import { GitHubFault } from "../../src/github/fault.ts";
import { isTooHeavy } from "../../src/github/heavy.ts";

const WHAT = "GraphQL query (acme/widget)";
const fault = (
  kind: "unreachable" | "broken" | "refused" | "limited" | "forbidden",
  detail: string,
  status?: number,
) => new GitHubFault({ kind, detail: `${WHAT}: ${detail}`, ...(status === undefined ? {} : { status }) });

test.each([
  ["a gateway that gave up", fault("unreachable", "502 We couldn't respond to your request in time.", 502)],
  ["another one", fault("unreachable", "504", 504)],
  ["our own time-out", fault("unreachable", "no answer (timed out)")],
  [
    "an error beside no data",
    fault("broken", "Something went wrong while executing your query on 2026-11-02."),
  ],
  ["GitHub's own words for it", fault("broken", "Timed out while executing your query")],
  [
    "what a query may take",
    fault("broken", "RESOURCE_LIMITS_EXCEEDED: Resource limits for this query exceeded."),
  ],
  [
    "how much it may ask for",
    fault("broken", "MAX_NODE_LIMIT_EXCEEDED: requesting up to 1,000,000 possible nodes"),
  ],
])("%s may be a matter of size", (_, error) => {
  expect(isTooHeavy(error)).toBe(true);
});

test.each([
  ["an outage", fault("unreachable", "503 Service Unavailable", 503)],
  ["a cut connection", fault("unreachable", "no answer (ECONNRESET)")],
  ["a limit of requests", fault("limited", "502 secondary rate limit", 502)],
  ["a missing permission", fault("broken", "FORBIDDEN: Resource not accessible by integration")],
  ["a bug of ours", new TypeError("timed out")],
])("%s is none", (_, error) => {
  expect(isTooHeavy(error)).toBe(false);
});
