import { describe, expect, it } from "vitest";
import { plan } from "../../src/pipeline/plan.ts";
import { seen } from "../../src/release/fact.ts";
import type { Environment, Snapshot } from "../../src/release/snapshot.ts";
import {
  atTheGates,
  deployment,
  environment,
  greenChecks,
  pendingGate,
  publishJob,
  snapshot,
} from "../release/snapshot-builder.ts";

const UNGUARDED = { is: "gate-unguarded", environment: "pypi" };

function noticesOf(now: Snapshot): readonly unknown[] {
  const phase = plan(now).phases.find(({ name }) => name === "publish pypi");
  return phase?.step.notices ?? [];
}

const guardedBy = (guard: Partial<Environment>) => ({
  environments: seen([environment("testpypi"), environment("pypi", { rule: false, ...guard })]),
});

describe("a gate whose environment nothing guards", () => {
  it.each([
    ["while the checks run", snapshot(guardedBy({}))],
    ["though a timer keeps its job for a while", snapshot(guardedBy({ waitMinutes: 30 }))],
    [
      "while another gate waits",
      atTheGates({
        ...guardedBy({}),
        jobs: seen([...greenChecks, publishJob("testpypi", "waiting")]),
        pending: seen([pendingGate("testpypi")]),
        deployments: seen([deployment("testpypi")]),
      }),
    ],
  ])("is told of %s", (_, now) => {
    expect(noticesOf(now)).toEqual([UNGUARDED]);
  });

  it.each([
    ["with our rule", { rule: true }],
    ["with reviewers", { reviewers: ["ebr"] }],
    ["with another rule", { otherRules: ["datadog"] }],
  ])("is not one %s", (_, guard) => {
    expect(noticesOf(snapshot(guardedBy(guard)))).toEqual([]);
  });
});
