import type { PullState } from "../../release/preparation.ts";
import { checksOf } from "../head.ts";
import type { RawState } from "./queries.ts";

/** What has to be seen to first: what is not ready, then what breaks, then whose word is missing. Undefined: it is not open. */
export function stateOf(raw: RawState): PullState | undefined {
  if (raw.state !== "OPEN") {
    return undefined;
  }
  if (raw.isDraft) {
    return "draft";
  }
  if (raw.mergeable === "CONFLICTING") {
    return "conflicts";
  }
  return checksOf(raw.statusCheckRollup).checks === "failing" ? "checks-failing" : reviewed(raw);
}

/** https://docs.github.com/graphql/reference/enums#pullrequestreviewdecision */
function reviewed({ reviewDecision, latestOpinionatedReviews }: RawState): PullState {
  switch (reviewDecision) {
    case "APPROVED":
      return "approved";
    case "CHANGES_REQUESTED":
      return "changes-requested";
    case "REVIEW_REQUIRED":
      return "waiting-for-review";
    default:
      return byReviews((latestOpinionatedReviews?.nodes ?? []).flatMap((review) => review?.state ?? []));
  }
}

function byReviews(states: readonly string[]): PullState {
  if (states.includes("CHANGES_REQUESTED")) {
    return "changes-requested";
  }
  return states.includes("APPROVED") ? "approved" : "waiting-for-review";
}
