import { type Instant, SECOND } from "../release/instant.ts";
import { keyText, type ReleaseKey } from "../release/release.ts";
import type { QueuePlace } from "../store/store.ts";
import type { GateSeen } from "./watch.ts";

/** What the conducts of this process saw of gates, each known by the fence of its lease. */
export type Sightings = {
  saw(key: ReleaseKey, fence: number, gates: readonly GateSeen[]): void;
  /** A conduct broke off: what this process saw last still counts. */
  kept(key: ReleaseKey, fence: number): void;
  /** The release is over, or not ours. */
  forget(key: ReleaseKey): void;
  /** What counts of it, given every unfinished release: what no other process has seen since. */
  current(places: readonly QueuePlace[]): readonly GateSeen[];
};

type Sighting = { readonly fence: number; readonly gates: readonly GateSeen[] };

export function createSightings(): Sightings {
  const known = new Map<string, Sighting>();
  return {
    saw: (key, fence, gates) => void known.set(keyText(key), { fence, gates }),
    kept(key, fence) {
      const before = known.get(keyText(key));
      // Another replica may have seen more between the two.
      if (before?.fence === fence - 1) known.set(keyText(key), { ...before, fence });
    },
    forget: (key) => void known.delete(keyText(key)),
    current(places) {
      const byKey = new Map(places.map((place) => [keyText(place.key), place]));
      for (const key of known.keys()) {
        if (!byKey.has(key)) known.delete(key);
      }
      return [...known].flatMap(([key, { fence, gates }]) => (isNewest(fence, byKey.get(key)) ? gates : []));
    },
  };
}

/** While a release is conducted, what the conduct before saw is the newest there is. */
function isNewest(fence: number, place: QueuePlace | undefined): boolean {
  return place !== undefined && (fence === place.fence || (place.leased && fence === place.fence - 1));
}

/** How many gates stand in each state. */
export function gatesByState(gates: readonly GateSeen[]): Readonly<Record<GateSeen["state"], number>> {
  const counts = { "not-reached": 0, waiting: 0, open: 0, published: 0, failed: 0 };
  for (const { state } of gates) {
    counts[state] += 1;
  }
  return counts;
}

/** For how many seconds the gate that has waited longest has waited; 0 when none does. */
export function oldestWait(gates: readonly GateSeen[], now: Instant): number {
  const since = gates.flatMap((gate) => (gate.state === "waiting" ? (gate.since ?? []) : []));
  return since.length === 0 ? 0 : Math.max(0, now - Math.min(...since)) / SECOND;
}
