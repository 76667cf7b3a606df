import { type Kysely, type Migration, Migrator, sql, type Transaction } from "kysely";
import type { LedgerEntry } from "./store.ts";
import type { Fault } from "./unavailable.ts";

/** One row per release. Times are milliseconds since the epoch, by the store's clock. */
export type QueueTable = {
  repository: number;
  tag: string;
  installation: number;
  owner: string;
  name: string;
  first_seen: number;
  /** Parked and finished releases have no `due`. */
  state: "open" | "parked" | "finished";
  /** The next moment to look at it; null: nothing to do. Wakes that come during a lease stand here until it ends. */
  due: number | null;
  /** Bumped by every wake. */
  signals: number;
  /** What `signals` was when the last lease was taken: a difference means that it was woken during the lease. */
  taken: number;
  fence: number;
  lease_until: number | null;
  failures: number;
  last_error: string | null;
};

/** One delivery may wake several releases, so the GUID alone is no key. */
type DeliveryTable = { guid: string; repository: number; tag: string; because: string; at: number };

export type LedgerTable = {
  repository: number;
  tag: string;
  number: number;
  at: number;
  kind: LedgerEntry["kind"];
  /** Canonical JSON as text: the bytes that were hashed. */
  data: string;
  previous: string;
  hash: string;
};

/** One row that the health check writes, to prove that writing works. */
type PulseTable = { id: number; at: number };

/** One row per chore that was ever taken. */
type ChoreTable = { name: string; due: number; fence: number; note: string | null };

/** Values that replicas have in common, as JSON. One process has its own memory for that, and leaves it empty. */
type SharedTable = { key: string; version: number; value: string };

/** One row per person whose GitHub account is linked. `sealed` is ciphertext: whoever reads the table reads no token. */
type AccountTable = { person: number; sealed: string; fence: number; lease_until: number | null };

/**
 * What the pages show of a release. `head` and `body` are JSON: lists read the first alone. Nothing goes by it: whoever
 * deletes a row loses nothing that the release's next conduct does not write again.
 */
export type CardTable = {
  repository: number;
  tag: string;
  /** 1: the release is over. */
  over: number;
  /** When the release began, by GitHub's stamps where they tell: the order in which lists show it. */
  began: number;
  /** When the card last changed, by the clock of who wrote it. */
  at: number;
  head: string;
  body: string;
};

/** Where a repository that has cards was last seen, and whether it was private then. */
type CardRepositoryTable = {
  repository: number;
  installation: number;
  owner: string;
  name: string;
  /** `owner/name` in lower case, as addresses of pages are looked up. */
  path: string;
  private: number;
  at: number;
};

export type Tables = {
  release_queue: QueueTable;
  delivery: DeliveryTable;
  ledger: LedgerTable;
  pulse: PulseTable;
  chore: ChoreTable;
  shared: SharedTable;
  account: AccountTable;
  card: CardTable;
  card_repository: CardRepositoryTable;
};

export type Database = Kysely<Tables>;
export type Writer = Transaction<Tables>;

/** What the dialects can't say alike: triggers. */
export type Triggers = {
  /** Lets the ledger only grow. */
  readonly guardLedger: (db: Kysely<unknown>) => Promise<void>;
  /** Tells the other replicas when a release may be taken, whoever changed its row. */
  readonly tellReplicas: (db: Kysely<unknown>) => Promise<void>;
};

/** How to migrate: what is special to the engine, and how far. */
export type Migrating = {
  readonly triggers: Triggers;
  /** Where the tables are, where there may be several such places in a database. */
  readonly schema?: string;
  /** The last migration to apply: the newest, or an older one for tests of what comes after it. */
  readonly to?: string;
};

/**
 * Brings the schema to the newest version, forward only. Gives undefined, or why it can't be used; throws what the
 * engine throws.
 */
export async function migrate(db: Database, { triggers, schema, to }: Migrating): Promise<Fault | undefined> {
  const migrations = {
    "0001-queue-and-ledger": { up: (on) => firstSchema(on, triggers) },
    "0002-chores": { up: createChores },
    "0003-replicas": { up: (on) => createForReplicas(on, triggers) },
    "0004-accounts": { up: createAccounts },
    "0005-cards": { up: createCards },
  } satisfies Record<string, Migration>;
  const unknown = (await appliedMigrations(db, schema)).find((name) => !(name in migrations));
  if (unknown !== undefined) {
    return {
      because: `its schema is newer than this version of the app (it has the migration ${unknown})`,
      remedy: "Run the version that wrote it or a later one",
    };
  }
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    ...(schema !== undefined && { migrationTableSchema: schema }),
  });
  const { error } = await (to === undefined ? migrator.migrateToLatest() : migrator.migrateTo(to));
  if (error !== undefined) throw error;
  return undefined;
}

