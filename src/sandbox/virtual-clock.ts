/** A clock whose time passes only when nobody is busy; the same shape as the product's clock. */
export interface VirtualClock {
  now(): number;
  sleepUntil(at: number, signal?: AbortSignal): Promise<void>;
  busy<T>(task: () => Promise<T>): Promise<T>;
}

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/**
 * A clock that starts at the given moment (ms) and stands still while any busy task is awake. When all of them
 * sleep or have ended, and still do one turn of the event loop later, it advances to the earliest sleeper and
 * wakes that one alone. Without a sleeper of finite time it idles.
 *
 * `sleepUntil` may wait for Infinity, which means "until the signal"; an aborted sleeper counts as busy again
 * synchronously, so the clock cannot slip between the abort and what it causes. Sleeping outside of `busy` throws.
 */
export const createVirtualClock = (start: number): VirtualClock => {
  let time = start;
  let awake = 0;
  const sleepers = new Set<Sleeper>();

  const advance = (): void => {
    if (awake > 0) return;
    let earliest: Sleeper | undefined;
    for (const sleeper of sleepers) {
      if (earliest === undefined || sleeper.at < earliest.at) earliest = sleeper;
    }
    if (earliest === undefined || earliest.at === Number.POSITIVE_INFINITY) return;
    // In whole milliseconds, as a computer's clock tells the time.
    time = Math.max(time, Math.ceil(earliest.at));
    earliest.wake();
  };

  const rest = (): void => {
    awake -= 1;
    // What just ended may have readied work that runs in this turn: look again after it.
    if (awake === 0) setImmediate(advance);
  };

  const sleep = (at: number, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve) => {
      const sleeper: Sleeper = {
        at,
        wake() {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", sleeper.wake);
          awake += 1;
          resolve();
        },
      };
      sleepers.add(sleeper);
      signal?.addEventListener("abort", sleeper.wake, { once: true });
      rest();
    });

  return {
    now: () => time,
    async sleepUntil(at, signal) {
      if (awake === 0) {
        throw new Error(
          "Nobody is busy on the virtual clock: call sleepUntil only within busy(), else time would stop",
        );
      }
      if (at > time && !signal?.aborted) await sleep(at, signal);
    },
    async busy(task) {
      awake += 1;
      try {
        return await task();
      } finally {
        rest();
      }
    },
  };
};
