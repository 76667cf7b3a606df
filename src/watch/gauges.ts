import type { Clock } from "../clock.ts";
import { SECOND } from "../release/instant.ts";
import { withinDeadline } from "../store/deadline.ts";
import type { Queue } from "../store/store.ts";
import type { Worker } from "../store/worker.ts";
import { census } from "./census.ts";
import type { Metrics } from "./metrics.ts";
import { gatesByState, oldestWait } from "./sightings.ts";

/** What is asked how things stand whenever somebody reads the metrics. */
export type Sources = {
  readonly clock: Pick<Clock, "now">;
  readonly queue: Pick<Queue, "places">;
  /** The conducts of this process; absent before it begins. */
  readonly worker: () => Pick<Worker, "active" | "oldest"> | undefined;
  /** By the part's name whether it is ready. */
  readonly ready: () => Promise<Readonly<Record<string, boolean>>>;
};

/** Prometheus gives up after 10 s. */
const PATIENCE = 5 * SECOND;

/** Sets the gauges to what is so now. Those that only a store could tell that does not answer have no value; never rejects. */
export async function readGauges(metrics: Metrics, sources: Sources): Promise<void> {
  const on = metrics.instruments;
  const worker = sources.worker();
  const now = sources.clock.now();
  on.conductsActive.set(worker?.active() ?? 0);
  on.conductOldest.set((now - (worker?.oldest() ?? now)) / SECOND);
  on.limitRemaining.reset();
  for (const [resource, ratio] of metrics.quotas.least(now)) {
    on.limitRemaining.set({ resource }, ratio);
  }
  await Promise.all([readQueue(metrics, sources), readReady(metrics, sources)]);
}

async function readQueue({ instruments: on, sightings }: Metrics, { queue, clock }: Sources): Promise<void> {
  on.queueReleases.reset();
  on.queueOldestDue.remove();
  on.gates.reset();
  on.gateOldestWait.remove();
  const places = await withinDeadline(queue.places(), PATIENCE).catch(() => undefined);
  if (places === undefined) return;
  const now = clock.now();
  const { states, oldestDue } = census(places, now);
  const gates = sightings.current(places);
  for (const [state, count] of Object.entries(states)) on.queueReleases.set({ state }, count);
  for (const [state, count] of Object.entries(gatesByState(gates))) on.gates.set({ state }, count);
  on.queueOldestDue.set(oldestDue);
  on.gateOldestWait.set(oldestWait(gates, now));
}

async function readReady({ instruments: on }: Metrics, { ready }: Sources): Promise<void> {
  const parts = await ready();
  on.ready.reset();
  for (const [part, isReady] of Object.entries(parts)) on.ready.set({ part }, isReady ? 1 : 0);
}
