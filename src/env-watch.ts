import type { EnvReader } from "./env-reader.ts";

/** Where the metrics are served: apart from the port that stands open to the internet. */
export type MetricsPlace = { readonly host: string; readonly port: number };

/** Reads where metrics are served: undefined where that is not set. */
export function metricsOf(read: EnvReader): MetricsPlace | undefined {
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
