import { type Counter, createCounter } from "../github/counts.ts";
import type { Ends, Of, Watch, Work } from "./watch.ts";

/** What one conduct saw and did, for its line in the log. */
export type Tally = {
  readonly watch: Watch;
  /** Counts its requests to GitHub. */
  readonly counter: Counter;
  /** How many facts were looked at. */
  looks(): number;
  /** Those that nobody could tell. */
  unknown(): readonly string[];
  /** What was done, in order; where it did not go through, why not: `react: refused`. */
  did(): readonly string[];
};

export function createTally(): Tally {
  const unknown = new Set<string>();
  const did: string[] = [];
  let looks = 0;
  const recorders: { readonly [W in Work]?: (of: Of<W>, how: Ends<W>) => void } = {
    look({ at }, { fact }) {
      looks += 1;
      if (fact === "unknown") unknown.add(at);
    },
    act({ action }, { result }) {
      did.push(result === "done" ? action : `${action}: ${result}`);
    },
  };
  return {
    counter: createCounter(),
    looks: () => looks,
    unknown: () => [...unknown],
    did: () => did,
    watch: {
      during: (work, of, run) => run((how) => recorders[work]?.(of, how)),
      happened: () => undefined,
    },
  };
}
