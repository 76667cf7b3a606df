import type { Action, ActionKind } from "../release/action.ts";
import { RECORDS } from "../release/look.ts";
import type { Snapshot } from "../release/snapshot.ts";

/** All that these actions can change of what is seen. Whatever is not in here may change everything. */
const CHANGES: { readonly [K in ActionKind]?: readonly (keyof Snapshot)[] } = {
  react: ["comments"],
  reply: ["comments"],
  remind: ["comments"],
  "call-out": ["comments"],
  "report-gate": [],
  "write-check-run": ["checkRun", "setupCheck", "branchCheck"],
  "create-draft": ["githubReleases"],
  "update-draft": ["githubReleases"],
  "mark-yanked": ["githubReleases"],
  "upload-asset": ["githubReleases"],
  "delete-asset": ["githubReleases"],
  "delete-draft": ["githubReleases"],
  "tell-released": ["threads"],
};

/** Of what the board remembers, nothing but the telling itself goes by how far that has come. */
function changedBy(action: Action): readonly (keyof Snapshot)[] | undefined {
  return action.do === "remember" && action.change.to === "released-in" ? ["board"] : CHANGES[action.do];
}

/**
 * What the next look of the same conduct need not ask for again: the rest of what was seen seconds ago, after nothing
 * was done but what is listed above. Where one question got no answer everything is asked again, since other facts may
 * have been read without it. No irreversible action relies on it: right before one, everything is looked at afresh.
 */
export function stillKnown(blank: Snapshot, seen: Snapshot, done: readonly Action[]): Snapshot {
  const changed = done.map(changedBy);
  if (changed.includes(undefined) || isBlurred(seen)) {
    return blank;
  }
  const stale = changed.flatMap((sights) => sights ?? []);
  return { ...seen, ...Object.fromEntries(stale.map((sight) => [sight, blank[sight]])) };
}

function isBlurred(seen: Snapshot): boolean {
  const records = Object.values(RECORDS).map((record) => seen[record]);
  return [seen, ...records].some((facts) => Object.values(facts).some(isUnknown));
}

function isUnknown(fact: unknown): boolean {
  return typeof fact === "object" && fact !== null && "is" in fact && fact.is === "unknown";
}
