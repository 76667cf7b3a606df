import { describe, expect, it } from "vitest";
import { announcement } from "../../src/notes/announcement.ts";
import { assetFiles } from "../../src/notes/assets.ts";
import { seen } from "../../src/release/fact.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import { author, pullRequest, range, rangeCommit } from "../release/range-builder.ts";
import {
  announcing,
  atTheGates,
  configured,
  contents,
  githubRelease,
  snapshot,
} from "../release/snapshot-builder.ts";

const contributions = range({
  base: "v4.2.9",
  pullRequests: [
    pullRequest(9, "Zoe"),
    pullRequest(2, "adam"),
    pullRequest(1, "Zoe"),
    pullRequest(1, "Zoe"),
    pullRequest(5, "lstein", { association: "MEMBER" }),
    pullRequest(6, "weblate[bot]"),
    pullRequest(7, undefined),
  ],
  commits: [
    rangeCommit(1, {
      pullRequests: [2],
      authors: [author("adam"), author("translator"), author("lstein"), author("dependabot[bot]")],
    }),
  ],
});

describe("who is thanked", () => {
  it("is named, and not pinged, where it is announced", () => {
    const release = githubRelease();
    const told = (now: Snapshot) => announcement(now, announcing, { release });
    expect(told(snapshot({ ranges: seen({ list: contributions }) }))).toBe(
      `**InvokeAI v5.0.0 (stable)**\n\nThanks to adam, translator, Zoe.\n\n${release.url}`,
    );
    expect(told(snapshot())).toBe(`**InvokeAI v5.0.0 (stable)**\n\n${release.url}`);
  });
});

describe("the files to attach", () => {
  const asset = (files: string, artifact = "installer") =>
    atTheGates({ configuration: configured({ assets: [{ artifact, files }] }) });

  it("are those of the artifact that the pattern names, under the name that GitHub keeps", () => {
    const odd = [
      {
        artifact: "installer",
        id: 3,
        is: "read" as const,
        files: [{ name: "out/My Installer (v5).zip", size: 1, sha256: "a" }],
      },
    ];
    expect(assetFiles({ ...asset("out/*.zip"), contents: seen(odd) })).toEqual({
      files: [{ artifact: 3, file: "out/My Installer (v5).zip", name: "My.Installer.v5.zip", sha256: "a" }],
    });
  });

  it("are none where nothing is configured, and missing where the build has none", () => {
    expect(assetFiles(atTheGates({ configuration: configured({ assets: [] }) }))).toEqual({ files: [] });
    expect(assetFiles(asset("*.exe"))).toEqual({ missing: { artifact: "installer", pattern: "*.exe" } });
    expect(assetFiles(asset("*.whl"))).toEqual({ missing: { artifact: "installer", pattern: "*.whl" } });
    expect(
      assetFiles({
        ...asset("*"),
        contents: seen([{ artifact: "installer", id: 1, is: "refused", why: "x" }]),
      }),
    ).toHaveProperty("missing");
    expect(assetFiles({ ...asset("*.whl", "dist"), contents: seen(contents) })).toMatchObject({
      files: [{ name: "InvokeAI-5.0.0-py3-none-any.whl" }],
    });
  });
});
