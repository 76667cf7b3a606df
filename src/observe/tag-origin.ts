import { configurationOf } from "../release/attempt.ts";
import { absent, type Fact, given, seen } from "../release/fact.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { TagOrigin } from "../release/tag-origin.ts";
import type { Eyes } from "./eyes.ts";
import { branchOf } from "./tag-branch.ts";
import { changesOf } from "./workflow-changes.ts";

type At = { readonly workflow: string; readonly commit: string };

/**
 * Where a commit comes from at which a workflow is to be started, as far as the configuration asks: once it has run,
 * the release is asked the same. Absent while the configuration or the default branch is not known.
 */
export async function tagOriginAt(
  { github }: Eyes,
  known: Snapshot,
  { workflow, commit }: At,
): Promise<Fact<TagOrigin>> {
  const rules = configurationOf(known);
  const branch = given(known.repository)?.defaultBranch;
  if (rules === undefined || branch === undefined) {
    return absent;
  }
  return seen({
    ...(rules.branches === undefined ? {} : { branch: await branchOf(github, rules.branches, commit) }),
    ...(rules.sameWorkflow
      ? { changes: await changesOf(github, [`.github/workflows/${workflow}`], { commit, branch }) }
      : {}),
  });
}
