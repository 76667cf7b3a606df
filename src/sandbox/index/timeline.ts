import type { Now } from "./outages.ts";

export interface Timeline<State> {
  /** The state under a key as it was that many seconds ago. */
  before(key: string, seconds: number): State | undefined;
  /** Every state as it is now. */
  all(): readonly State[];
  change(key: string, change: (earlier: State | undefined) => State): void;
}

/** Every state that each thing had: a cache that lags shows an earlier one. */
export function createTimeline<State>(clock: Now): Timeline<State> {
  const moments = new Map<string, { readonly at: number; readonly state: State }[]>();
  return {
    before(key, seconds) {
      const moment = clock.now() - seconds * 1000;
      return moments.get(key)?.findLast(({ at }) => at <= moment)?.state;
    },
    all: () => [...moments.values()].flatMap((states) => states.at(-1)?.state ?? []),
    change(key, change) {
      const earlier = moments.get(key) ?? [];
      moments.set(key, [...earlier, { at: clock.now(), state: change(earlier.at(-1)?.state) }]);
    },
  };
}
