import { type Fact, given } from "../release/fact.ts";
import { allNotGranted, essentialNotGranted } from "../release/granted.ts";
import type { ShutOut } from "../release/plan.ts";
import type { Repository, Snapshot } from "../release/snapshot.ts";

/**
 * Whether the app can still see the repository. A token that is refused is about access: the app is suspended, no
 * longer installed, or installed without this repository. 401 is about the app's own key instead, and passes.
 */
export function noAccess(repository: Fact<Repository>): ShutOut | undefined {
  return repository.is === "unknown" &&
    repository.because.kind === "forbidden" &&
    repository.because.status !== 401
    ? { is: "no-access", detail: repository.because.detail }
    : undefined;
}

/** What keeps a release from being conducted where its repository is seen. */
export function shutOutOf(seen: Snapshot): ShutOut | undefined {
  const repository = given(seen.repository);
  if (repository?.archived === true) {
    return { is: "archived" };
  }
  if (repository?.hasIssues === false) {
    return { is: "issues-off" };
  }
  return essentialNotGranted(seen).length === 0
    ? undefined
    : { is: "not-granted", permissions: allNotGranted(seen) };
}
