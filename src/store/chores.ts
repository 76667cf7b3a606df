import type { Clock } from "../clock.ts";
import type { Database } from "./schema.ts";
import type { Chores } from "./store.ts";

/** The chores over one keyed table, in SQL that SQLite and PostgreSQL both understand. */
export function createChores(db: Database, clock: Clock): Chores {
  return {
    async take(name, leaseMs) {
      const now = clock.now();
      await db
        .insertInto("chore")
        .values({ name, due: now, fence: 0, note: null })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const taken = await db
        .updateTable("chore")
        .set((eb) => ({ due: now + leaseMs, fence: eb("fence", "+", 1) }))
        .where("name", "=", name)
        .where("due", "<=", now)
        .returning(["fence", "note"])
        .executeTakeFirst();
      if (taken !== undefined) {
        const { fence, note } = taken;
        return { is: "taken", name, fence, ...(note !== null && { note }) };
      }
      const { due } = await db
        .selectFrom("chore")
        .select("due")
        .where("name", "=", name)
        .executeTakeFirstOrThrow();
      return { is: "not-due", at: due };
    },
    async done({ name, fence }, { pauseMs, note }) {
      const { numUpdatedRows } = await db
        .updateTable("chore")
        .set({ due: clock.now() + pauseMs, note: note ?? null })
        .where("name", "=", name)
        .where("fence", "=", fence)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },
  };
}
