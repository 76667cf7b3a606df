import { describe, expect, it } from "vitest";
import { plan } from "../../src/pipeline/plan.ts";
import type { Gate, IndexName } from "../../src/release/configuration.ts";
import { evidenceChain } from "../../src/release/evidence-chain.ts";
import { absent, type Fact, given, seen } from "../../src/release/fact.ts";
import type { IndexFile, IndexRelease } from "../../src/release/index-release.ts";
import { HOUR, MINUTE } from "../../src/release/instant.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import type { PhaseName, Step } from "../../src/release/step.ts";
import { evidenceTable } from "../../src/replies/board/files.ts";
import {
  artifacts,
  atTheGates,
  configured,
  deployment,
  GATED,
  gate,
  greenChecks,
  pendingGate,
  published,
  publishJob,
  sha256,
} from "../release/snapshot-builder.ts";

/** A monorepo at its gate `npm`: two packages of one scope in the artifact `dist`. */
const PACKAGES = ["@octo/tool", "@octo/cli"];
const TOOL = "octo-tool-5.0.0.tgz";
const CLI = "octo-cli-5.0.0.tgz";

function sha512(of: string): string {
  return sha256(of) + sha256(`${of}.`);
}

function contents(...names: readonly string[]): Snapshot["contents"] {
  const files = names.map((name) => ({ name, size: 1, sha256: sha256(name), sha512: sha512(name) }));
  return seen([{ artifact: "dist", id: 1_971_222_001, is: "read", files }]);
}

function onNpm(project: string, filename: string, changed: Partial<IndexRelease> = {}): IndexRelease {
  const file: IndexFile = { filename, sha512: sha512(filename), yanked: false };
  return { project, version: "5.0.0", known: "served", files: [file], ...changed };
}

const tool = onNpm("@octo/tool", TOOL);
const cli = onNpm("@octo/cli", CLI);

/** The release with one gate, which publishes to the index of its name. */
function withGate(name: IndexName, overrides: Partial<Gate> = {}): Partial<Snapshot> {
  const gates = [gate(name, { index: name, packages: PACKAGES, ...overrides })];
  const smokeTests = { require: [] };
  return { configuration: configured({ gates, assets: [], version: { file: "none" }, smokeTests }) };
}

/** The job behind the gate has published, and the index serves so much. */
function publishedTo(
  name: IndexName,
  index: readonly IndexRelease[],
  more: Partial<Snapshot> & { readonly gate?: Partial<Gate> } = {},
): Snapshot {
  const { gate: overrides, ...rest } = more;
  const found: Fact<readonly IndexRelease[]> = index.length === 0 ? absent : seen(index);
  return published(absent, {
    ...withGate(name, overrides),
    contents: contents(TOOL, CLI),
    jobs: seen([...greenChecks, publishJob(name, "published")]),
    pending: seen([]),
    deployments: seen([deployment(name, { state: "success" })]),
    index: { [name]: found },
    provenance: { [name]: absent },
    ...rest,
  });
}

function step(name: PhaseName, now: Snapshot): Step | undefined {
  return plan(now).phases.find((phase) => phase.name === name)?.step;
}

