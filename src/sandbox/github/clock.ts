/** What the world needs of a clock: the product's clock and the virtual one both fit. */
export interface Clock {
  now(): number;
  sleepUntil(at: number, signal?: AbortSignal): Promise<void>;
  busy<T>(task: () => Promise<T>): Promise<T>;
}

/** The moment as GitHub stamps it: GitHub's times have whole seconds. */
export const stamp = (clock: Clock): number => Math.floor(clock.now() / 1000) * 1000;
