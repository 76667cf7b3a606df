import { afterEach, beforeEach, expect, test } from "vitest";
import { tell } from "../stories/stage.ts";
import { openCollector, type SpanSent } from "./collector.ts";

let collector: Awaited<ReturnType<typeof openCollector>>;
beforeEach(async () => {
  collector = await openCollector();
});
afterEach(() => collector.close());

function under(parent: SpanSent): readonly SpanSent[] {
  return collector.spans.filter((span) => span.parentSpanId === parent.spanId);
}

async function untilGates(settings: Readonly<Record<string, string>>): Promise<readonly string[]> {
  let logged: readonly string[] = [];
  await tell(
    async ({ stage, world, repo, people, setVersion, atGates, lines }) => {
      await stage.start({ ...world, settings });
      setVersion("5.0.0");
      repo.pushTag("v5.0.0", { by: people.writer, annotated: { message: "v5.0.0" } });
      await atGates("testpypi", "pypi");
      await stage.stop();
      logged = lines;
    },
    { started: false },
  );
  return logged;
}

test("a conduct is a trace: what it looked at, did, and asked for each", async () => {
  await untilGates({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_HEADERS: "x-key=a%20b" });
  const { spans, resources, requests } = collector;
  expect(new Set(requests.map(({ path, key }) => `${path} ${key}`))).toEqual(new Set(["/v1/traces a b"]));
  expect(resources[0]).toMatchObject({ "service.name": "release-conductor" });

  const creating = spans.find(({ name }) => name === "act create-board");
  const conduct = spans.find(({ spanId }) => spanId === creating?.parentSpanId);
  if (creating === undefined || conduct === undefined) throw new Error("no board was created");
  expect(conduct).toMatchObject({
    name: "conduct",
    attributes: {
      "release_conductor.release": expect.stringMatching(/@v5\.0\.0$/),
      "release_conductor.standing": "conducted",
      "release_conductor.outcome": "rest",
    },
  });
  expect(conduct.parentSpanId).toBeFalsy();
  const names = under(conduct).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["look repository", "look runs", "look comments"]));
  const write = under(creating).find(({ name }) => name === "request issues");
  expect(write?.attributes).toMatchObject({
    "release_conductor.what": expect.stringMatching(/^POST \/repos\/\{owner\}\/\{repo\}\/issues \(/),
    "release_conductor.result": "2xx",
  });
  expect(new Set([creating, write].map((span) => span?.traceId))).toEqual(new Set([conduct.traceId]));
  expect(spans.find(({ name }) => name === "delivery")?.attributes).toMatchObject({
    "release_conductor.event": "push",
    "release_conductor.status": "200",
  });
  expect(spans.some(({ name }) => name === "chore sweep")).toBe(true);
});

test("no trace holds a secret", async () => {
  await untilGates({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  const text = collector.requests.map((request) => request.text).join("\n");
  expect(text).toContain("request releases");
  expect(text).not.toMatch(/ghs_|ghu_|Bearer|PRIVATE KEY|\/webhooks\/\d|hooks\.slack|token=/i);
});

test("a share of 0 sends none", async () => {
  await untilGates({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER_ARG: "0" });
  expect(collector.spans).toEqual([]);
});

test("a collector that takes nothing stops nothing, and is told of once", async () => {
  const refusing = await openCollector(400);
  const lines = await untilGates({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${refusing.url}/here` });
  await refusing.close();
  expect(refusing.requests.map(({ path }) => path)).toContain("/here");
  expect(lines.filter((line) => line.includes("traces are not taken"))).toHaveLength(1);
});
