import { expect, it } from "vitest";
import { startsOnTag, workflowTriggers } from "../../src/release/workflow-triggers.ts";

it.each<[string, unknown, boolean]>([
  ["push", "push", true],
  ["[push, pull_request]", ["push", "pull_request"], true],
  ["push: with nothing below", { push: null }, true],
  ["push: tags that fit", { push: { tags: ["v*"] } }, true],
  ["push: one tag pattern as text", { push: { tags: "v*" } }, true],
  ["push: tags that don't", { push: { tags: ["release-*"] } }, false],
  ["push: tags that a later pattern takes away", { push: { tags: ["v*", "!v5*"] } }, false],
  ["push: branches and tags that fit", { push: { branches: ["main"], tags: ["v*"] } }, true],
  ["push: branches alone", { push: { branches: ["**"] } }, false],
  ["push: branches to ignore alone", { push: { "branches-ignore": ["docs"] } }, false],
  ["push: other tags ignored", { push: { "tags-ignore": ["nightly"] } }, true],
  ["push: this tag ignored", { push: { "tags-ignore": ["v*"] } }, false],
  ["push: paths alone", { push: { paths: ["src/**"] } }, true],
  ["by hand only", "workflow_dispatch", false],
  ["when a release is published", { release: { types: ["published"] } }, false],
  ["nothing", undefined, false],
])("a push of v5.0.0 and `on:` %s", (_, on, starts) => {
  expect(startsOnTag("v5.0.0", workflowTriggers(on))).toBe(starts);
});

it("knows which workflows people can start by hand", () => {
  expect(workflowTriggers({ push: null, workflow_dispatch: { inputs: {} } }).dispatch).toBe(true);
  expect(workflowTriggers("push").dispatch).toBe(false);
});
