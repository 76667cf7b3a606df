import { describe, expect, it } from "vitest";
import { plan } from "../../src/pipeline/plan.ts";
import type { Gate } from "../../src/release/configuration.ts";
import { absent, given, seen } from "../../src/release/fact.ts";
import type { ArchiveFile, Snapshot } from "../../src/release/snapshot.ts";
import type { PhaseName, Step } from "../../src/release/step.ts";
import { problemText } from "../../src/replies/problem.ts";
import {
  artifacts,
  comment,
  configured,
  deployment,
  gate,
  githubRelease,
  greenChecks,
  pendingGate,
  people,
  published,
  publishJob,
  run,
  served,
  sha256,
} from "../release/snapshot-builder.ts";

const pypi = gate("pypi", {
  index: "pypi",
  packages: ["invokeai"],
  artifacts: ["dist"],
  kinds: ["wheel", "sdist"],
});
const npm = gate("npm", { index: "npm", packages: ["invokeai"], artifacts: ["dist"] });

const expired = {
  artifacts: seen(artifacts.map((one) => ({ ...one, expired: true }))),
  contents: seen([]),
};
const deleted = { artifacts: seen([]), contents: seen([]) };

function step(name: PhaseName, now: Snapshot): Step | undefined {
  return plan(now).phases.find((phase) => phase.name === name)?.step;
}

/** Gate pypi is behind the release, whose draft stands as given. */
function drafted(lost: Partial<Snapshot>, overrides: Parameters<typeof githubRelease>[0] = {}): Snapshot {
  return published(served(), {
    configuration: configured({ gates: [pypi] }),
    githubReleases: seen([githubRelease(overrides)]),
    ...lost,
  });
}

describe("artifacts that are gone once every gate that the release needs was opened", () => {
  it.each<[string, Partial<Snapshot>, object]>([
    ["of age", expired, { is: "artifact-expired", names: ["dist", "installer"] }],
    ["by hand", deleted, { is: "artifact-missing", names: ["dist", "installer"], present: [] }],
  ])("are told of, and keep nobody from publishing the draft: %s", (_, lost, problem) => {
    const now = drafted(lost);
    expect(step("build", now)).toEqual({ is: "done", notices: [{ ...problem, letOut: true }] });
    expect(step("draft", now)).toMatchObject({ is: "waiting", on: { for: "publish-command" } });
    const word = comment(30, people.lstein, "/publish");
    const said = { ...now, comments: seen([...(given(now.comments) ?? []), word]) };
    expect(plan(said).answers.at(-1)?.answer).toMatchObject({ is: "accepted" });
  });

  it("leave nothing to be missed in what is left", () => {
    const gui: ArchiveFile = { name: "gui-5.0.0.tar.gz", size: 1, sha256: sha256("gui") };
    const both: Gate = { ...pypi, packages: ["invokeai", "gui"], artifacts: ["dist", "gui"] };
    const made = artifacts.map((one) => ({ ...one, id: 7, name: "gui" })).slice(0, 1);
    const read = { artifact: "gui", id: 7, is: "read" as const, files: [gui] };
    const now = (some: typeof artifacts) =>
      drafted({
        configuration: configured({ gates: [both], assets: [] }),
        artifacts: seen([...some, ...made]),
        contents: seen([read]),
      });
    expect(step("build", now([]))).toMatchObject({
      is: "done",
      why: { is: "artifacts-there", names: ["gui"] },
      notices: [{ is: "artifact-missing", names: ["dist"], present: ["gui"], letOut: true }],
    });
    expect(step("build", now(artifacts))).toMatchObject({ because: { is: "package-not-built" } });
  });

  it("stop the draft that was to have a file of theirs, until it is to have none", () => {
    const [own] = githubRelease().assets;
    const theirs = own === undefined ? [] : [{ ...own, byApp: false }];
    for (const assets of [[], theirs]) {
      expect(step("draft", drafted(expired, { assets }))).toEqual({
        is: "stopped",
        because: { is: "asset-gone", artifact: "installer", pattern: "InvokeAI-installer-*.zip" },
      });
    }
    const without = configured({ gates: [pypi], assets: [] });
    expect(step("draft", { ...drafted(expired, { assets: theirs }), configuration: without })).toMatchObject({
      on: { for: "publish-command" },
    });
  });
});

describe("artifacts that are gone while a gate is shut", () => {
  const halfOut = published(served(), {
    configuration: configured({ gates: [pypi, npm] }),
    runs: seen([run({ status: "waiting" })]),
    jobs: seen([...greenChecks, publishJob("pypi", "published"), publishJob("npm", "waiting")]),
    deployments: seen([deployment("pypi", { state: "success" }), deployment("npm")]),
    pending: seen([pendingGate("npm")]),
    index: { pypi: served(), npm: absent },
    versions: { pypi: seen(["5.0.0"]), npm: seen([]) },
  });
  const remedy = (now: Snapshot) => {
    const one = step("build", now);
    return one?.is === "stopped" ? problemText(one.because, now).remedy : one?.is;
  };

  it.each<[string, Partial<Snapshot>]>([
    ["of age", expired],
    ["by hand", deleted],
  ])("stop the release, and lead to the next version where this one is out: %s", (_, lost) => {
    expect(remedy({ ...halfOut, ...lost })).toMatch(/Don't build this version anew: `pypi`.*`5\.0\.1`/);
    expect(remedy({ ...halfOut, ...lost })).not.toMatch(/git push|Re-run/);
    expect(remedy({ ...halfOut, ...lost, index: {} })).toBe("look");
  });

  it("are built anew where nothing is out", () => {
    const shut = {
      ...halfOut,
      jobs: seen([...greenChecks, publishJob("pypi", "waiting"), publishJob("npm", "waiting")]),
      pending: seen([pendingGate("pypi"), pendingGate("npm")]),
      index: { pypi: absent, npm: absent },
    };
    expect(remedy({ ...shut, ...expired })).toContain("*Re-run all jobs*");
    expect(remedy({ ...shut, ...deleted })).toContain("git push --delete origin v5.0.0");
  });
});
