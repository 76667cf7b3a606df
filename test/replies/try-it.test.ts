import { describe, expect, it } from "vitest";
import { plan } from "../../src/pipeline/plan.ts";
import { absent, seen } from "../../src/release/fact.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import { tryIt } from "../../src/replies/board/try-it.ts";
import {
  artifacts,
  atTheGates,
  attested,
  configured,
  deployment,
  gate,
  greenChecks,
  pendingGate,
  publishJob,
  served,
  sha256,
} from "../release/snapshot-builder.ts";

/** The release on the test index, while `pypi` waits. */
function rehearsed(overrides: Partial<Snapshot> = {}): Snapshot {
  return atTheGates({
    jobs: seen([...greenChecks, publishJob("testpypi", "published"), publishJob("pypi", "waiting")]),
    deployments: seen([deployment("testpypi", { state: "success" }), deployment("pypi")]),
    pending: seen([pendingGate("pypi")]),
    index: { testpypi: served(), pypi: served(0) },
    provenance: { testpypi: attested("testpypi") },
    ...overrides,
  });
}

const onBoth = rehearsed({
  jobs: seen([...greenChecks, publishJob("testpypi", "published"), publishJob("pypi", "published")]),
  deployments: seen([deployment("testpypi", { state: "success" }), deployment("pypi", { state: "success" })]),
  pending: seen([]),
  index: { testpypi: served(), pypi: served() },
  provenance: { testpypi: attested("testpypi"), pypi: attested("pypi") },
});

const nameOf = (project: string) => `${project.replaceAll("-", "_")}-5.0.0-py3-none-any.whl`;
const file = (project: string) => ({
  filename: nameOf(project),
  sha256: sha256(project),
  yanked: false as const,
});
const builtAlone = (project: string) => ({
  artifact: "dist",
  id: artifacts[0]?.id ?? 0,
  is: "read" as const,
  files: [{ name: nameOf(project), size: 1, sha256: sha256(project) }],
});

const told = (now: Snapshot) => tryIt(plan(now).phases, now);
const packaged = (name: string) =>
  configured({ gates: [gate("testpypi", { index: "testpypi", packages: [name] }), gate("pypi")] });

describe("how to try a release", () => {
  it("names the exact version, and takes only the release from the test index", () => {
    const lines = told(rehearsed()).split("\n");
    expect(lines).toContain(
      "python -m pip install --no-deps --index-url https://test.index.example.org/simple/ invokeai==5.0.0",
    );
    expect(lines).toContain(
      "python -m pip install --index-url https://index.example.org/simple/ invokeai==5.0.0",
    );
  });

  it("names every package of many, however long the line gets", () => {
    const packages = Array.from({ length: 20 }, (_, at) => `a-package-with-a-rather-long-name-${at}`);
    const now = rehearsed({
      configuration: configured({
        gates: [gate("testpypi", { index: "testpypi", packages }), gate("pypi")],
      }),
      contents: seen(packages.map(builtAlone)),
      index: {
        testpypi: seen(
          packages.map((project) => ({
            project,
            version: "5.0.0",
            known: "served" as const,
            files: [file(project)],
          })),
        ),
      },
      provenance: { testpypi: absent },
    });
    const wanted = packages.map((name) => `${name}==5.0.0`).join(" ");
    const text = told(now);
    expect(text.split("\n").filter((line) => line.endsWith(wanted))).toHaveLength(2);
    expect(text).toContain(`--extra-index-url https://index.example.org/simple/ ${wanted}\``);
  });

  it("warns of strangers' packages and says how to clean up", () => {
    expect(told(rehearsed())).toMatch(/Dependency confusion[\s\S]*--extra-index-url[\s\S]*To clean up/);
  });

  it.each<[string, Snapshot]>([
    ["before the test index serves it", rehearsed({ index: { testpypi: served(1), pypi: served(0) } })],
    ["where nothing was published yet", atTheGates()],
    ["once the real index serves it", onBoth],
    ["where the server does not say where the indexes are", rehearsed({ installFrom: {} })],
    ["for a name that a shell reads as more than a name", rehearsed({ configuration: packaged("x;ls") })],
    ["for a name that pip reads as an option", rehearsed({ configuration: packaged("--pre") })],
    [
      "for an address that a shell reads as more than an address",
      rehearsed({ installFrom: { pypi: "https://a.example/", testpypi: "https://b.example/$(ls)/" } }),
    ],
  ])("is not said %s", (_when, now) => {
    expect(told(now)).toBe("");
  });
});
