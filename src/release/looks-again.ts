import { given } from "./fact.ts";
import { type Look, SIGHTS } from "./look.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * What was looked at and can be looked at once more in one go. The rest is asked for as it turns out to matter again:
 * memberships, logs, versions, publishers and their names follow from other facts, which may have changed.
 */
export function looksAgain(seen: Snapshot): readonly Look[] {
  const sights = SIGHTS.filter((at) => seen[at].is !== "unseen");
  const people = Object.values(seen.rights).flatMap((right) => given(right)?.person ?? []);
  return [
    ...sights.map((at) => ({ at })),
    ...Object.keys(seen.index).map((gate) => ({ at: "index", gate }) as const),
    ...people.map(({ id, login }) => ({ at: "rights", user: id, login }) as const),
    ...Object.keys(seen.accounts).map((login) => ({ at: "account", login }) as const),
    ...Object.keys(seen.reviewing).map((user) => ({ at: "reviewing", user: Number(user) }) as const),
  ];
}
