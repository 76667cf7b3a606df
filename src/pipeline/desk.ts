import { given } from "../release/fact.ts";
import { essentialNotGranted } from "../release/granted.ts";
import type { Look, Sight } from "../release/look.ts";
import type { LeftAlone, Standing } from "../release/plan.ts";
import type { Snapshot } from "../release/snapshot.ts";

/**
 * Whether requests on an issue are answered: in repositories with a configuration, where the app may write. Elsewhere
 * they are talk among people, and nothing is said.
 */
export function deskStanding(seen: Snapshot): {
  readonly standing: Standing;
  readonly look: readonly Look[];
} {
  const first = unseen(seen, ["repository", "permissions", "configuration"]);
  if (first.length > 0) {
    return { standing: { is: "looking" }, look: first };
  }
  const repository = given(seen.repository);
  if (seen.repository.is === "unknown" || seen.configuration.is === "unknown") {
    return { standing: { is: "not-yet", why: "unanswered" }, look: [] };
  }
  if (repository === undefined || repository.id !== seen.key.repository) {
    return leftAlone("another-repository");
  }
  if (given(seen.configuration) === undefined) {
    return leftAlone("no-configuration");
  }
  if (repository.archived || essentialNotGranted(seen).length > 0) {
    return leftAlone("archived");
  }
  if (!repository.hasIssues) {
    return leftAlone("issues-off");
  }
  return seen.comments.is === "unknown"
    ? { standing: { is: "not-yet", why: "unanswered" }, look: [] }
    : { standing: { is: "at-desk" }, look: unseen(seen, ["comments"]) };
}

function unseen(seen: Snapshot, sights: readonly Sight[]): readonly Look[] {
  return sights.filter((at) => seen[at].is === "unseen").map((at) => ({ at }));
}

function leftAlone(why: LeftAlone) {
  return { standing: { is: "left-alone", why }, look: [] } as const;
}
