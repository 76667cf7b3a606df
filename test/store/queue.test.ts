import { sql } from "kysely";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_BACKOFF } from "../../src/store/backoff.ts";
import { createListeners } from "../../src/store/listeners.ts";
import { createQueue } from "../../src/store/queue.ts";
import type { Database } from "../../src/store/schema.ts";
import { timeOf } from "../../src/store/time.ts";
import { StoreUnavailable } from "../../src/store/unavailable.ts";
import { manualClock } from "./manual-clock.ts";
import { wakeOf } from "./releases.ts";

describe("the queue over a store that hangs", () => {
  afterEach(() => void vi.useRealTimers());

  it.each(["wake", "nudge"] as const)(
    "rejects a %s after five seconds, before GitHub is answered 202",
    async (kind) => {
      vi.useFakeTimers();
      const clock = manualClock();
      const queue = createQueue({
        // Never reached: the commit hangs first.
        db: {} as Database,
        clock,
        time: timeOf(clock),
        backoff: DEFAULT_BACKOFF,
        commit: () => new Promise(() => undefined),
        listeners: createListeners(),
        lockRipe: (ripe) => ripe,
        rowsOf: () => sql`none`,
      });
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
