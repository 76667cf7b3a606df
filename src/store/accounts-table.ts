import type { Database } from "./schema.ts";
import type { AccountsTable } from "./store.ts";
import { after, type Time } from "./time.ts";

/** The linked accounts over one keyed table, in SQL that SQLite and PostgreSQL both understand. */
export function createAccountsTable(db: Database, time: Time): AccountsTable {
  return {
    async get(person) {
      const row = await db
        .selectFrom("account")
        .select("sealed")
        .where("person", "=", person)
        .executeTakeFirst();
      return row?.sealed;
    },
    async put(person, sealed) {
      // Fences begin at the time, so that none comes again for a link that was removed and made anew.
      await db
        .insertInto("account")
        .values({ person, sealed, fence: time().stores, lease_until: null })
        .onConflict((conflict) =>
          // The fence rises, so that whoever is refreshing what was there before writes nothing over this.
          conflict
            .column("person")
            .doUpdateSet((eb) => ({ sealed, fence: eb("account.fence", "+", 1), lease_until: null })),
        )
        .execute();
    },
    async reseal(person, { from, to }) {
      const { numUpdatedRows } = await db
        .updateTable("account")
        .set({ sealed: to })
        .where("person", "=", person)
        .where("sealed", "=", from)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },
    async remove(person) {
      const { numDeletedRows } = await db
        .deleteFrom("account")
        .where("person", "=", person)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
    async take(person, leaseMs) {
      const now = time();
      const row = await db
        .updateTable("account")
        .set((eb) => ({ fence: eb("fence", "+", 1), lease_until: after(now, leaseMs) }))
        .where("person", "=", person)
        .where((eb) => eb.or([eb("lease_until", "is", null), eb("lease_until", "<=", now.stores)]))
        .returning(["fence", "sealed"])
        .executeTakeFirst();
      return row && { person, ...row, until: now.ours + leaseMs };
    },
    async finish({ person, fence }, sealed) {
      // Also past the lease's end, as long as nobody else has taken it: what GitHub gave exists only here.
      const { numUpdatedRows } = await db
        .updateTable("account")
        .set({ lease_until: null, ...(sealed !== undefined && { sealed }) })
        .where("person", "=", person)
        .where("fence", "=", fence)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },
    async drop({ person, fence }) {
      const { numDeletedRows } = await db
        .deleteFrom("account")
        .where("person", "=", person)
        .where("fence", "=", fence)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
  };
}