async function appliedMigrations(db: Database, schema: string | undefined): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  const isOurs = (table: { name: string; schema?: string }) =>
    table.name === "kysely_migration" && (schema === undefined || table.schema === schema);
  if (!tables.some(isOurs)) return [];
  const rows = await (db as unknown as Kysely<{ kysely_migration: { name: string } }>)
    .selectFrom("kysely_migration")
    .select("name")
    .execute();
  return rows.map((row) => row.name);
}

async function firstSchema(db: Kysely<unknown>, triggers: Triggers): Promise<void> {
  await createQueue(db);
  await db.schema
    .createTable("delivery")
    .addColumn("guid", "text", (column) => column.notNull())
    .addColumn("repository", "bigint", (column) => column.notNull())
    .addColumn("tag", "text", (column) => column.notNull())
    .addColumn("because", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("delivery_key", ["guid", "repository", "tag"])
    .execute();
  await db.schema.createIndex("delivery_at").on("delivery").column("at").execute();
  await createLedger(db);
  await triggers.guardLedger(db);
  await db.schema
    .createTable("pulse")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("at", "bigint", (column) => column.notNull())
    .execute();
}

async function createQueue(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("release_queue")
    .addColumn("repository", "bigint", (column) => column.notNull())
    .addColumn("tag", "text", (column) => column.notNull())
    .addColumn("installation", "bigint", (column) => column.notNull())
    .addColumn("owner", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("first_seen", "bigint", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("due", "bigint")
    .addColumn("signals", "bigint", (column) => column.notNull())
    .addColumn("taken", "bigint", (column) => column.notNull())
    .addColumn("fence", "bigint", (column) => column.notNull())
    .addColumn("lease_until", "bigint")
    .addColumn("failures", "integer", (column) => column.notNull())
    .addColumn("last_error", "text")
    .addPrimaryKeyConstraint("release_queue_key", ["repository", "tag"])
    .execute();
  // Serves both looks for what may be taken: no lease and due, in the order of `due`; and leases that ran out.
  await db.schema
    .createIndex("release_queue_ripe")
    .on("release_queue")
    .columns(["lease_until", "due"])
    .execute();
}

async function createLedger(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("ledger")
    .addColumn("repository", "bigint", (column) => column.notNull())
    .addColumn("tag", "text", (column) => column.notNull())
    .addColumn("number", "integer", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("data", "text", (column) => column.notNull())
    .addColumn("previous", "text", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("ledger_key", ["repository", "tag", "number"])
    .execute();
}

async function createChores(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("chore")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("due", "bigint", (column) => column.notNull())
    .addColumn("fence", "bigint", (column) => column.notNull())
    .addColumn("note", "text")
    .execute();
}

async function createForReplicas(db: Kysely<unknown>, triggers: Triggers): Promise<void> {
  await db.schema
    .createTable("shared")
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("version", "bigint", (column) => column.notNull())
    .addColumn("value", "text", (column) => column.notNull())
    .execute();
  await triggers.tellReplicas(db);
  // In place of one index over both columns, which PostgreSQL can't walk in the order of `due` where the other is null.
  await db.schema.dropIndex("release_queue_ripe").execute();
  await db.schema
    .createIndex("release_queue_free")
    .on("release_queue")
    .column("due")
    .where(sql<boolean>`lease_until is null and due is not null`)
    .execute();
  await db.schema
    .createIndex("release_queue_leased")
    .on("release_queue")
    .column("lease_until")
    .where(sql<boolean>`lease_until is not null`)
    .execute();
}

/** Tokens have no length that GitHub promises, and some are 520 characters: text, as everywhere. */
async function createAccounts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("account")
    .addColumn("person", "bigint", (column) => column.primaryKey())
    .addColumn("sealed", "text", (column) => column.notNull())
    .addColumn("fence", "bigint", (column) => column.notNull())
    .addColumn("lease_until", "bigint")
    .execute();
}

async function createCards(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("card")
    .addColumn("repository", "bigint", (column) => column.notNull())
    .addColumn("tag", "text", (column) => column.notNull())
    .addColumn("over", "integer", (column) => column.notNull())
    .addColumn("began", "bigint", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("head", "text", (column) => column.notNull())
    .addColumn("body", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("card_key", ["repository", "tag"])
    .execute();
  // For the releases of one repository, and for those of all, newest first.
  await db.schema.createIndex("card_history").on("card").columns(["repository", "over", "began"]).execute();
  await db.schema.createIndex("card_newest").on("card").columns(["over", "began"]).execute();
  await db.schema
    .createTable("card_repository")
    .addColumn("repository", "bigint", (column) => column.primaryKey())
    .addColumn("installation", "bigint", (column) => column.notNull())
    .addColumn("owner", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("path", "text", (column) => column.notNull())
    .addColumn("private", "integer", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("card_repository_path").on("card_repository").column("path").execute();
}
