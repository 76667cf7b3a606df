import { parser } from "@prometheus-io/lezer-promql";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { DOOR } from "../../src/app.ts";
import { INDEXES } from "../../src/release/configuration.ts";
import { ANSWERS } from "../../src/server/answers.ts";
import { METRICS, type Metric } from "../../src/watch/catalogue.ts";
import { census } from "../../src/watch/census.ts";
import type { Ends, Peer, RequestResult } from "../../src/watch/watch.ts";
import { pageText } from "../generated.ts";

type Rule = {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: string };
  readonly annotations: Readonly<Record<"summary" | "description" | "runbook_url", string>>;
};

const { groups } = parse(pageText("docs/alerts.yml")) as {
  readonly groups: readonly { readonly name: string; readonly rules: readonly Rule[] }[];
};
const rules = groups.flatMap((group) => group.rules);

/** Series of a metric, by name, with their labels: those that Prometheus and its scrape add included. */
const SERIES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.values(METRICS as Readonly<Record<string, Metric>>).flatMap(({ name, type, labels }) => {
    const suffixes = type === "histogram" ? ["_bucket", "_sum", "_count"] : [""];
    return suffixes.map((suffix) => [`${name}${suffix}`, [...labels, "instance", "job", "le"]] as const);
  }),
);

/** What PromQL's own grammar finds of one kind in an expression. */
function found(expr: string, kind: string): readonly string[] {
  const all: string[] = [];
  parser.parse(expr).iterate({
    enter(node) {
      if (node.name === kind || (kind === "error" && node.type.isError))
        all.push(expr.slice(node.from, node.to));
    },
  });
  return all;
}

/** The sections of the runbook, by the alert. */
const [, runbook = ""] = pageText("docs/operations.md").split("\n## Alerts\n");
const sections = new Map(
  (runbook.split(/\n## /)[0] ?? "")
    .split(/\n### /)
    .slice(1)
    .map((text) => {
      const [heading = "", ...lines] = text.split("\n");
      return [heading, lines.join("\n")] as const;
    }),
);

describe.each(rules.map((rule) => [rule.alert, rule] as const))("%s", (name, rule) => {
  it("asks in PromQL for metrics and labels that there are", () => {
    expect(found(rule.expr, "error")).toEqual([]);
    const selectors = found(rule.expr, "VectorSelector");
    expect(selectors).not.toEqual([]);
    for (const selector of selectors) {
      const [metric = ""] = selector.split("{");
      expect([...SERIES.keys()]).toContain(metric);
      for (const label of found(selector, "LabelName")) expect(SERIES.get(metric)).toContain(label);
    }
    const grouped = found(rule.expr, "GroupingLabels").flatMap((labels) =>
      found(`sum by ${labels} (x)`, "LabelName"),
    );
    const known = selectors.flatMap((selector) => SERIES.get(selector.split("{")[0] ?? "") ?? []);
    for (const label of grouped) expect(known).toContain(label);
  });

  it("says what is so, how bad that is, and where to read what to do", () => {
    expect(rule.for).toMatch(/^\d+[mh]$/);
    expect(["page", "ticket"]).toContain(rule.labels.severity);
    expect(rule.annotations.summary).not.toMatch(/\.$/);
    expect(rule.annotations.description).toMatch(/\.$/);
    expect(rule.annotations.runbook_url).toBe(`docs/operations.md#${name.toLowerCase()}`);
  });

  it("has a section in the runbook: what it means, what people notice, what to look at, what to do", () => {
    const parts = [...(sections.get(name) ?? "").matchAll(/^- \*\*(?<part>[^*]+)\*\*/gm)];
    expect(parts.map(({ groups: part }) => part?.["part"])).toEqual(["Means", "Noticed", "Look at", "Do"]);
  });
});

it("the runbook has a section for no other alert, and each alert one name", () => {
  expect([...sections.keys()]).toEqual(rules.map(({ alert }) => alert));
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
});

/** What the app tells as values of the labels that rules ask for. */
const PEERS = ["discord", "slack", "status", "storage", "login", ...INDEXES] satisfies readonly Peer[];
const ANSWERED: readonly RequestResult[] = ["2xx", "3xx", "304", "4xx", "5xx", "limited", "unreachable"];
const ACTED: readonly Ends<"act">["result"][] = [
  "done",
  "unreachable",
  "broken",
  "refused",
  "limited",
  "forbidden",
];
const VALUES: Readonly<Record<string, readonly string[]>> = {
  peer: PEERS,
  result: [...ANSWERED, ...ACTED],
  status: [...new Set(Object.values(ANSWERS).map(({ status }) => String(status))), "gone"],
  outcome: ["rest", "finished", "dropped", "failed"] satisfies readonly Ends<"conduct">["outcome"][],
  state: Object.keys(census([], 0).states),
  event: [...Object.keys(DOOR), "other"],
  part: ["store", "key", "conductor", "stopping"],
};

it.each(
  rules.flatMap(({ alert, expr }) =>
    found(expr, "UnquotedLabelMatcher").map((matcher) => [alert, matcher] as const),
  ),
)("%s: %s asks for a value that the app tells", (_, matcher) => {
  const { label = "", value = "" } =
    /^(?<label>\w+)(?:=|!=|=~|!~)"(?<value>.*)"$/.exec(matcher)?.groups ?? {};
  const values = VALUES[label] ?? [];
  for (const one of value.split("|")) {
    expect(values.some((known) => new RegExp(`^(?:${one})$`).test(known))).toBe(true);
  }
});
