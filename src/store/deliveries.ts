import type { Clock } from "../clock.ts";
import { DAY, HOUR } from "../release/instant.ts";
import type { Writer } from "./schema.ts";
import type { Wake } from "./store.ts";
import { after, type Moment } from "./time.ts";

/** GitHub offers deliveries for redelivery for three days. */
const DELIVERIES_KEPT = 4 * DAY;
const PRUNE_EVERY = HOUR;

/** False when this delivery has woken this release before. Two at the same time: the second waits for the first. */
export async function isNew(trx: Writer, { delivery, key, because }: Wake, now: Moment): Promise<boolean> {
  if (delivery === undefined) return true;
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto("delivery")
    .values({ guid: delivery, repository: key.repository, tag: key.tag, because, at: now.stores })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Leaves the delivery free for a wake. */
export async function forget(trx: Writer, { delivery, key }: Wake): Promise<void> {
  if (delivery === undefined) return;
  await trx
    .deleteFrom("delivery")
    .where("guid", "=", delivery)
    .where("repository", "=", key.repository)
    .where("tag", "=", key.tag)
    .execute();
}

/** Forgets deliveries that can't come again, once an hour at most. */
export function createPruner(clock: Clock): (trx: Writer, now: Moment) => Promise<void> {
  let pruned = Number.NEGATIVE_INFINITY;
  return async (trx, now) => {
    if (clock.now() - pruned < PRUNE_EVERY) return;
    await trx.deleteFrom("delivery").where("at", "<", after(now, -DELIVERIES_KEPT)).execute();
    pruned = clock.now();
  };
}
