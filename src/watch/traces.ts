import { type Attributes, type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { TracesSettings } from "../env/watch.ts";
import type { Log } from "../log.ts";
import { SECOND } from "../release/instant.ts";
import { routeOf } from "./results.ts";
import type { Ends, Of, Watch, Work } from "./watch.ts";

/** How long a collector that does not answer may hold up the end of the process. */
const LONGEST_FLUSH = 3 * SECOND;

export type Traces = {
  readonly watch: Watch;
  /** Sends what is left; resolves in seconds, whatever the collector does. */
  close(): Promise<void>;
};

type Settings = TracesSettings & { readonly version: string };

/**
 * The app's work as spans, sent to an OTLP collector. Nothing is registered globally: the context that makes one span
 * the parent of another is this object's own.
 */
export function createTraces(settings: Settings, log: Log): Traces {
  const exporter = new OTLPTraceExporter({ url: settings.url, headers: { ...settings.headers } });
  const provider = new TracerProvider({
    resource: resourceOf(settings),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(settings.ratio) }),
    spanProcessors: [new BatchSpanProcessor({ exporter: telling(exporter, log) })],
  });
  const tracer = provider.getTracer("release-conductor", settings.version);
  const contexts = new AsyncLocalStorageContextManager().enable();
  return {
    watch: {
      during(work, of, run) {
        const named = SPANS[work]?.(of);
        if (named === undefined) return run(() => undefined);
        const parent = contexts.active();
        const span = tracer.startSpan(named.name, { kind: named.kind, attributes: named.attributes }, parent);
        return contexts.with(trace.setSpan(parent, span), () => spanned(span, work, run));
      },
      happened: () => undefined,
    },
    async close() {
      contexts.disable();
      await Promise.race([provider.shutdown().catch(() => undefined), timePasses(LONGEST_FLUSH)]);
    },
  };
}

/** What else names this process stands in OTEL_RESOURCE_ATTRIBUTES, which OpenTelemetry reads itself. */
function resourceOf({ service, version }: Settings) {
  return defaultResource()
    .merge(detectResources({ detectors: [envDetector] }))
    .merge(resourceFromAttributes({ "service.name": service, "service.version": version }));
}

type Named = { readonly name: string; readonly kind: SpanKind; readonly attributes: Attributes };

/**
 * What is a span, and what it tells: names of our own, routes, and which release. No address, no payload, no words of an
 * error: there a secret could be. The store's operations are not among them: there are thousands, and metrics count them.
 */
const SPANS: { readonly [K in Work]?: (of: Of<K>) => Named } = {
  delivery: ({ event }) => named("delivery", { event }, SpanKind.SERVER),
  conduct: ({ release, fence }) => named("conduct", { release, fence }),
  look: ({ at }) => named(`look ${at}`, { at }),
  act: ({ action }) => named(`act ${action}`, { action }),
  request: ({ method, what }) =>
    named(`request ${routeOf(what)}`, { "http.request.method": method, what }, SpanKind.CLIENT),
  peer: ({ peer }) => named(`request ${peer}`, { peer }, SpanKind.CLIENT),
  chore: ({ chore }) => named(`chore ${chore}`, { chore }),
};

function named(name: string, attributes: Attributes, kind: SpanKind = SpanKind.INTERNAL): Named {
  return { name, kind, attributes: prefixed(attributes) };
}

function prefixed(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [
      key.includes(".") ? key : `release_conductor.${key}`,
      value,
    ]),
  );
}

async function spanned<K extends Work, T>(
  span: Span,
  work: K,
  run: (note: (how: Ends<K>) => void) => Promise<T>,
): Promise<T> {
  try {
    return await run((how) => {
      span.setAttributes(prefixed(endOf(how)));
      if (hasFailed(work, how)) span.setStatus({ code: SpanStatusCode.ERROR });
    });
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.setAttribute("error.type", error instanceof Error ? error.name : "unknown");
    throw error;
  } finally {
    span.end();
  }
}

/** Only words: of gates there is more than an attribute holds. */
function endOf(how: object): Attributes {
  return Object.fromEntries(Object.entries(how).filter(([, value]) => typeof value === "string"));
}

/** That something is not there, or is not known yet, is an answer like any other. */
function hasFailed(work: Work, how: object): boolean {
  const { result, status, outcome } = how as Readonly<Record<string, string>>;
  if (work === "delivery") return status !== "200";
  if (work === "request" || work === "peer") {
    return result === "5xx" || result === "unreachable" || result === "limited";
  }
  return outcome === "failed" || (result !== undefined && result !== "done" && result !== "cut-off");
}

/** The exporter, with a line in the log when the collector does not take what is sent, and when it does again. */
function telling(exporter: SpanExporter, log: Log): SpanExporter {
  let failing = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const fails = result.code !== 0;
        if (fails && !failing) {
          log.warn(
            "traces are not taken: look at the collector that OTEL_EXPORTER_OTLP_ENDPOINT names; what it misses is lost, releases go on",
          );
        }
        if (!fails && failing) log.info("traces are taken again");
        failing = fails;
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}

function timePasses(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds).unref());
}
