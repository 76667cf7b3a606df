import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from "kysely";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_BACKOFF } from "../../src/store/backoff.ts";
import { createListeners } from "../../src/store/listeners.ts";
import { createQueue, type QueueBase } from "../../src/store/queue.ts";
import type { Database } from "../../src/store/schema.ts";
import type { Queue } from "../../src/store/store.ts";
import { timeOf } from "../../src/store/time.ts";
import { StoreUnavailable } from "../../src/store/unavailable.ts";
import { manualClock } from "./manual-clock.ts";
import { wakeOf } from "./releases.ts";

/** Answers every read with no rows, or never. */
function database(answers: "nothing" | "never"): Database {
  class Driver extends DummyDriver {
    override acquireConnection() {
      return answers === "never" ? new Promise<never>(() => undefined) : super.acquireConnection();
    }
  }
  return new Kysely({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new Driver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

function queueOver(base: Pick<QueueBase, "db" | "commit">): Queue {
  const clock = manualClock();
  return createQueue({
    ...base,
    clock,
    time: timeOf(clock),
    backoff: DEFAULT_BACKOFF,
    listeners: createListeners(),
    lockRipe: (ripe) => ripe,
    rowsOf: () => sql`none`,
  });
}

describe("the queue over a store that hangs", () => {
  afterEach(() => void vi.useRealTimers());

  it.each(["wake", "nudge"] as const)(
    "rejects a %s after five seconds, before GitHub is answered 202",
    async (kind) => {
      vi.useFakeTimers();
      const queue = queueOver({ db: database("never"), commit: () => new Promise(() => undefined) });
      let told = false;
      queue.onWake(() => {
        told = true;
      });
      const rejected = expect(queue[kind](wakeOf(1))).rejects.toThrow(StoreUnavailable);
      await vi.advanceTimersByTimeAsync(5_000);
      await rejected;
      expect(told).toBe(false);
    },
  );
});

it("a nudge for a release that nobody knows commits nothing", async () => {
  let commits = 0;
  const commit = async () => {
    commits += 1;
    throw new Error("nothing is to be committed");
  };
  const queue = queueOver({ db: database("nothing"), commit });
  expect(await queue.nudge(wakeOf(1, { delivery: "guid" }))).toBe(false);
  await expect(queue.wake(wakeOf(1, { delivery: "guid" }))).rejects.toThrow("nothing is to be committed");
  expect(commits).toBe(1);
});