describe("verify of several packages", () => {
  it("is done once each serves its own bytes", () => {
    expect(step("verify npm", publishedTo("npm", [tool, cli]))).toEqual({
      is: "done",
      why: { is: "same-bytes", index: "npm", files: 2 },
    });
  });

  it("waits for the one that is not there, and names it", () => {
    const now = publishedTo("npm", [tool]);
    expect(step("verify npm", now)).toMatchObject({
      is: "waiting",
      on: { for: "index", index: "npm", missing: [CLI], packages: ["@octo/cli"] },
    });
    expect(step("verify npm", { ...now, now: GATED + HOUR + 32 * MINUTE })).toEqual({
      is: "stopped",
      because: { is: "index-missing-files", index: "npm", missing: [CLI], packages: ["@octo/cli"] },
    });
  });

  it("does not take one package's file for another's", () => {
    const both = { ...tool, files: [...tool.files, ...cli.files] };
    expect(step("verify npm", publishedTo("npm", [both]))).toEqual({
      is: "stopped",
      because: { is: "index-extra-files", index: "npm", environment: "npm", files: [CLI] },
    });
  });

  it("waits for a package of which nothing was built, too, where nothing can be compared", () => {
    const now = publishedTo("npm", [tool], { contents: contents() });
    expect(step("verify npm", now)).toMatchObject({ on: { missing: [], packages: ["@octo/cli"] } });
    expect(step("verify npm", publishedTo("npm", [tool, cli], { contents: contents() }))).toMatchObject({
      why: { is: "nothing-to-compare" },
    });
  });

  it("stops at other bytes of one, by the digest that the index tells", () => {
    const other: IndexFile = { filename: CLI, sha512: sha512("else"), yanked: false };
    expect(step("verify npm", publishedTo("npm", [tool, { ...cli, files: [other] }]))).toEqual({
      is: "stopped",
      because: {
        is: "index-other-bytes",
        index: "npm",
        files: [{ filename: CLI, built: sha512(CLI), served: sha512("else") }],
      },
    });
  });

  it("takes bytes of which the build has no such digest for other ones", () => {
    const [read] = [CLI, TOOL].map((name) => ({ name, size: 1, sha256: sha256(name) }));
    const unhashed = seen([{ artifact: "dist", id: 1, is: "read" as const, files: read ? [read] : [] }]);
    const now = publishedTo("npm", [cli], { contents: unhashed, gate: { packages: ["@octo/cli"] } });
    expect(step("verify npm", now)).toMatchObject({ because: { is: "index-other-bytes" } });
  });

  it("stops at a withdrawn one, and names it", () => {
    const files = cli.files.map((file) => ({ ...file, yanked: "use tool" }));
    const now = publishedTo("npm", [tool, { ...cli, known: "yanked", files }]);
    expect(step("verify npm", now)).toMatchObject({
      because: { is: "index-yanked", version: "5.0.0", projects: ["@octo/cli"] },
    });
  });
});

describe("a pre-release on npm", () => {
  const candidate = (latest: IndexRelease["latest"]) => {
    const files = [{ filename: "octo-tool-5.0.0-rc.1.tgz", sha512: sha512("x"), yanked: false }];
    const release = onNpm("@octo/tool", TOOL, { version: "5.0.0-rc.1", files });
    return publishedTo("npm", [latest === undefined ? release : { ...release, latest }], {
      key: { repository: 525_593_923, tag: "v5.0.0-rc.1" },
      contents: contents(),
      gate: { packages: ["@octo/tool"] },
    });
  };

  it("that `latest` names is told of, with what could stand there", () => {
    const now = candidate({ version: "5.0.0-rc.1", stable: "4.9.9" });
    expect(step("verify npm", now)).toMatchObject({
      is: "done",
      notices: [
        {
          is: "prerelease-is-latest",
          index: "npm",
          project: "@octo/tool",
          version: "5.0.0-rc.1",
          stable: "4.9.9",
        },
      ],
    });
  });

  it.each([
    ["leaves `latest` alone", { version: "4.9.9", stable: "4.9.9" }],
    ["is the only kind of version there", { version: "5.0.0-rc.1" }],
    ["is where there is no such word", undefined],
  ])("that %s is fine", (_what, latest) => {
    expect(step("verify npm", candidate(latest))).toEqual({
      is: "done",
      why: { is: "nothing-to-compare", index: "npm", version: "5.0.0-rc.1" },
    });
  });
});

