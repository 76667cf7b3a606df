import { describe, expect, it } from "vitest";
import { judgeDistributions } from "../../src/pipeline/distributions.ts";
import { plan } from "../../src/pipeline/plan.ts";
import type { Gate } from "../../src/release/configuration.ts";
import type { MetadataRead } from "../../src/release/core-metadata.ts";
import { seen } from "../../src/release/fact.ts";
import type { ArchiveFile, Snapshot } from "../../src/release/snapshot.ts";
import type { Step } from "../../src/release/step.ts";
import { atTheGates, configured, gate, sha256 } from "../release/snapshot-builder.ts";

type Contents = Readonly<Record<string, readonly ArchiveFile[]>>;

/** The artifacts of release v5.0.0 of `tool`, at these gates. */
function built(gates: readonly Gate[], contents: Contents, overrides: Partial<Snapshot> = {}): Snapshot {
  const smokeTests = { require: [] };
  const opened = Object.entries(contents).map(([artifact, files], at) => ({
    artifact,
    id: 1_971_222_001 + at,
    is: "read" as const,
    files,
  }));
  return atTheGates({
    configuration: configured({ gates, assets: [], version: { file: "none" }, smokeTests }),
    contents: seen(opened),
    ...overrides,
  });
}

function buildStep(now: Snapshot): Step | undefined {
  return plan(now).phases.find((phase) => phase.name === "build")?.step;
}

function file(name: string, more: Partial<ArchiveFile> = {}): ArchiveFile {
  return { name, size: 1, sha256: sha256(name), ...more };
}

function says(more: Readonly<Record<string, readonly string[]>> = {}): MetadataRead {
  const fields = { "metadata-version": ["2.4"], name: ["tool"], version: ["5.0.0"], ...more };
  return { is: "read", fields };
}

const NO_METADATA: MetadataRead = { is: "unreadable", why: "it holds no PKG-INFO in its top folder" };
const WHEEL = file("tool-5.0.0-py3-none-any.whl", { metadata: says() });
const SDIST = file("tool-5.0.0.tar.gz", { metadata: says() });

const pypi = gate("pypi", { index: "pypi" });
const github = gate("github");
const testpypi = gate("testpypi", { index: "testpypi", optional: true });

describe("wheels and source distributions beside packages of another index", () => {
  const broken = { is: "unreadable", why: "it holds no METADATA" } as const;
  const dist = [{ ...WHEEL, metadata: broken }, file("other-4.0.0-py3-none-any.whl", { metadata: broken })];

  it("are judged at a gate of their own index, and of the packages it names", () => {
    const at = (index: "npm" | "crates" | "pypi") =>
      judgeDistributions(built([gate(index, { index, packages: ["tool"] })], { dist }))[0]?.problem;
    expect(at("npm")).toBeUndefined();
    expect(at("crates")).toBeUndefined();
    expect(at("pypi")).toMatchObject({ faults: [{ file: WHEEL.name }] });
  });

  it("say the version that the tag names to their index, however the release's own is read", () => {
    const metadata = says({ version: ["5.0.0rc1"] });
    const candidate = ["tool-5.0.0rc1-py3-none-any.whl", "tool-5.0.0rc1.tar.gz"].map((name) =>
      file(name, { metadata }),
    );
    const now = built(
      [pypi],
      { dist: candidate },
      {
        key: { repository: 1, tag: "v5.0.0-rc.1" },
        configuration: configured({
          gates: [pypi],
          version: { scheme: "semver", file: "none" },
        }),
      },
    );
    expect(judgeDistributions(now)).toEqual([]);
  });
});

