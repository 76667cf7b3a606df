import type { Action, ActionKind } from "./release/action.ts";
import type { Fact } from "./release/fact.ts";
import type { Sight } from "./release/look.ts";
import type { Snapshot } from "./release/snapshot.ts";

/** All that these actions can change of what is seen. Whatever is not in here may change everything. */
const CHANGES: { readonly [K in ActionKind]?: readonly Sight[] } = {
  react: ["comments"],
  reply: ["comments"],
  "write-check-run": ["checkRun"],
  "create-draft": ["githubReleases"],
  "upload-asset": ["githubReleases"],
  "delete-asset": ["githubReleases"],
};

/**
 * What the next look of the same conduct need not ask for again: the rest of what was seen seconds ago, after nothing
 * was done but what is listed above. What nobody answered is asked again. No irreversible action relies on it: right
 * before one, everything is looked at afresh.
 */
export function stillKnown(blank: Snapshot, seen: Snapshot, done: readonly Action[]): Snapshot {
  const changed = done.map((action) => CHANGES[action.do]);
  const stale: readonly Sight[] = changed.flatMap((sights) => sights ?? []);
  return changed.includes(undefined)
    ? blank
    : {
        ...(Object.fromEntries(
          Object.entries(seen).map(([name, fact]) => [
            name,
            stale.includes(name as Sight) || isUnknown(fact) ? blank[name as Sight] : fact,
          ]),
        ) as Snapshot),
        index: answered(seen.index),
        rights: answered(seen.rights),
      };
}

function answered<T>(facts: Readonly<Record<string, Fact<T>>>): Readonly<Record<string, Fact<T>>> {
  return Object.fromEntries(Object.entries(facts).filter(([, fact]) => !isUnknown(fact)));
}

function isUnknown(fact: unknown): boolean {
  return typeof fact === "object" && fact !== null && "is" in fact && fact.is === "unknown";
}
