import type { Instant } from "./instant.ts";

/** From a moment until another, which is not before it. */
export type Interval = { readonly from: Instant; readonly to: Instant };

/** The same moments, each once: in order, and apart from each other. */
export function union(intervals: readonly Interval[]): readonly Interval[] {
  const apart: Interval[] = [];
  for (const one of intervals.filter(({ from, to }) => to > from).toSorted((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (last !== undefined && one.from <= last.to) {
      apart[apart.length - 1] = { from: last.from, to: Math.max(last.to, one.to) };
    } else {
      apart.push({ from: one.from, to: one.to });
    }
  }
  return apart;
}

/** What of the first is in none of the second. */
export function minus(intervals: readonly Interval[], others: readonly Interval[]): readonly Interval[] {
  return union(others).reduce<readonly Interval[]>(
    (left, { from, to }) =>
      left.flatMap((one) => [
        ...(one.from < from ? [{ from: one.from, to: Math.min(one.to, from) }] : []),
        ...(one.to > to ? [{ from: Math.max(one.from, to), to: one.to }] : []),
      ]),
    union(intervals),
  );
}

/** How long they are together, in milliseconds; what they share counts once. */
export function lengthOf(intervals: readonly Interval[]): number {
  return union(intervals).reduce((sum, { from, to }) => sum + to - from, 0);
}
