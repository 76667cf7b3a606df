import { noticesOf } from "../pipeline/workflow-notices.ts";
import { sameEnvironment } from "../release/environment-name.ts";
import { given } from "../release/fact.ts";
import type { Problem } from "../release/problem.ts";
import type { Setup } from "../release/setup.ts";
import { workflowJobs } from "../release/workflow.ts";
import type { ConductedShape } from "../workflows/shape.ts";
import { configured } from "./configuration.ts";
import type { Check } from "./finding.ts";
import { setupGates, setupShape } from "./gated.ts";

/** Whether such releases are conducted at all, and what the workflow lacks for publishing. */
export function workflowChecks(setup: Setup): readonly Check[] {
  const shape = setupShape(setup);
  if (shape === undefined) {
    return [{ state: "unseen", finding: { is: "workflows-unseen" } }];
  }
  if (shape.is === "refused") {
    return [{ state: "missing", finding: { is: "not-conducted", because: shape.because } }];
  }
  const { path, environments } = shape;
  return [
    { state: "ok", finding: { is: "conducted", path, tag: setup.tag, environments } },
    ...hints(setup, shape),
    ...mismatches(setup, shape),
  ];
}

/** The same that the board tells of a release, before there is one. */
function hints(setup: Setup, { path }: ConductedShape): readonly Check[] {
  const reading = given(setup.workflows)?.find((one) => one.path === path);
  const jobs = reading?.is === "read" ? (workflowJobs(reading.value) ?? []) : [];
  const gates = setupGates(setup);
  return noticesOf({ path, is: "read", jobs }, { gates, all: gates }).flatMap(hintOf);
}

function hintOf(problem: Problem): readonly Check[] {
  switch (problem.is) {
    case "job-without-id-token": {
      const { path, job, index } = problem;
      return [{ state: "look", finding: { is: "no-id-token", path, job, index } }];
    }
    case "job-without-needs": {
      const { path, job, missing } = problem;
      return [{ state: "look", finding: { is: "unneeded-jobs", path, job, missing } }];
    }
    case "job-without-gate": {
      const { path, job } = problem;
      return [{ state: "look", finding: { is: "no-environment", path, job } }];
    }
    default:
      // At which gate a job waits, called workflows included, the shape knows better.
      return [];
  }
}

/** Where the configuration's gates are not the workflow's environments. */
function mismatches(setup: Setup, { path, environments }: ConductedShape): readonly Check[] {
  const gates = configured(setup)?.gates?.map(({ name }) => name);
  if (gates === undefined) {
    return [];
  }
  const without = (names: readonly string[], others: readonly string[]) =>
    names.filter((name) => !others.some((other) => sameEnvironment(name, other)));
  return [
    ...without(gates, environments).map(
      (gate): Check => ({ state: "missing", finding: { is: "gate-without-job", path, gate } }),
    ),
    ...without(environments, gates).map(
      (environment): Check => ({ state: "look", finding: { is: "job-without-gate", path, environment } }),
    ),
  ];
}
