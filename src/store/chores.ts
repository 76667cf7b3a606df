import type { Database } from "./schema.ts";
import type { Chores } from "./store.ts";
import { after, onOurs, type Time } from "./time.ts";

/** The chores over one keyed table, in SQL that SQLite and PostgreSQL both understand. */
export function createChores(db: Database, time: Time): Chores {
  return {
    async take(name, leaseMs) {
      const now = time();
      await db
        .insertInto("chore")
        .values({ name, due: now.stores, fence: 0, note: null })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const taken = await db
        .updateTable("chore")
        .set((eb) => ({ due: after(now, leaseMs), fence: eb("fence", "+", 1) }))
        .where("name", "=", name)
        .where("due", "<=", now.stores)
        .returning(["fence", "note"])
        .executeTakeFirst();
      if (taken !== undefined) {
        const { fence, note } = taken;
        return { is: "taken", name, fence, ...(note !== null && { note }) };
      }
      const asked = time();
      const read = await db
        .selectFrom("chore")
        .select(["due", asked.stores.as("now")])
        .where("name", "=", name)
        .executeTakeFirstOrThrow();
      return { is: "not-due", at: onOurs(asked, read, read.due) };
    },
    async keep({ name, fence }, note) {
      const { numUpdatedRows } = await db
        .updateTable("chore")
        .set({ note })
        .where("name", "=", name)
        .where("fence", "=", fence)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },
    async done({ name, fence }, { pauseMs, note }) {
      const { numUpdatedRows } = await db
        .updateTable("chore")
        .set({ due: after(time(), pauseMs), note: note ?? null })
        .where("name", "=", name)
        .where("fence", "=", fence)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },
  };
}
