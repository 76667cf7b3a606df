import type { Clock } from "../clock.ts";
import type { ReleaseKey } from "../release/release.ts";
import { CHAIN_START, canonicalJson, entryHash } from "./chain.ts";
import { holdLease } from "./lease.ts";
import type { Database, LedgerTable, Writer } from "./schema.ts";
import { LeaseLost, type Ledger, type LedgerEntry } from "./store.ts";
import type { Time } from "./time.ts";

/** Entries carry our time, as the one who wrote them saw it; leases go by the store's. */
export type LedgerClocks = { readonly clock: Clock; readonly time: Time };

/** The ledger: one chain of hashes per release. The engine's triggers keep anyone from changing an entry. */
export function createLedger(db: Database, { clock, time }: LedgerClocks): Ledger {
  return {
    append: (lease, { kind, data }) =>
      db.transaction().execute(async (trx) => {
        if (!(await holdLease(trx, lease, time()))) throw new LeaseLost(lease.key);
        const before = await lastEntry(trx, lease.key);
        const text = canonicalJson(data);
        const content = {
          key: lease.key,
          number: (before?.number ?? 0) + 1,
          at: clock.now(),
          kind,
          data: JSON.parse(text),
          previous: before?.hash ?? CHAIN_START,
        } satisfies Omit<LedgerEntry, "hash">;
        const entry = { ...content, hash: entryHash(content) };
        const { key, ...columns } = entry;
        await trx
          .insertInto("ledger")
          .values({ ...columns, repository: key.repository, tag: key.tag, data: text })
          .execute();
        return entry;
      }),
    read: (key) => readEntries(db, key),
    keys: (limit) => newestKeys(db, limit),
  };
}

function lastEntry(trx: Writer, key: ReleaseKey): Promise<{ number: number; hash: string } | undefined> {
  return trx
    .selectFrom("ledger")
    .select(["number", "hash"])
    .where("repository", "=", key.repository)
    .where("tag", "=", key.tag)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
}

async function readEntries(db: Database, key: ReleaseKey): Promise<readonly LedgerEntry[]> {
  const rows = await db
    .selectFrom("ledger")
    .selectAll()
    .where("repository", "=", key.repository)
    .where("tag", "=", key.tag)
    .orderBy("number")
    .execute();
  return rows.map(entryOf);
}

async function newestKeys(db: Database, limit: number): Promise<readonly ReleaseKey[]> {
  const rows = await db
    .selectFrom("ledger")
    .select(["repository", "tag"])
    .groupBy(["repository", "tag"])
    .orderBy((eb) => eb.fn.max("at"), "desc")
    .orderBy("repository")
    .orderBy("tag")
    .limit(limit)
    .execute();
  return rows.map(({ repository, tag }) => ({ repository, tag }));
}

function entryOf(row: LedgerTable): LedgerEntry {
  return {
    key: { repository: row.repository, tag: row.tag },
    number: row.number,
    at: row.at,
    kind: row.kind,
    data: JSON.parse(row.data),
    previous: row.previous,
    hash: row.hash,
  };
}
