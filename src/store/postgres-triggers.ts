import { type Kysely, sql } from "kysely";
import type { Triggers } from "./schema.ts";

/** What replicas listen to. Channels are per database. */
export const CHANNEL = "release_conductor_wake";

export const POSTGRES_TRIGGERS: Triggers = { guardLedger, tellReplicas };

/** No entry of the ledger is changed, removed or put out of line. */
async function guardLedger(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the ledger is append-only: entries are not %', TG_ARGV[0]; END $$`.execute(db);
  await sql`CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse('changed')`.execute(db);
  await sql`CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse('removed')`.execute(db);
  await sql`CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse('removed')`.execute(db);
  await sql`CREATE FUNCTION ledger_follow() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.number <> 1 + (SELECT coalesce(max(number), 0) FROM ledger
        WHERE repository = NEW.repository AND tag = NEW.tag) THEN
        RAISE EXCEPTION 'the ledger is append-only: an entry follows the last one';
      END IF;
      RETURN NEW;
    END $$`.execute(db);
  await sql`CREATE TRIGGER ledger_in_order BEFORE INSERT ON ledger
    FOR EACH ROW EXECUTE FUNCTION ledger_follow()`.execute(db);
}

/**
 * A release that nobody holds and that has something to do is told to all replicas once that is committed, whoever
 * wrote it, an operator too. What comes during a lease is told when the lease ends: nobody can take it before. The
 * payload names the replica, so that it need not listen to itself.
 */
async function tellReplicas(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE FUNCTION release_queue_tell() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_notify('${sql.raw(CHANNEL)}', current_setting('application_name')); RETURN NULL; END $$`.execute(
    db,
  );
  await sql`CREATE TRIGGER release_queue_new AFTER INSERT ON release_queue FOR EACH ROW
    WHEN (NEW.due IS NOT NULL)
    EXECUTE FUNCTION release_queue_tell()`.execute(db);
  await sql`CREATE TRIGGER release_queue_due AFTER UPDATE ON release_queue FOR EACH ROW
    WHEN (NEW.due IS NOT NULL AND NEW.lease_until IS NULL
      AND (OLD.due IS DISTINCT FROM NEW.due OR OLD.lease_until IS NOT NULL))
    EXECUTE FUNCTION release_queue_tell()`.execute(db);
}
