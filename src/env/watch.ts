import type { EnvReader } from "./reader.ts";

/** Where the metrics are served: apart from the port that stands open to the internet. */
export type MetricsPlace = { readonly host: string; readonly port: number };

/** Who watches the server at its work, besides whoever reads its log. */
export type WatchSettings = {
  /** Absent: nobody reads metrics. */
  readonly metrics?: MetricsPlace;
  /** Absent: no traces are made. */
  readonly traces?: TracesSettings;
};

/** Reads who watches. */
export function watchOf(read: EnvReader): WatchSettings {
  const metrics = metricsOf(read);
  const traces = tracesOf(read);
  return { ...(metrics && { metrics }), ...(traces && { traces }) };
}

/** Undefined where it is not set. */
function metricsOf(read: EnvReader): MetricsPlace | undefined {
  if (!read.isSet("METRICS_PORT")) {
    return undefined;
  }
  const port = read.integer("METRICS_PORT", { least: 0, most: 65_535 });
  if (port !== 0 && read.text("METRICS_PORT") === read.text("PORT")) {
    const remedy = "Set it to a port of its own: what PORT serves is open to GitHub, the metrics are not.";
    read.report("METRICS_PORT", "is the same as PORT", remedy);
  }
  return { host: read.text("METRICS_HOST"), port };
}

/** Where traces are sent, by OpenTelemetry's own variables. */
export type TracesSettings = {
  readonly url: string;
  /** Secret: a collector on the internet asks for a key. */
  readonly headers: Readonly<Record<string, string>>;
  readonly service: string;
  /** Which share of them is sent, 0 to 1. */
  readonly ratio: number;
};

const ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
const TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

/**
 * Undefined where it is not set.
 * https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
function tracesOf(read: EnvReader): TracesSettings | undefined {
  const name = [TRACES_ENDPOINT, ENDPOINT].find((one) => read.isSet(one));
  if (name === undefined) {
    return undefined;
  }
  const url = URL.canParse(read.text(name)) ? new URL(read.text(name)) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    const remedy =
      "Set it to the address of a collector that speaks OTLP over HTTP, like http://localhost:4318.";
    read.report(name, "is not the URL of a collector", remedy);
    return undefined;
  }
  // What is for all signals is the base of the paths; what is for traces is the whole.
  if (name === ENDPOINT) url.pathname = `${url.pathname.replace(/\/+$/, "")}/v1/traces`;
  return {
    url: url.href,
    headers: headersOf(read),
    service: read.text("OTEL_SERVICE_NAME"),
    ratio: ratioOf(read),
  };
}

const HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";

/** `key=value,key2=value2`, values percent-encoded. */
function headersOf(read: EnvReader): Readonly<Record<string, string>> {
  const pairs = (read.secret(HEADERS) ?? "").split(",").filter((pair) => pair.trim() !== "");
  const headers = pairs.map(headerOf);
  if (headers.includes(undefined)) {
    const remedy = "Set it like `authorization=Basic%20…,x-team=ops`: values percent-encoded.";
    read.report(HEADERS, "is no list of headers", remedy);
  }
  return Object.fromEntries(headers.filter((header) => header !== undefined));
}

function headerOf(pair: string): readonly [string, string] | undefined {
  const { key = "", value = "" } =
    /^\s*(?<key>[\w!#$%&'*+.^`|~-]+)\s*=(?<value>.*)$/.exec(pair)?.groups ?? {};
  try {
    return key === "" ? undefined : [key, decodeURIComponent(value.trim())];
  } catch {
    return undefined;
  }
}

function ratioOf(read: EnvReader): number {
  const name = "OTEL_TRACES_SAMPLER_ARG";
  const text = read.text(name);
  const ratio = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (ratio >= 0 && ratio <= 1) {
    return ratio;
  }
  read.report(name, "is no share", "Set it to a number from 0 (no trace) to 1 (every one).");
  return 1;
}
