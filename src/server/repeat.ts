import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Instant } from "../release/instant.ts";

export type Repeated = {
  readonly name: string;
  /** Pause between the end of one run and the next, in milliseconds of the clock. */
  readonly pause: Instant;
  /** The signal aborts when the server stops. */
  readonly task: (signal: AbortSignal) => Promise<"again" | "done">;
};

export type Repeating = { stop(): Promise<void> };

/** Runs a task now and again, one run at a time, until it says that it is done. A run that fails is logged. */
export function repeat(
  { name, pause, task }: Repeated,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Repeating {
  const stopping = new AbortController();
  const { signal } = stopping;

  async function run(): Promise<"again" | "done"> {
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
    while (!signal.aborted && (await run()) === "again") {
      await clock.sleepUntil(clock.now() + pause, signal);
    }
  });
  return {
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}
