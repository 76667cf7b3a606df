/** Requests sent since the start, for the metrics. */
export type Counts = {
  readonly reads: number;
  readonly writes: number;
  /** Reads answered with 304, which cost nothing of the primary limit. */
  readonly notModified: number;
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
  const counts = { reads: 0, writes: 0, notModified: 0, creations: 0, tokens: 0 };
  return {
    add(what) {
      counts[what] += 1;
    },
    counts: () => ({ ...counts }),
  };
}