describe("archives at a gate without an index", () => {
  const archive = file("tool-5.0.0.zip", { metadata: NO_METADATA });

  it("are no source distributions where they hold no metadata and no wheel lies beside them", () => {
    const dist = [archive, file("tool-linux-64.tar.gz", { metadata: NO_METADATA })];
    const now = built([github], { dist });
    expect(judgeDistributions(now)).toEqual([]);
    expect(buildStep(now)).toMatchObject({ is: "done" });
    expect(judgeDistributions(built([pypi], { dist: [archive] }))[0]).toMatchObject({ stops: true });
  });

  it("are judged where they hold metadata", () => {
    const other = file("tool-5.0.0.tar.gz", { metadata: says({ name: ["tools"] }) });
    expect(judgeDistributions(built([github], { dist: [archive, other] }))).toMatchObject([
      { problem: { faults: [{ file: other.name, is: "name-differs" }] }, stops: true },
    ]);
  });

  it("are judged where a wheel of their project lies beside them", () => {
    const none = file("gui-5.0.0.zip", { metadata: NO_METADATA });
    expect(judgeDistributions(built([github], { dist: [WHEEL, archive, none] }))).toMatchObject([
      { problem: { faults: [{ file: archive.name, is: "unreadable" }] }, stops: true },
    ]);
  });
});

describe("a fault of what was built", () => {
  const wheel = { ...WHEEL, metadata: says({ "requires-dist": ["clip @ https://example.org/clip.zip"] }) };
  const faults = [{ file: wheel.name, is: "direct-dependency" }];
  const at = (...gates: readonly Gate[]) => judgeDistributions(built(gates, { dist: [wheel, SDIST] }));

  it("stops the release at a required gate, whether an optional one has it, too, or not", () => {
    for (const gates of [[pypi], [testpypi, pypi]]) {
      expect(at(...gates)).toEqual([
        {
          problem: { is: "distributions-faulty", faults: [expect.objectContaining(faults[0])] },
          stops: true,
        },
      ]);
    }
  });

  it("is told where all gates that have it are optional", () => {
    expect(at(testpypi, github)).toMatchObject([
      { problem: { is: "distributions-faulty", faults, optional: ["testpypi"] }, stops: false },
    ]);
  });
});

describe("what an index may take all the same", () => {
  const at = (fields: Readonly<Record<string, readonly string[]>>) =>
    judgeDistributions(built([pypi], { dist: [{ ...WHEEL, metadata: says(fields) }, SDIST] }));

  it("is told, and stops nothing: its list of classifiers may be newer than ours, and so may be its software", () => {
    const doubtful = {
      classifier: ["Programming Language :: Python :: 3.99"],
      "description-content-type": ["text/markdown; charset=utf-8"],
    };
    const faults = [
      { file: WHEEL.name, is: "classifier-unknown", said: doubtful.classifier[0] },
      { file: WHEEL.name, is: "charset-spelling", said: doubtful["description-content-type"][0] },
    ];
    expect(at(doubtful)).toEqual([{ problem: { is: "distributions-doubtful", faults }, stops: false }]);
  });

  it.each(["Private :: Do Not Upload", "Natural Language :: Ukranian"])("is not %s", (classifier) => {
    expect(at({ classifier: [classifier] })).toMatchObject([
      { problem: { is: "distributions-faulty", faults: [{ said: classifier }] }, stops: true },
    ]);
  });
});

describe("a version that the build computes", () => {
  const told = (installer: readonly ArchiveFile[]) => {
    const gates = [pypi, { ...testpypi, artifacts: ["installer"] }];
    return buildStep(
      built(gates, { dist: [WHEEL, SDIST], installer }, { versionFile: seen({ is: "none" }) }),
    );
  };

  it("is compared in the metadata of what was built, and said to be, where all of it says the tag's", () => {
    expect(told([SDIST])).toMatchObject({ is: "done", why: { is: "version-in-metadata" } });
    expect(told([{ ...SDIST, metadata: says({ version: ["5.0.1"] }) }])).toMatchObject({
      is: "done",
      why: { is: "artifacts-there" },
      notices: [{ is: "distributions-faulty", optional: ["testpypi"] }, expect.anything()],
    });
  });
});

