import type { Delivery } from "../../src/sandbox/deliveries.ts";
import type { Exchange } from "../../src/sandbox/exchanges.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";

/** So many are left whole: those that may still be under way, or come a second time. */
const NEWEST_EXCHANGES = 500;
const NEWEST_DELIVERIES = 2_000;

const NO_HEADERS = {};

/**
 * Lets go of what no oracle reads, which of a thousand releases is gigabytes: what GitHub has answered, and the payloads
 * that have arrived. What it was asked stays. To be called now and again.
 */
export function createForgetting({ exchanges, deliveries }: Sandbox): () => void {
  const answered = once(exchanges, NEWEST_EXCHANGES, (exchange: Exchange) => {
    exchange.requestHeaders = NO_HEADERS;
    exchange.responseHeaders = NO_HEADERS;
    exchange.responseBody = undefined;
  });
  const arrived = once(deliveries.all(), NEWEST_DELIVERIES, (delivery: Delivery) => {
    if (delivery.status === "delivered") delivery.payload = ofRepository(delivery.payload);
  });
  return () => {
    answered();
    arrived();
  };
}

/** Forgets all but the newest, each once. */
function once<T>(all: readonly T[], newest: number, forget: (one: T) => void): () => void {
  let forgotten = 0;
  return () => {
    for (; forgotten < all.length - newest; forgotten += 1) {
      const one = all[forgotten];
      if (one !== undefined) forget(one);
    }
  };
}

/** The log of webhooks and the verdict tell whose they are. */
function ofRepository({ repository }: Delivery["payload"]): Delivery["payload"] {
  if (typeof repository !== "object" || repository === null) return {};
  const { id, full_name } = repository as { readonly id?: unknown; readonly full_name?: unknown };
  return { repository: { id, full_name } };
}
