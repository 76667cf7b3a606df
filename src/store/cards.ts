import type { Address } from "../release/release.ts";
import { canonicalJson } from "./chain.ts";
import { holdLease } from "./lease.ts";
import type { LedgerClocks } from "./ledger.ts";
import type { CardTable, Database, Writer } from "./schema.ts";
import {
  type Card,
  type CardRange,
  type Cards,
  type KnownRepository,
  type Lease,
  LeaseLost,
  type ListedCard,
} from "./store.ts";

/** What the pages show, over two keyed tables, in SQL that SQLite and PostgreSQL both understand. */
export function createCards(db: Database, { clock, time }: LedgerClocks): Cards {
  return {
    async put(lease, card) {
      const before = await keptOf(db, lease);
      const row = rowOf(card, before, clock.now());
      // Most conducts change nothing, and then nothing is written.
      if (row === undefined || isSame(row, before)) return false;
      await db.transaction().execute(async (trx) => {
        if (!(await holdLease(trx, lease, time()))) throw new LeaseLost(lease.key);
        await putRepository(trx, lease, card.address, row);
        await putCard(trx, lease, row);
      });
      return true;
    },
    forget: (lease) =>
      db.transaction().execute(async (trx) => {
        if (!(await holdLease(trx, lease, time()))) throw new LeaseLost(lease.key);
        const { numDeletedRows } = await trx
          .deleteFrom("card")
          .where("repository", "=", lease.key.repository)
          .where("tag", "=", lease.key.tag)
          .where("over", "=", 0)
          .executeTakeFirstOrThrow();
        return numDeletedRows > 0n;
      }),
    async get(key) {
      const row = await db
        .selectFrom("card")
        .selectAll()
        .where("repository", "=", key.repository)
        .where("tag", "=", key.tag)
        .executeTakeFirst();
      return row && { ...listedOf(row), body: JSON.parse(row.body) };
    },
    underWay: (range) => listed(db, range, 0),
    past: (range) => listed(db, range, 1),
    async repositories(most) {
      const rows = await repositories(db).orderBy("at", "desc").orderBy("repository").limit(most).execute();
      return rows.map(repositoryOf);
    },
    async named(owner, name) {
      const rows = await repositories(db)
        .where("path", "=", pathOf({ owner, name }))
        .orderBy("at", "desc")
        .execute();
      return rows.map(repositoryOf);
    },
  };
}

type Row = Pick<CardTable, "over" | "began" | "at" | "head" | "body">;
type Before = Row & { readonly installation: number; readonly path: string; readonly private: number };

function keptOf(db: Database, { key }: Lease): Promise<Before | undefined> {
  return db
    .selectFrom("card")
    .innerJoin("card_repository", "card_repository.repository", "card.repository")
    .select(["over", "began", "card.at", "head", "body", "installation", "path", "private"])
    .where("card.repository", "=", key.repository)
    .where("tag", "=", key.tag)
    .executeTakeFirst();
}

type Found = Row & Pick<Before, "installation" | "path" | "private">;

/** Undefined where there is nothing to change. */
function rowOf(card: Card, before: Before | undefined, now: number): Found | undefined {
  const { address, private: isPrivate, over } = card;
  const written = writtenOf(card, before);
  return (
    written && {
      installation: address.installation,
      path: pathOf(address),
      private: isPrivate === undefined ? (before?.private ?? 1) : Number(isPrivate),
      over: Number(over),
      began: card.head.began ?? before?.began ?? now,
      at: now,
      ...written,
    }
  );
}

function writtenOf(
  { head, body }: Card,
  before: Before | undefined,
): Pick<Found, "head" | "body"> | undefined {
  if (body !== undefined) return { head: canonicalJson(head), body: canonicalJson(body) };
  return before && { head: canonicalJson({ ...JSON.parse(before.head), ...head }), body: before.body };
}

function isSame({ at: _, ...row }: Found, before: Before | undefined): boolean {
  return (
    before !== undefined &&
    (Object.keys(row) as (keyof typeof row)[]).every((name) => row[name] === before[name])
  );
}

async function putCard(trx: Writer, { key }: Lease, { over, began, at, head, body }: Found): Promise<void> {
  const row = { over, began, at, head, body };
  await trx
    .insertInto("card")
    .values({ repository: key.repository, tag: key.tag, ...row })
    .onConflict((conflict) => conflict.columns(["repository", "tag"]).doUpdateSet(row))
    .execute();
}

async function putRepository(
  trx: Writer,
  { key }: Lease,
  { owner, name }: Address,
  found: Found,
): Promise<void> {
  const { installation, path, private: isPrivate, at } = found;
  const row = { installation, owner, name, path, private: isPrivate, at };
  await trx
    .insertInto("card_repository")
    .values({ repository: key.repository, ...row })
    .onConflict((conflict) => conflict.column("repository").doUpdateSet(row))
    .execute();
}

async function listed(
  db: Database,
  { repositories: of, most, before }: CardRange,
  over: number,
): Promise<readonly ListedCard[]> {
  if (of.length === 0) return [];
  const rows = await db
    .selectFrom("card")
    .select(["repository", "tag", "over", "began", "at", "head"])
    .where("over", "=", over)
    .where("repository", "in", [...of])
    .$if(before !== undefined, (query) => query.where("began", "<", before ?? 0))
    .orderBy("began", "desc")
    .orderBy("repository")
    .orderBy("tag")
    .limit(most)
    .execute();
  return rows.map(listedOf);
}

function listedOf({ repository, tag, over, began, at, head }: Omit<CardTable, "body">): ListedCard {
  return { key: { repository, tag }, over: over === 1, began, at, head: JSON.parse(head) };
}

function repositories(db: Database) {
  return db.selectFrom("card_repository").select(["repository", "installation", "owner", "name", "private"]);
}

function repositoryOf(row: {
  readonly repository: number;
  readonly installation: number;
  readonly owner: string;
  readonly name: string;
  readonly private: number;
}): KnownRepository {
  const { repository, installation, owner, name } = row;
  return { repository, address: { installation, owner, name }, private: row.private !== 0 };
}

function pathOf({ owner, name }: { readonly owner: string; readonly name: string }): string {
  return `${owner}/${name}`.toLowerCase();
}
