/** Draws that follow from a seed: the same seed, the same draws on every machine. */
export type Chance = {
  /** In [0, 1). */
  readonly next: () => number;
  /** True in so many of 100 draws. */
  readonly percent: (share: number) => boolean;
  /** A whole number from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number;
  readonly oneOf: <T>(choices: readonly [T, ...T[]]) => T;
};

/** A stream of draws of its own for everything that has a name. */
export function createChance(name: string): Chance {
  let state = hash(name);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    return mixed(state);
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    percent: (share) => next() * 100 < share,
    between,
    oneOf: (choices) => choices[between(0, choices.length - 1)] ?? choices[0],
  };
}

/**
 * One draw by name. What is drawn for the third PATCH of a board does not depend on how many other requests came
 * before it, so that a world stays much the same while the app is being mended.
 */
export function drawn(name: string): number {
  return mixed((hash(name) + 0x6d2b79f5) | 0);
}

/** FNV-1a. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193);
  }
  return sum | 0;
}

/** The finish of mulberry32. */
function mixed(state: number): number {
  let word = Math.imul(state ^ (state >>> 15), 1 | state);
  word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
  return ((word ^ (word >>> 14)) >>> 0) / 4_294_967_296;
}
