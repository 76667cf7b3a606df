import { describe, expect, test } from "vitest";
import { readYaml } from "../../src/config/yaml.ts";
import { checks } from "../../src/pipeline/checks.ts";
import { noticesOf } from "../../src/pipeline/workflow-notices.ts";
import { absent, seen, unknown, unseen } from "../../src/release/fact.ts";
import type { Problem } from "../../src/release/problem.ts";
import { type WorkflowFile, workflowJobs } from "../../src/release/workflow.ts";
import { releaseWorkflow } from "../../src/sandbox/scenes/workflow-text.ts";
import { atTheGates, configured, gate, published, served, snapshot } from "../release/snapshot-builder.ts";

const PATH = ".github/workflows/release.yml";
const pypi = gate("pypi", { index: "pypi" });
const testpypi = gate("testpypi", { index: "testpypi", optional: true });

function read(yaml: string): Extract<WorkflowFile, { readonly is: "read" }> {
  return { path: PATH, is: "read", jobs: workflowJobs(readYaml(yaml).value) ?? [] };
}

/** Each notice as one line. */
function notices(yaml: string, gates = [pypi]): readonly string[] {
  return noticesOf(read(yaml), { gates, all: gates }).map(line);
}

function line(problem: Problem): string {
  const { is, ...rest } = problem;
  const words = Object.entries(rest).flatMap(([key, value]) => (key === "path" ? [] : [value].flat()));
  return [is, ...words].join(" ");
}

/** As InvokeAI's release workflow was at v4.0.0rc1, when nothing could be published with it. */
const withoutToken = releaseWorkflow.replaceAll("    permissions:\n      id-token: write\n", "");

const PUBLISH = `
    needs: build
    environment: pypi
    permissions: { id-token: write }
    steps: [{ uses: pypa/gh-action-pypi-publish@release/v1 }]`;

