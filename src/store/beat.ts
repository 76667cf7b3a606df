import type { Writer } from "./schema.ts";
import type { Moment } from "./time.ts";

/** Writes one row, to prove that writing works. */
export async function beat(trx: Writer, now: Moment): Promise<void> {
  await trx
    .insertInto("pulse")
    .values({ id: 1, at: now.stores })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ at: now.stores }))
    .execute();
}
