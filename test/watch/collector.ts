import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A span as a collector gets it. */
export type SpanSent = {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly isError: boolean;
};

type Sent = {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly RawSpan[] }[];
  }[];
};
type Attribute = { readonly key: string; readonly value: Readonly<Record<string, unknown>> };
type RawSpan = Omit<SpanSent, "attributes" | "isError"> & {
  readonly attributes: readonly Attribute[];
  readonly status: { readonly code: number };
};

/** An OTLP collector on this machine that keeps what it gets. https://opentelemetry.io/docs/specs/otlp/#otlphttp */
export async function openCollector(status = 200) {
  const spans: SpanSent[] = [];
  const resources: Readonly<Record<string, unknown>>[] = [];
  const requests: { readonly path: string; readonly key: string | undefined; readonly text: string }[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    requests.push({ path: request.url ?? "", key: request.headers["x-key"]?.toString(), text });
    for (const { resource, scopeSpans } of (JSON.parse(text) as Sent).resourceSpans) {
      resources.push(valuesOf(resource.attributes));
      for (const span of scopeSpans.flatMap((scope) => scope.spans)) {
        spans.push({ ...span, attributes: valuesOf(span.attributes), isError: span.status.code === 2 });
      }
    }
    response.writeHead(status, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    resources,
    requests,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function valuesOf(attributes: readonly Attribute[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