describe("of a workflow", () => {
  test.each<[string, string, readonly string[]]>([
    ["in which nothing is wrong", releaseWorkflow, []],
    ["without id-token", withoutToken, ["job-without-id-token publish-pypi pypi pypi"]],
    [
      "without id-token, but with a secret",
      withoutToken.replaceAll(
        "      - uses: pypa/gh-action-pypi-publish@release/v1",
        [
          '      - uses: pypa/gh-action-pypi-publish@release/v1\n        with: { password: "$',
          '{{ secrets.PYPI }}" }',
        ].join(""),
      ),
      [],
    ],
    [
      "with a check that nobody needs",
      `jobs:\n  build: { steps: [] }\n  lint: { steps: [] }\n  publish:${PUBLISH}`,
      ["job-without-needs publish pypi lint"],
    ],
    [
      "with a check that is needed by what is needed",
      `jobs:\n  lint: { steps: [] }\n  build: { needs: [lint], steps: [] }\n  publish:${PUBLISH}`,
      [],
    ],
    [
      "with what comes after, and what deploys elsewhere",
      `jobs:\n  build: { steps: [] }\n  docs: { environment: github-pages, steps: [] }\n  publish:${PUBLISH}\n  notify: { needs: [publish], steps: [] }\n  thank: { needs: notify, steps: [] }`,
      [],
    ],
    [
      "with what begins after a failure, in any of the ways to say it",
      `jobs:\n  build: { steps: [] }\n${[
        "failure()",
        "always() && needs.build.result == 'failure'",
        ['"$', '{{ cancelled() }}"'].join(""),
        "github.repository == 'octo/tool' && Failure ( )",
      ]
        .map((condition, index) => `  note${index}: { needs: build, if: ${condition}, steps: [] }`)
        .join("\n")}\n  publish:${PUBLISH}`,
      [],
    ],
    [
      "with checks that only go on after skipped ones",
      `jobs:\n  build: { steps: [] }\n  lint: { if: "!cancelled() && ! failure()", steps: [] }\n  docs: { if: "needs.build.outputs.always", steps: [] }\n  publish:${PUBLISH}`,
      ["job-without-needs publish pypi lint docs"],
    ],
    [
      "that needs itself in circles",
      `jobs:\n  build: { needs: build2, steps: [] }\n  build2: { needs: build, steps: [] }\n  publish:${PUBLISH}`,
      [],
    ],
    [
      "that publishes without a gate beside the one with it",
      `jobs:\n  build: { steps: [] }\n  publish:${PUBLISH}\n  early: { needs: build, permissions: { id-token: write }, steps: [{ run: uv publish --index testpypi }] }`,
      ["job-without-gate early"],
    ],
    [
      "whose environment is called otherwise",
      `jobs:\n  build: { steps: [] }\n  publish:${PUBLISH.replace("environment: pypi", "environment: release")}`,
      ["gate-without-job pypi"],
    ],
    [
      "whose environment differs in case only",
      `jobs:\n  build: { steps: [] }\n  publish:${PUBLISH.replace("pypi", "PyPI")}`,
      [],
    ],
    [
      "whose publish job is in a called workflow",
      "jobs:\n  build: { steps: [] }\n  publish: { needs: build, uses: ./.github/workflows/publish.yml }",
      ["gate-out-of-sight pypi ./.github/workflows/publish.yml"],
    ],
    [
      "whose environment is an expression",
      `jobs:\n  build: { steps: [] }\n  publish:${PUBLISH.replace("environment: pypi", ['environment: "$', '{{ inputs.index }}"'].join(""))}`,
      [["gate-out-of-sight pypi $", "{{ inputs.index }}"].join("")],
    ],
  ])("%s", (_, yaml, expected) => {
    expect(notices(yaml)).toEqual(expected);
  });

  test("each gate is told of, and what can't be seen once for all of them", () => {
    expect(notices(withoutToken, [testpypi, pypi])).toEqual([
      "job-without-id-token publish-testpypi testpypi testpypi",
      "job-without-id-token publish-pypi pypi pypi",
    ]);
    expect(notices("jobs:\n  all: { uses: ./.github/workflows/all.yml }", [testpypi, pypi])).toEqual([
      "gate-out-of-sight testpypi pypi ./.github/workflows/all.yml",
    ]);
  });

  test("a gate without an index needs no identity token", () => {
    expect(notices(withoutToken, [gate("pypi")])).toEqual([]);
  });
});

describe("the checks", () => {
  const file = seen(read(withoutToken));
  const told = (overrides: Parameters<typeof snapshot>[0]) =>
    (checks(snapshot(overrides)).notices ?? []).map(({ is }) => is);

  test("look at the file first, while there is a gate that was not opened", () => {
    expect(checks(snapshot({ workflowFile: unseen }))).toEqual({ is: "look", at: [{ at: "workflowFile" }] });
    expect(
      checks(published(served(), { workflowFile: unseen, configuration: configured({ gates: [pypi] }) })).is,
    ).toBe("done");
  });

  test("tell what it lacks, and go on all the same", () => {
    expect(checks(snapshot({ workflowFile: file })).is).toBe("waiting");
    expect(told({ workflowFile: file })).toEqual(["job-without-id-token", "job-without-id-token"]);
    expect(checks(atTheGates({ workflowFile: file })).is).toBe("done");
  });

  test("tell nothing of a gate that was opened", () => {
    expect(checks(published(served(), { workflowFile: file })).notices).toHaveLength(1);
  });

  test("tell once that the file can't be read, and nothing where nobody answered", () => {
    expect(told({ workflowFile: seen({ path: PATH, is: "unread", why: "is not there" }) })).toEqual([
      "workflow-unread",
    ]);
    const fault = { kind: "unreachable", whom: "GitHub", detail: "502" } as const;
    for (const workflowFile of [unknown(fault), absent]) {
      expect(checks(snapshot({ workflowFile }))).toMatchObject({ is: "waiting", on: { for: "jobs" } });
      expect(told({ workflowFile })).toEqual([]);
    }
  });
});
