import type { Snapshot } from "./snapshot.ts";

/**
 * A judgement that is made once of each thing, whoever asks, and kept as long as the thing itself. For what never
 * changes, as snapshots: one plan asks of its own some hundred times which run is the release's.
 */
export function oncePer<Key extends object, T>(judge: (key: Key) => T): (key: Key) => T {
  const known = new WeakMap<Key, { readonly judged: T }>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) {
      found = { judged: judge(key) };
      known.set(key, found);
    }
    return found.judged;
  };
}

/** The same of a snapshot and something beside it, a gate for instance: once for each two. */
export function oncePerPart<Part extends object, T>(
  judge: (seen: Snapshot, part: Part) => T,
): (seen: Snapshot, part: Part) => T {
  const partsOf = oncePer((seen: Snapshot) => oncePer((part: Part) => judge(seen, part)));
  return (seen, part) => partsOf(seen)(part);
}
