import { branchInKey } from "../release/branch-key.ts";
import type { ConfigurationFile } from "../release/configuration.ts";
import { given } from "../release/fact.ts";
import { notGranted } from "../release/granted.ts";
import type { LeftAlone } from "../release/plan.ts";
import type { BranchFile, Repository, Snapshot } from "../release/snapshot.ts";
import { branchCheckText } from "../replies/setup/branch-check.ts";
import { type Follows, isUnanswered, UNANSWERED, unseenOf } from "./setup.ts";

/**
 * The configuration of a branch is told at its newest commit, where it is another than the default branch's: a pull request
 * would change it. It is only told; what is conducted goes by the default branch alone.
 */
export function branchStep(seen: Snapshot): Follows {
  const first = unseenOf(seen, ["repository", "permissions", "configuration", "branchFile"]);
  if (first.length > 0) {
    return { standing: { is: "looking" }, look: first };
  }
  if (isUnanswered([seen.repository, seen.permissions, seen.configuration, seen.branchFile])) {
    return UNANSWERED;
  }
  const repository = given(seen.repository);
  if (repository === undefined || repository.id !== seen.key.repository) {
    return leftAlone("another-repository");
  }
  if (repository.archived || notGranted(seen, "write-check-run").length > 0) {
    return leftAlone("archived");
  }
  const proposed = proposedBy(seen, repository);
  return proposed === undefined ? leftAlone("nothing-proposed") : telling(seen, proposed, repository);
}

type Proposed = BranchFile & { readonly file: ConfigurationFile };

/** Where the default branch's own comes along with a merge, there is nothing to tell. */
function proposedBy(seen: Snapshot, { defaultBranch }: Repository): Proposed | undefined {
  const { commit, file } = given(seen.branchFile) ?? {};
  const isOther = file?.blob !== given(seen.configuration)?.blob && branchInKey(seen.key) !== defaultBranch;
  return commit !== undefined && file !== undefined && isOther ? { commit, file } : undefined;
}

/** What was told already is not told again. */
function telling(seen: Snapshot, { commit, file }: Proposed, repository: Repository): Follows {
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
        : [{ do: "write-check-run", commit, ...branchCheckText(file, repository.defaultBranch) }],
  };
}

function leftAlone(why: LeftAlone): Follows {
  return { standing: { is: "left-alone", why } };
}
