import type { Exchange } from "../../src/sandbox/exchanges.ts";

/** So many are left whole: those that may still be under way. */
const NEWEST = 500;

/**
 * Lets go of what GitHub has answered, which no oracle reads: of a thousand releases it would be gigabytes. What it was
 * asked stays. To be called now and again.
 */
export function createForgetting(exchanges: readonly Exchange[]): () => void {
  let forgotten = 0;
  return () => {
    for (; forgotten < exchanges.length - NEWEST; forgotten += 1) {
      const exchange = exchanges[forgotten];
      if (exchange === undefined) continue;
      exchange.responseBody = undefined;
      exchange.responseHeaders = {};
    }
  };
}