describe("version, before the gate opens", () => {
  const waiting = (name: IndexName, index: readonly IndexRelease[], more: Partial<Snapshot> = {}) =>
    atTheGates({
      ...withGate(name),
      contents: contents(TOOL, CLI),
      jobs: seen([...greenChecks, publishJob(name, "waiting")]),
      deployments: seen([deployment(name)]),
      pending: seen([pendingGate(name)]),
      versionFile: absent,
      index: { [name]: index.length === 0 ? absent : seen(index) },
      ...more,
    });

  it("is free when no package has it", () => {
    expect(step("version", waiting("npm", []))).toMatchObject({ is: "done" });
  });

  it("stops at the package that has it, and names it", () => {
    const burnt = onNpm("@octo/cli", CLI, { known: "emptied", files: [] });
    expect(step("version", waiting("npm", [tool, burnt]))).toEqual({
      is: "stopped",
      because: {
        is: "version-taken",
        index: "npm",
        project: "@octo/cli",
        version: "5.0.0",
        known: "emptied",
      },
    });
  });

  it("lets by what an attempt before has published of these very bytes", () => {
    expect(step("version", waiting("npm", [tool, cli]))).toMatchObject({ is: "done" });
    const foreign = onNpm("@octo/cli", TOOL);
    expect(step("version", waiting("npm", [foreign]))).toMatchObject({ because: { is: "version-taken" } });
  });

  it("stops at a tag that is no version on that index, though it is one elsewhere", () => {
    const now = waiting("npm", [], { key: { repository: 525_593_923, tag: "v5.0.0rc1" } });
    const scheme = configured({
      gates: [gate("npm", { index: "npm", packages: PACKAGES })],
      version: { scheme: "pep440", file: "none" },
      assets: [],
    });
    expect(step("version", { ...now, configuration: scheme })).toEqual({
      is: "stopped",
      because: {
        is: "version-foreign",
        tag: "v5.0.0rc1",
        index: "npm",
        scheme: "semver",
        form: "5.0.0-rc.1",
      },
      notices: [{ is: "newer-tagged", tag: "v5.0.0" }],
    });
  });
});

describe("build", () => {
  const built = (files: readonly string[], gates: readonly Gate[]) =>
    step(
      "build",
      atTheGates({
        configuration: configured({ gates, assets: [], version: { file: "none" } }),
        contents: contents(...files),
        versionFile: absent,
      }),
    );
  const npm = (overrides: Partial<Gate> = {}) =>
    gate("npm", { index: "npm", packages: PACKAGES, ...overrides });

  it("is done when each package was built", () => {
    expect(built([TOOL, CLI], [npm()])).toMatchObject({ is: "done" });
    expect(built([TOOL, CLI], [npm()])).not.toHaveProperty("notices");
  });

  it("stops where one of a gate's packages was not built", () => {
    expect(built([TOOL], [npm()])).toEqual({
      is: "stopped",
      because: {
        is: "package-not-built",
        environment: "npm",
        packages: ["@octo/cli"],
        built: ["@octo/tool"],
      },
    });
  });

  it("tells of it, where the gate is optional", () => {
    expect(built([TOOL], [npm({ optional: true })])).toMatchObject({
      is: "done",
      notices: [{ is: "package-not-built", packages: ["@octo/cli"] }],
    });
  });

  it("says nothing where no packed file was made at all: there is nothing to compare", () => {
    expect(built(["notes.txt"], [npm()])).toEqual({
      is: "done",
      why: { is: "artifacts-there", names: ["dist", "installer"] },
    });
  });

  it("tells of a package that no gate of the index names", () => {
    const notice = { is: "package-not-named", environment: "npm", packages: ["other"] };
    expect(built([TOOL, CLI, "other-5.0.0.tgz"], [npm()])).toMatchObject({ is: "done", notices: [notice] });
    const other = gate("npm-other", { index: "npm", packages: ["other"] });
    expect(built([TOOL, CLI, "other-5.0.0.tgz"], [npm(), other])).not.toHaveProperty("notices");
    const mirror = gate("mirror", { index: "npm" });
    expect(built([TOOL, CLI, "other-5.0.0.tgz"], [npm(), mirror])).not.toHaveProperty("notices");
  });

  it("reads each file's version as its index does", () => {
    const candidate = (tag: string) =>
      step(
        "build",
        atTheGates({
          key: { repository: 525_593_923, tag },
          configuration: configured({
            gates: [gate("npm", { index: "npm" }), gate("pypi", { index: "pypi" })],
            assets: [],
            version: { file: "none" },
          }),
          contents: contents("tool-5.0.0-rc.1.tgz", "tool-5.0.0rc1.tar.gz"),
          versionFile: absent,
        }),
      );
    expect(candidate("v5.0.0-rc.1")).toMatchObject({ is: "done" });
    expect(candidate("v5.0.0-rc.2")).toMatchObject({
      because: { is: "metadata-mismatch", files: ["tool-5.0.0-rc.1.tgz", "tool-5.0.0rc1.tar.gz"] },
    });
  });
});

