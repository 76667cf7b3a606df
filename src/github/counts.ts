/** Requests sent, and those spared: of this process since the start, or of one conduct. */
export type Counts = {
  readonly reads: number;
  readonly writes: number;
  /** Reads answered with 304, which cost nothing of the primary limit. */
  readonly notModified: number;
  /** Reads that were not sent: what was asked for can't change, and was kept. */
  readonly remembered: number;
  /** Writes that create content (issues, comments, GitHub releases), which GitHub limits further. */
  readonly creations: number;
  /** Tokens minted. */
  readonly tokens: number;
};

export type Counter = {
  add(what: keyof Counts): void;
  counts(): Counts;
};

export function createCounter(): Counter {
  const counts = { reads: 0, writes: 0, notModified: 0, remembered: 0, creations: 0, tokens: 0 };
  return {
    add(what) {
      counts[what] += 1;
    },
    counts: () => ({ ...counts }),
  };
}

/** One that counts for both. */
export function countingBoth(one: Counter, other: Counter | undefined): Counter {
  if (other === undefined) return one;
  return {
    add(what) {
      one.add(what);
      other.add(what);
    },
    counts: one.counts,
  };
}
