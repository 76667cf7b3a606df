import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Instant } from "../release/instant.ts";

export type Repeated = {
  readonly name: string;
  /** Pause between the end of one run and the next, in milliseconds of the clock; also after one that failed. */
  readonly pause: number;
  /** Gives the moment of the next run where it is not the usual one. The signal aborts when the server stops. */
  readonly task: (signal: AbortSignal) => Promise<"again" | "done" | Instant>;
};

export type Repeating = { stop(): Promise<void> };

/** Runs a task now and again, one run at a time, until it says that it is done. A run that fails is logged. */
export function repeat(
  { name, pause, task }: Repeated,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Repeating {
  const stopping = new AbortController();
  const { signal } = stopping;

  async function run(): Promise<"again" | "done" | Instant> {
    try {
      return await task(signal);
    } catch (error) {
      if (!signal.aborted) {
        log.error({ err: error, task: name }, "failed; it is tried again");
      }
      return "again";
    }
  }

  const loop = clock.busy(async () => {
    while (!signal.aborted) {
      const next = await run();
      if (next === "done") return;
      await clock.sleepUntil(next === "again" ? clock.now() + pause : next, signal);
    }
  });
  return {
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}
