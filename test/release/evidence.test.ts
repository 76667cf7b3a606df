import { describe, expect, it } from "vitest";
import type { IndexName } from "../../src/release/configuration.ts";
import {
  artifactsOfRun,
  artifactsToOpen,
  builtFiles,
  expectedArtifacts,
  packagesOf,
  packedFiles,
} from "../../src/release/evidence.ts";
import { seen, unseen } from "../../src/release/fact.ts";
import type { Artifact } from "../../src/release/snapshot.ts";
import { artifacts, atTheGates, configured, gate, sha256, snapshot } from "./snapshot-builder.ts";

const [dist, installer] = artifacts as readonly [Artifact, Artifact];

describe("the artifacts that matter", () => {
  it("are those that gates publish and assets come from, each once", () => {
    const configuration = configured({
      gates: [gate("testpypi", { artifacts: ["dist"] }), gate("pypi", { artifacts: ["dist", "wheels"] })],
      assets: [
        { artifact: "installer", files: "*" },
        { artifact: "dist", files: "*" },
      ],
    });
    expect(expectedArtifacts(snapshot({ configuration }))).toEqual(["dist", "wheels", "installer"]);
  });

  it.each<[string, readonly Artifact[], readonly number[]]>([
    ["of this run", artifacts, [dist.id, installer.id]],
    ["of another run", [{ ...dist, run: 1 }], []],
    ["of no known run", [(({ run: _, ...rest }) => rest)(dist)], []],
    ["of another commit", [{ ...dist, commit: "c0ffee" }], []],
    ["whose commit GitHub does not tell", [(({ commit: _, ...rest }) => rest)(dist)], [dist.id]],
    ["of one name from two attempts", [{ ...dist, id: 1 }, dist, { ...dist, id: 2 }], [dist.id]],
  ])("%s", (_name, there, ids) => {
    expect(artifactsOfRun(atTheGates({ artifacts: seen(there) })).map(({ id }) => id)).toEqual(ids);
  });

  it("are opened, `dist` among them, unless they have expired", () => {
    const more = [...artifacts, { ...dist, id: 3, name: "coverage" }];
    const opened = (there: readonly Artifact[], assets = [{ artifact: "installer", files: "*" }]) =>
      artifactsToOpen(atTheGates({ artifacts: seen(there), configuration: configured({ assets }) })).map(
        ({ name }) => name,
      );
    expect(opened(more)).toEqual(["dist", "installer"]);
    expect(opened(more, [])).toEqual(["dist"]);
    expect(opened([{ ...dist, expired: true }, installer])).toEqual(["installer"]);
  });

  it("are not opened where nothing is published or attached from them, whatever they are called", () => {
    const wheels = gate("pypi", { index: "pypi", artifacts: ["wheels"] });
    const opened = (overrides: Parameters<typeof configured>[0]) =>
      artifactsToOpen(atTheGates({ configuration: configured(overrides) })).map(({ name }) => name);
    expect(opened({ gates: [wheels] })).toEqual(["installer"]);
    expect(opened({ gates: [wheels, gate("npm")] })).toEqual(["dist", "installer"]);
    expect(opened({ gates: [wheels], assets: [{ artifact: "dist", files: "*" }] })).toEqual(["dist"]);
  });
});

describe("the files that a gate publishes", () => {
  it("are the wheels and source distributions of its artifacts, wherever they lie in them", () => {
    const nested = [
      {
        artifact: "dist",
        id: 1,
        is: "read" as const,
        files: [
          { name: "out/invokeai-5.0.0.tar.gz", size: 1, sha256: "a" },
          { name: "README.md", size: 1, sha256: "b" },
        ],
      },
    ];
    expect(builtFiles(atTheGates({ contents: seen(nested) }), gate("pypi"))).toEqual([
      { filename: "invokeai-5.0.0.tar.gz", sha256: "a", project: "invokeai", version: "5.0.0" },
    ]);
  });

  it("are those of the configured artifacts alone", () => {
    expect(builtFiles(atTheGates(), gate("pypi", { artifacts: ["wheels"] }))).toEqual([]);
    expect(builtFiles(atTheGates(), gate("pypi")).map((file) => file.sha256)).toEqual([
      sha256("InvokeAI-5.0.0-py3-none-any.whl"),
      sha256("invokeai-5.0.0.tar.gz"),
    ]);
  });

  it("are none while they were not seen, or were refused", () => {
    expect(builtFiles(atTheGates({ contents: unseen }), gate("pypi"))).toEqual([]);
    expect(
      builtFiles(
        atTheGates({ contents: seen([{ artifact: "dist", id: 1, is: "refused", why: "bomb" }]) }),
        gate("pypi"),
      ),
    ).toEqual([]);
  });

  it("name the package, unless the configuration does", () => {
    expect(packagesOf(atTheGates(), gate("pypi"))).toEqual(["invokeai"]);
    expect(packagesOf(atTheGates(), gate("pypi", { packages: ["InvokeAI-gpu"] }))).toEqual(["InvokeAI-gpu"]);
    expect(packagesOf(atTheGates({ contents: seen([]) }), gate("pypi"))).toEqual([]);
  });

  it("are of the named packages alone, in the spelling of the file", () => {
    const named = (...packages: readonly string[]) => gate("pypi", { index: "pypi", packages });
    expect(builtFiles(atTheGates(), named("other"))).toEqual([]);
    expect(builtFiles(atTheGates(), named("Invoke.AI"))).toEqual([]);
    expect(builtFiles(atTheGates(), named("other", "InvokeAI"))).toHaveLength(2);
    expect(packedFiles(atTheGates(), named("other"))).toHaveLength(2);
    expect(packagesOf(atTheGates(), named("other", "InvokeAI"))).toEqual(["other", "invokeai"]);
  });

  it("are those that the gate's index takes", () => {
    const files = ["tool-5.0.0.tgz", "tool-5.0.0.crate", "tool-5.0.0.tar.gz"].map((name) => ({
      name,
      size: 1,
      sha256: sha256(name),
    }));
    const now = atTheGates({ contents: seen([{ artifact: "dist", id: 1, is: "read", files }]) });
    const names = (index: IndexName) => builtFiles(now, gate("any", { index })).map((one) => one.filename);
    expect([names("npm"), names("crates"), names("testpypi")]).toEqual([
      ["tool-5.0.0.tgz"],
      ["tool-5.0.0.crate"],
      ["tool-5.0.0.tar.gz"],
    ]);
  });
});
