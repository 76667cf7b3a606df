import { expect, test } from "vitest";
import { parse } from "yaml";
import { workflowsStarted } from "../../src/cli/tag/gates.ts";

test.each([
  ["on: push", true],
  ["on: [pull_request, push]", true],
  ["on: { push: }", true],
  ["on: { push: { paths: [src/**] } }", true],
  ["on: { push: { tags: [v*] } }", true],
  ["on: { push: { tags: v* } }", true],
  ["on: { push: { branches: [main], tags: [v*] } }", true],
  ["on: { push: { tags: [v*, '!v5*'] } }", false],
  ["on: { push: { tags: [release-*] } }", false],
  ["on: { push: { tags-ignore: [v*] } }", false],
  ["on: { push: { tags-ignore: [w*] } }", true],
  ["on: { push: { branches: [main] } }", false],
  ["on: { push: { branches-ignore: [main] } }", false],
  ["on: { pull_request: }", false],
  ["on: workflow_dispatch", false],
  ["jobs: {}", false],
  ["[]", false],
  ["", false],
])("%s starts on v5.0.0: %s", (yaml, starts) => {
  expect(workflowsStarted(new Map([["release.yml", parse(yaml)]]), "v5.0.0")).toEqual(
    starts ? ["release.yml"] : [],
  );
});
