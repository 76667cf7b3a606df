import { configurationOf } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import { isPrerelease } from "../release/github-release.ts";
import type { Snapshot } from "../release/snapshot.ts";

/** Where GitHub's generated notes and our thanks begin. */
const GENERATED = /^## (?:What's Changed|New Contributors|Thanks to our )/m;

/**
 * How the notes begin where the configuration asks for it: with what people wrote above the generated part of
 * the newest published GitHub release of the same kind. Empty when there is none.
 */
export function intro(seen: Snapshot): string {
  if (configurationOf(seen)?.notes.intro !== "previous") {
    return "";
  }
  const previous = (given(seen.githubReleases) ?? []).find(
    (one) => !one.draft && one.tag !== seen.key.tag && one.prerelease === isPrerelease(seen),
  );
  const body = previous?.body ?? "";
  const start = body.search(GENERATED);
  return (start === -1 ? "" : body.slice(0, start)).trim();
}
