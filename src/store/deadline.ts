import { StoreUnavailable } from "./unavailable.ts";

/**
 * Waits for the store, but not longer than so many milliseconds; then rejects with StoreUnavailable. Real time, not
 * the injected clock: it bounds a disk or a network, and GitHub's patience with a webhook (10 s; Probot answers 202
 * after 9 s even if nothing was stored).
 */
export async function withinDeadline<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate(milliseconds)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function tooLate(milliseconds: number): StoreUnavailable {
  return new StoreUnavailable("of the app", {
    because: `it did not take a write within ${milliseconds / 1_000} s`,
    remedy:
      "Look at the load of its disk or its database server, what was not stored is delivered again by itself",
  });
}
