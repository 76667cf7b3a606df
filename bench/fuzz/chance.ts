/** Numbers from a seed: the same seed gives the same ones, so that every input can be made again. */
export type Chance = {
  /** An integer from 0 up to, and without, `below`. */
  readonly upTo: (below: number) => number;
  readonly oneOf: <T>(all: readonly [T, ...T[]]) => T;
};

/** mulberry32: 32 bits of state are plenty for one input. */
export function createChance(seed: number, input: number): Chance {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(input + 1, 0xc2b2ae35);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (below: number) => Math.floor(next() * below);
  return { upTo, oneOf: (all) => all[upTo(all.length)] ?? all[0] };
}
