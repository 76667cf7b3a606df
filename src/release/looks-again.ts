import { given } from "./fact.ts";
import { type Look, SIGHTS } from "./look.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * Everything that was looked at, to be looked at once more in one go. Memberships are left out: who is asked about
 * follows from the others.
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