describe("a wheel that people get by another way than the index", () => {
  const other = sha256("another build");
  const named = (name: string, digest = other) => ({ ...file(name), sha256: digest });
  const installer = (name: string, digest = other): ArchiveFile => {
    const files = [{ path: `lib/${name}`, filename: name, sha256: digest }];
    return file("installer.zip", { wheels: { is: "read", files } });
  };
  const stopped = (files: readonly ArchiveFile[], gates = [pypi]) =>
    judgeDistributions(built(gates, { dist: [WHEEL, SDIST], wheels: files }));

  it("is stale where it has other bytes than the published file of its name, however that is spelt", () => {
    const twin = "Tool-5.0.0-py3-none-any.whl";
    const digests = { carried: other, built: WHEEL.sha256 };
    expect(stopped([named(WHEEL.name), installer(twin)])).toEqual([
      {
        problem: {
          is: "installer-stale",
          wheels: [
            { carrier: { is: "zip", name: "installer.zip" }, wheel: twin, ...digests },
            { carrier: { is: "artifact", name: "wheels" }, wheel: WHEEL.name, ...digests },
          ],
          published: [WHEEL.name, SDIST.name],
        },
        stops: true,
      },
    ]);
  });

  it("is stale where it is of another version", () => {
    for (const carried of [named, installer]) {
      const [problem] = stopped([carried("tool-4.9.9-py3-none-any.whl")]);
      expect(problem).toMatchObject({ problem: { is: "installer-stale" }, stops: true });
    }
  });

  it.each([
    ["the published one", WHEEL.name, WHEEL.sha256],
    ["of this version for a platform that no index is given", "tool-5.0.0-cp312-cp312-win_amd64.whl", other],
    ["of a local version of it", "tool-5.0.0+cu121-py3-none-any.whl", other],
    ["of another project", "torch-2.4.0-py3-none-any.whl", other],
  ])("is not stale where it is %s", (_what, name, digest) => {
    expect(stopped([named(name, digest)])).toEqual([]);
    expect(stopped([installer(name, digest)])).toEqual([]);
  });
});

describe("a zip that can't be looked into", () => {
  const unread = file("installer.zip", { wheels: { is: "unreadable", why: "no zip" } });

  it("is told, and stops nothing", () => {
    const installers = [{ name: unread.name, why: "no zip" }];
    expect(judgeDistributions(built([pypi], { dist: [WHEEL, SDIST], installer: [unread] }))).toEqual([
      { problem: { is: "installer-unread", installers }, stops: false },
    ]);
  });

  it("is not told where no Python distribution is built that it could carry", () => {
    const npm = gate("npm", { index: "npm" });
    expect(judgeDistributions(built([npm], { dist: [file("tool-5.0.0.tgz"), unread] }))).toEqual([]);
  });
});

describe("several faults of one build", () => {
  const zip = file("installer.zip", {
    wheels: {
      is: "read",
      files: [{ path: `lib/${WHEEL.name}`, filename: WHEEL.name, sha256: sha256("another") }],
    },
  });

  it("are all told: the first stops the release, no other is lost", () => {
    const both = gate("pypi", { index: "pypi", kinds: ["wheel", "sdist"], packages: ["tool", "gui"] });
    const faulty = { ...WHEEL, metadata: says({ name: ["tools"] }) };
    expect(buildStep(built([both], { dist: [faulty], installer: [zip] }))).toMatchObject({
      is: "stopped",
      because: { is: "package-not-built" },
      notices: [
        { is: "distributions-faulty" },
        { is: "distribution-missing", missing: ["sdist"] },
        { is: "installer-stale" },
      ],
    });
  });
});

describe("a kind that a gate asks for and that was not built", () => {
  const asks = { kinds: ["wheel", "sdist"] } as const;

  it("stops the release", () => {
    const problem = {
      is: "distribution-missing",
      gate: "pypi",
      missing: ["sdist"],
      artifacts: ["dist"],
      isAsked: true,
    };
    expect(judgeDistributions(built([{ ...pypi, ...asks }], { dist: [WHEEL] }))).toEqual([
      { problem, stops: true },
    ]);
  });

  it("is told at an optional gate, and no more", () => {
    expect(judgeDistributions(built([{ ...testpypi, ...asks }], { dist: [SDIST] }))).toMatchObject([
      { problem: { is: "distribution-missing", missing: ["wheel"] }, stops: false },
    ]);
  });
});
