import { examine } from "../doctor/examine.ts";
import type { WriteCheckRun } from "../release/action.ts";
import { type Fact, given } from "../release/fact.ts";
import { notGranted } from "../release/granted.ts";
import { HOUR } from "../release/instant.ts";
import type { Look, Sight } from "../release/look.ts";
import type { LeftAlone, Standing } from "../release/plan.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { setupCheckText } from "../replies/setup/check-run.ts";

/** What a check run that tells of the configuration comes to. */
export type Follows = {
  readonly standing: Standing;
  readonly look?: readonly Look[];
  readonly due?: readonly WriteCheckRun[];
};

/** What GitHub refuses for so long is given up: the check run is a service, and nothing waits for it. */
const PATIENCE = HOUR;

/**
 * How the repository is set up is told once on each commit that changes the configuration on the default branch, while it
 * is the newest one: a later commit has its own. Where the app may write no check runs, nothing is said.
 */
export function setupStep(seen: Snapshot): Follows {
  const kept = keptFromTelling(seen, "setupCommit");
  if (kept !== undefined) {
    return kept;
  }
  const commit = given(seen.setupCommit);
  return seen.configuration.is === "absent" || commit === undefined
    ? leftAlone("no-configuration")
    : telling(seen, commit);
}

/** Why nothing of a configuration can be told yet, or ever; `where` is the sight of the commit at which it is told. */
export function keptFromTelling(seen: Snapshot, where: "setupCommit" | "branchFile"): Follows | undefined {
  const sights = ["repository", "permissions", "configuration", where] as const;
  const look = unseenOf(seen, sights);
  if (look.length > 0) {
    return { standing: { is: "looking" }, look };
  }
  if (isUnanswered(sights.map((at) => seen[at]))) {
    return UNANSWERED;
  }
  const repository = given(seen.repository);
  if (repository === undefined || repository.id !== seen.key.repository) {
    return leftAlone("another-repository");
  }
  if (repository.archived) {
    return leftAlone("archived");
  }
  return notGranted(seen, "write-check-run").length > 0 ? leftAlone("no-check-runs") : undefined;
}

export function leftAlone(why: LeftAlone): Follows {
  return { standing: { is: "left-alone", why } };
}

/** What was told already is not looked at again. */
function telling(seen: Snapshot, commit: string): Follows {
  const { setupCheck, setup } = seen;
  const look = unseenOf(seen, setupCheck.is === "absent" ? ["setup"] : ["setupCheck"]);
  if (look.length > 0) {
    return { standing: { is: "at-setup" }, look };
  }
  if (isUnanswered([setupCheck, setup])) {
    return UNANSWERED;
  }
  const facts = given(setup);
  const isTold = setupCheck.is === "seen" || facts === undefined || (seen.knownFor ?? 0) > PATIENCE;
  return {
    standing: { is: "at-setup" },
    due: isTold ? [] : [{ do: "write-check-run", commit, ...setupCheckText(examine(facts)) }],
  };
}

/** Somebody who was asked has said nothing. */
export const UNANSWERED: Follows = { standing: { is: "not-yet", why: "unanswered" } };

export function isUnanswered(facts: readonly Fact<unknown>[]): boolean {
  return facts.some(({ is }) => is === "unknown");
}

/** What is still to be looked at. */
export function unseenOf(seen: Snapshot, sights: readonly Sight[]): readonly Look[] {
  return sights.filter((at) => seen[at].is === "unseen").map((at) => ({ at }));
}
