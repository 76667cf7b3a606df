import { type RawBuilder, sql } from "kysely";
import type { Clock } from "../clock.ts";
import type { Instant } from "../release/instant.ts";

/**
 * Now, on our clock and on the store's. What a store keeps is on the store's, so that replicas whose clocks disagree
 * agree on it; between the two go distances, never moments.
 */
export type Moment = {
  /** Our clock, read before the statement is sent. */
  readonly ours: Instant;
  /** The store's clock, as part of a statement: milliseconds since the epoch. */
  readonly stores: RawBuilder<number>;
};

export type Time = () => Moment;

/** The store goes by our clock: where there is one process, or a virtual clock. */
export function timeOf(clock: Clock): Time {
  return () => {
    const ours = clock.now();
    return { ours, stores: bigint(ours) };
  };
}

/** So many milliseconds later, on the store's clock. */
export function after(now: Moment, milliseconds: number): RawBuilder<number> {
  return sql<number>`(${now.stores} + ${bigint(milliseconds)})`;
}

/** A moment of ours on the store's clock. */
export function onStores(now: Moment, at: Instant): RawBuilder<number> {
  return after(now, at - now.ours);
}

/** A moment of the store's on our clock, given what the statement read as now. Never later than it really is. */
export function onOurs(now: Moment, read: { readonly now: number }, at: number): Instant {
  return now.ours + (at - read.now);
}

/** With its type, which PostgreSQL can't always guess. */
function bigint(value: number): RawBuilder<number> {
  return sql<number>`cast(${Math.ceil(value)} as bigint)`;
}
