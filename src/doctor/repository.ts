import { given } from "../release/fact.ts";
import type { Setup } from "../release/setup.ts";
import type { Check } from "./finding.ts";

/** What of the repository itself stands in the way. */
export function repositoryChecks({ repository, environments }: Setup): readonly Check[] {
  const settings = Object.values(environments).map(given);
  const isGuarded = settings.some((one) => one !== undefined && (one.rule || one.reviewers.length > 0));
  return [
    ...(repository.archived ? [{ state: "missing", finding: { is: "archived" } } as const] : []),
    ...(repository.hasIssues ? [] : [{ state: "missing", finding: { is: "issues-off" } } as const]),
    // Where a guard is on, the plan has it.
    ...(repository.private && !isGuarded ? [{ state: "look", finding: { is: "plan" } } as const] : []),
  ];
}