describe("what is wrong with the files of an optional gate", () => {
  const strange = "tool-5.0.1.tgz";
  const preview = artifacts.slice(0, 1).map((one) => ({ ...one, id: 7, name: "preview" }));
  const whole = given(contents(TOOL, CLI)) ?? [];
  const files = [{ name: strange, size: 1, sha256: sha256(strange), sha512: sha512(strange) }];
  const made = seen([...whole, { artifact: "preview", id: 7, is: "read" as const, files }]);
  const gates = (testnpm: Partial<Gate>, npm: Partial<Gate> = {}) => [
    gate("testnpm", { index: "npm", artifacts: ["preview"], ...testnpm }),
    gate("npm", { index: "npm", artifacts: ["dist"], packages: PACKAGES, ...npm }),
  ];
  const built = (overrides: Parameters<typeof configured>[0], more: Partial<Snapshot> = {}) =>
    step(
      "build",
      atTheGates({
        configuration: configured({ assets: [], version: { file: "none" }, ...overrides }),
        artifacts: seen([...artifacts, ...preview]),
        contents: made,
        versionFile: absent,
        index: { testnpm: absent, npm: absent },
        ...more,
      }),
    );

  it.each<[string, Partial<Snapshot>, object]>([
    ["of another version", {}, { is: "metadata-mismatch", files: [strange] }],
    [
      "not made",
      { artifacts: seen(artifacts), contents: seen(whole) },
      { is: "artifact-missing", names: ["preview"] },
    ],
    [
      "deleted",
      {
        artifacts: seen([...artifacts, ...preview.map((one) => ({ ...one, expired: true }))]),
        contents: seen(whole),
      },
      { is: "artifact-expired", names: ["preview"] },
    ],
    [
      "not opened",
      { contents: seen([...whole, { artifact: "preview", id: 7, is: "refused", why: "zip-slip" }]) },
      { is: "artifact-refused", name: "preview" },
    ],
  ])("is told, and stops the release only where that needs the gate: %s", (_, more, problem) => {
    expect(built({ gates: gates({ optional: true }) }, more)).toMatchObject({
      is: "done",
      notices: [{ ...problem, optional: ["testnpm"] }],
    });
    const needed = built({ gates: gates({}) }, more);
    expect(needed).toMatchObject({ is: "stopped", because: problem });
    expect(needed).not.toHaveProperty("because.optional");
  });

  it("stops the release where another gate waits for it, or its files are to be attached", () => {
    const awaited = { gates: gates({ optional: true }, { after: ["testnpm"] }) };
    const attached = { gates: gates({ optional: true }), assets: [{ artifact: "preview", files: "*" }] };
    for (const overrides of [awaited, attached]) {
      expect(built(overrides)).toMatchObject({ because: { is: "metadata-mismatch" } });
      expect(built(overrides, { artifacts: seen(artifacts) })).toMatchObject({
        because: { is: "artifact-missing" },
      });
    }
  });
});

describe("the evidence of several packages", () => {
  const other: IndexFile = { filename: CLI, sha512: sha512("else"), yanked: "use 5.0.1" };

  it("holds for each its package and the digest that its index tells", () => {
    const now = publishedTo("npm", [tool, { ...cli, files: [other] }]);
    expect(evidenceChain(now, [])).toMatchObject([
      {
        file: TOOL,
        package: "@octo/tool",
        sha256: sha256(TOOL),
        sha512: sha512(TOOL),
        served: [{ is: "same", digest: `sha512:${sha512(TOOL)}` }],
      },
      { file: CLI, package: "@octo/cli", served: [{ is: "other", digest: `sha512:${sha512("else")}` }] },
    ]);
  });

  it("is shown with the package's name, and in the words of the index", () => {
    const deprecated: IndexFile = { filename: CLI, sha512: sha512(CLI), yanked: "use 5.0.1" };
    const table = evidenceTable(publishedTo("npm", [tool, { ...cli, files: [deprecated] }]));
    expect(table).toContain("| File | Package | In artifact |");
    expect(table).toMatch(/`octo-cli-5\.0\.0\.tgz` \| `@octo\/cli` .*same bytes, deprecated/);
    expect(evidenceTable(publishedTo("npm", [tool], { contents: contents(TOOL) }))).not.toContain("Package");
  });
});
