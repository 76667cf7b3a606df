import { branchInKey } from "../release/branch-key.ts";
import type { ConfigurationFile } from "../release/configuration.ts";
import { given } from "../release/fact.ts";
import type { BranchFile, Snapshot } from "../release/snapshot.ts";
import { branchCheckText } from "../replies/setup/branch-check.ts";
import { type Follows, isUnanswered, keptFromTelling, leftAlone, UNANSWERED, unseenOf } from "./setup.ts";

/**
 * The configuration of a branch is told at its newest commit, where it is another than the default branch's: a pull request
 * would change it. It is only told; what is conducted goes by the default branch alone.
 */
export function branchStep(seen: Snapshot): Follows {
  const kept = keptFromTelling(seen, "branchFile");
  if (kept !== undefined) {
    return kept;
  }
  const proposed = proposedBy(seen);
  return proposed === undefined ? leftAlone("nothing-proposed") : telling(seen, proposed);
}

type Proposed = BranchFile & { readonly file: ConfigurationFile; readonly defaultBranch: string };

/** Where the default branch's own comes along with a merge, there is nothing to tell. */
function proposedBy(seen: Snapshot): Proposed | undefined {
  const { commit, file } = given(seen.branchFile) ?? {};
  const { defaultBranch } = given(seen.repository) ?? {};
  if (commit === undefined || file === undefined || defaultBranch === undefined) {
    return undefined;
  }
  const isOther = file.blob !== given(seen.configuration)?.blob && branchInKey(seen.key) !== defaultBranch;
  return isOther ? { commit, file, defaultBranch } : undefined;
}

/** What was told already is not told again. */
function telling(seen: Snapshot, { commit, file, defaultBranch }: Proposed): Follows {
  const { branchCheck } = seen;
  const look = unseenOf(seen, ["branchCheck"]);
  const standing = { is: "at-branch", faulty: file.is === "broken" } as const;
  if (look.length > 0) {
    return { standing, look };
  }
  if (isUnanswered([branchCheck])) {
    return UNANSWERED;
  }
  return {
    standing,
    due:
      branchCheck.is === "seen"
        ? []
        : [{ do: "write-check-run", commit, ...branchCheckText(file, defaultBranch) }],
  };
}
