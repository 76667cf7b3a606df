import type { MetricsPlace } from "../env/watch.ts";
import type { Log } from "../log.ts";
import { readGauges, type Sources } from "../watch/gauges.ts";
import type { Metrics } from "../watch/metrics.ts";
import { type Listening, listen } from "./listen.ts";

const PATH = "/metrics";

/** Serves the metrics at a port of their own. Rejects with cause and remedy where it can't listen. */
export function openMetricsDoor(
  place: MetricsPlace,
  metrics: Metrics,
  { log, ...sources }: Sources & { readonly log: Log },
): Promise<Listening> {
  const text = async () => {
    await readGauges(metrics, sources);
    return metrics.text();
  };
  return listen(
    (request, response) => {
      if (request.url?.split("?", 1)[0] !== PATH) {
        response.writeHead(404).end(`Only ${PATH} is here.\n`);
        return;
      }
      text().then(
        (all) => response.writeHead(200, { "content-type": metrics.contentType }).end(all),
        (error: unknown) => {
          log.error({ err: error }, "the metrics could not be read");
          response.writeHead(500).end();
        },
      );
    },
    { ...place, settings: { host: "METRICS_HOST", port: "METRICS_PORT" } },
  );
}
