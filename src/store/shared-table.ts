import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Database } from "./schema.ts";
import type { Shared } from "./store.ts";

/** Other replicas' changes come between two reads seldom more often; then chance lets one of them go first. */
const CLASHES_IN_A_ROW = 5;
/** Longest such pause, in milliseconds. */
const LONGEST_PAUSE = 20;

/** A value as it was read or written last; version 0: there is none. */
type Known = { readonly version: number; readonly value: unknown };

/** Gives the next value, and how to tell whoever asked once that is written. */
type Change = (value: unknown) => { readonly next: unknown; readonly settle: () => void };

type Waiting = { readonly change: Change; readonly fail: (error: unknown) => void };

/**
 * Shared values in a table. What this process knows of a value is replaced only if nobody else has changed it since,
 * which the row's version tells: one statement a change, or for all changes that came while the last one was
 * written. A change that came too late is made again on the newer value.
 */
export function createSharedTable(db: Database): Shared {
  const known = new Map<string, Known>();
  const waiting = new Map<string, Waiting[]>();

  /** False when another replica was first. */
  async function made(key: string, all: readonly Waiting[]): Promise<boolean> {
    const before = known.get(key) ?? (await read(db, key));
    const { value, settle } = changed(before.value, all);
    known.delete(key);
    // Changes that all threw may leave a value that never was.
    if (value !== undefined) {
      if (!(await replaced(db, key, { before, value }))) return false;
      known.set(key, { version: before.version + 1, value });
    }
    for (const each of settle) each();
    return true;
  }

  async function make(key: string, all: readonly Waiting[]): Promise<void> {
    for (let clashes = 1; !(await made(key, all)); clashes += 1) {
      if (clashes >= CLASHES_IN_A_ROW) await sleep(Math.random() * LONGEST_PAUSE);
    }
  }

  /** Makes what waits, together, until nothing does. */
  async function work(key: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      const all = queue.splice(0);
      await make(key, all).catch((error: unknown) => {
        for (const { fail } of all) fail(error);
      });
    }
    waiting.delete(key);
  }

  return {
    change<V, T>(key: string, change: (value: V | undefined) => readonly [V, T]) {
      return new Promise<T>((resolve, reject) => {
        const one: Waiting = {
          change(value) {
            const [next, result] = change(value as V | undefined);
            return { next, settle: () => resolve(result) };
          },
          fail: reject,
        };
        const queue = waiting.get(key);
        if (queue !== undefined) {
          queue.push(one);
          return;
        }
        const own = [one];
        waiting.set(key, own);
        void work(key, own);
      });
    },
  };
}

/** One change after the other. One that throws changes nothing, and its caller alone is told, now or never. */
function changed(value: unknown, all: readonly Waiting[]) {
  const settle: (() => void)[] = [];
  let next = value;
  for (const { change, fail } of all) {
    try {
      const made = change(next);
      next = made.next;
      settle.push(made.settle);
    } catch (error) {
      settle.push(() => fail(error));
    }
  }
  return { value: next, settle };
}

async function read(db: Database, key: string): Promise<Known> {
  const row = await db
    .selectFrom("shared")
    .select(["version", "value"])
    .where("key", "=", key)
    .executeTakeFirst();
  return row === undefined
    ? { version: 0, value: undefined }
    : { version: row.version, value: JSON.parse(row.value) };
}

type Replacement = { readonly before: Known; readonly value: unknown };

/**
 * False when somebody else was first. The values need not outlive a crash of the database, so their commits don't
 * wait for its disk; none is lost while the database runs.
 */
async function replaced(db: Database, key: string, { before, value }: Replacement): Promise<boolean> {
  const text = JSON.stringify(value);
  const quick = sql`set_config('synchronous_commit', 'off', true)`.as("commits");
  const row =
    before.version === 0
      ? await db
          .insertInto("shared")
          .values({ key, version: 1, value: text })
          .onConflict((conflict) => conflict.doNothing())
          .returning(["version", quick])
          .executeTakeFirst()
      : await db
          .updateTable("shared")
          .set({ version: before.version + 1, value: text })
          .where("key", "=", key)
          .where("version", "=", before.version)
          .returning(["version", quick])
          .executeTakeFirst();
  return row !== undefined;
}
