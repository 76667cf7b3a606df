import { describe, expect, it } from "vitest";
import { table } from "../../src/replies/board/markup.ts";
import { METRICS, type Metric } from "../../src/watch/catalogue.ts";
import { expectGenerated } from "../generated.ts";

const metrics: readonly Metric[] = Object.values(METRICS);

/** https://prometheus.io/docs/practices/naming/ and /docs/instrumenting/writing_clientlibs/ */
describe("the names of metrics", () => {
  it("are each their own", () => {
    expect(new Set(metrics.map(({ name }) => name)).size).toBe(metrics.length);
  });

  it.each(metrics.map((metric) => [metric.name, metric] as const))(
    "%s: snake case, base unit last",
    (_, metric) => {
      expect(metric.name).toMatch(/^release_conductor(_[a-z]+)+$/);
      expect(metric.name).not.toMatch(/_(ms|milliseconds|minutes|percent|count|sum|bucket)$/);
      expect(metric.name.endsWith("_total")).toBe(metric.type === "counter");
      if (metric.type === "histogram") expect(metric.name).toMatch(/_seconds$/);
    },
  );

  it.each(metrics.map((metric) => [metric.name, metric] as const))(
    "%s: no label makes a series for each release, repository, installation or person",
    (_, { labels }) => {
      const unbounded = ["release", "tag", "repository", "owner", "installation", "person", "user", "url"];
      expect(labels.filter((label) => unbounded.includes(label))).toEqual([]);
    },
  );

  it.each(metrics.flatMap(({ name, buckets }) => (buckets ? [[name, buckets] as const] : [])))(
    "%s: its buckets rise",
    (_, buckets) => {
      expect(buckets).toEqual([...buckets].sort((a, b) => a - b));
    },
  );
});

it("docs/operations.md has them all, if current: npx vitest run test/watch/catalogue.test.ts --update", async () => {
  const rows = metrics.map(({ name, type, labels, help }) => [
    `\`${name.replace("release_conductor_", "")}\``,
    type,
    labels.map((label) => `\`${label}\``).join(", "),
    help,
  ]);
  await expectGenerated("docs/operations.md", {
    metrics: table(["`release_conductor_…`", "type", "labels", "meaning"], rows),
  });
});
