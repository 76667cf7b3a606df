import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { CHORES } from "../chore.ts";
import { SECOND } from "../release/instant.ts";
import { METRICS, type Metric } from "./catalogue.ts";
import { createQuotas, type Quotas } from "./quotas.ts";
import { routeOf } from "./results.ts";
import { createSightings, type Sightings } from "./sightings.ts";
import type { Ends, Happening, Of, Watch, What, Work } from "./watch.ts";

type Catalogue = typeof METRICS;
type LabelOf<M extends Metric> = M["labels"][number];
type Instrument<M extends Metric> = {
  readonly counter: Counter<LabelOf<M>>;
  readonly gauge: Gauge<LabelOf<M>>;
  readonly histogram: Histogram<LabelOf<M>>;
}[M["type"]];
export type Instruments = { readonly [K in keyof Catalogue]: Instrument<Catalogue[K]> };

export type Metrics = {
  readonly watch: Watch;
  readonly instruments: Instruments;
  /** What the conducts of this process saw of gates. */
  readonly sightings: Sightings;
  /** What GitHub said is left of its limits. */
  readonly quotas: Quotas;
  /** Everything in Prometheus' text format, what the process tells of itself included. */
  text(): Promise<string>;
  readonly contentType: string;
};

export type MetricsOptions = {
  readonly version: string;
  /** GitHub's events that the app takes; others are counted together. */
  readonly events: ReadonlySet<string>;
};

/** The metrics of this process, nothing counted yet. */
export function createMetrics({ version, events }: MetricsOptions): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const instruments = createInstruments(registry);
  instruments.build.set({ version }, 1);
  // A chore that never ends well is late from here on.
  for (const chore of CHORES) instruments.choreLastSuccess.setToCurrentTime({ chore });
  const sightings = createSightings();
  const quotas = createQuotas();
  const recorders: Recorders = {
    ...recordersOf(instruments, events),
    conduct: conductRecorder(instruments, sightings),
  };
  const happenings = happeningsOn(instruments, quotas);
  return {
    watch: {
      during: (work, of, run) => timed(run, (ends, ms) => recorders[work](of, ends, ms / SECOND)),
      happened: (happening, what) => happenings[happening](what),
    },
    instruments,
    sightings,
    quotas,
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function createInstruments(registry: Registry): Instruments {
  const make = ({ type, name, help, labels, buckets }: Metric) => {
    const common = { name, help, labelNames: [...labels], registers: [registry] };
    switch (type) {
      case "counter":
        return new Counter(common);
      case "gauge":
        return new Gauge(common);
      case "histogram":
        return new Histogram({ ...common, buckets: [...(buckets ?? [])] });
    }
  };
  // Object.fromEntries forgets which keys there are; here they are all of METRICS.
  return Object.fromEntries(
    Object.entries(METRICS).map(([key, metric]) => [key, make(metric)]),
  ) as unknown as Instruments;
}

/** Runs, and tells how it ended (undefined: it threw before it had noted that) and how long it took, in milliseconds. */
async function timed<How, T>(
  run: (note: (how: How) => void) => Promise<T>,
  record: (ends: How | undefined, ms: number) => void,
): Promise<T> {
  const began = performance.now();
  let ends: How | undefined;
  try {
    return await run((how) => {
      ends = how;
    });
  } finally {
    record(ends, performance.now() - began);
  }
}

type Recorder<K extends Work> = (of: Of<K>, ends: Ends<K> | undefined, seconds: number) => void;
type Recorders = { readonly [K in Work]: Recorder<K> };

function recordersOf(on: Instruments, events: ReadonlySet<string>): Omit<Recorders, "conduct"> {
  return {
    delivery({ event }, ends, seconds) {
      on.deliveries.inc({ event: events.has(event) ? event : "other", status: ends?.status ?? "500" });
      on.deliveryDuration.observe(seconds);
    },
    look: () => undefined,
    act({ action }, ends) {
      on.actions.inc({ action, result: ends?.result ?? "broken-off" });
    },
    request({ method, what }, ends, seconds) {
      on.githubRequests.inc({ method, route: routeOf(what), result: ends?.result ?? "unreachable" });
      on.githubRequestDuration.observe({ method }, seconds);
    },
    peer({ peer }, ends, seconds) {
      on.peerRequests.inc({ peer, result: ends?.result ?? "unreachable" });
      on.peerRequestDuration.observe({ peer }, seconds);
    },
    chore({ chore }, ends, seconds) {
      const result = ends?.result ?? "failed";
      on.choreDuration.observe({ chore, result }, seconds);
      if (result === "done") on.choreLastSuccess.setToCurrentTime({ chore });
    },
    store({ part }, ends, seconds) {
      on.storeDuration.observe({ part }, seconds);
      if (ends?.result === "failed") on.storeErrors.inc({ part });
    },
  };
}

function conductRecorder(on: Instruments, sightings: Sightings): Recorder<"conduct"> {
  return ({ key, fence }, ends, seconds) => {
    const { standing = "none", outcome = "failed" } = ends ?? {};
    on.conductDuration.observe({ standing, outcome }, seconds);
    if (ends === undefined) sightings.kept(key, fence);
    else if (outcome === "finished" || outcome === "dropped") sightings.forget(key);
    else sightings.saw(key, fence, ends.gates);
  };
}

type Happenings = { readonly [K in Happening]: (what: What<K>) => void };

function happeningsOn(on: Instruments, quotas: Quotas): Happenings {
  return {
    wake: ({ reason, releases }) => on.wakes.inc({ reason }, releases),
    "lease-lost": () => on.leasesLost.inc(),
    waited: ({ limit, ms }) => on.limiterWait.observe({ limit }, ms / SECOND),
    "put-off": ({ limit }) => on.limiterPutOff.inc({ limit }),
    quota: (quota) => quotas.heard(quota),
  };
}
