import { faultOf } from "./fault.ts";

/** GitHub gives a GraphQL query some ten seconds, and answers so to one that takes longer. */
const OUT_OF_TIME: ReadonlySet<number | undefined> = new Set([502, 504]);

/**
 * Its words where the answer is a success: of time-outs, of what a query takes
 * (https://github.blog/changelog/2025-09-01-graphql-api-resource-limits), of how many nodes it may ask for
 * (https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api).
 */
const WORDS =
  /Something went wrong while executing your query|timed ?out|RESOURCE_LIMITS_EXCEEDED|MAX_NODE_LIMIT_EXCEEDED/i;

/** Whether GitHub gave a query up for what it asks for: one that asks for less may be answered. */
export function isTooHeavy(error: unknown): boolean {
  const fault = faultOf(error);
  if (fault === undefined || (fault.kind !== "unreachable" && fault.kind !== "broken")) {
    return false;
  }
  return OUT_OF_TIME.has(fault.status) || WORDS.test(fault.detail);
}
