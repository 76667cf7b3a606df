import { describe, expect, it } from "vitest";
import { announcement } from "../../src/notes/announcement.ts";
import { assetFiles } from "../../src/notes/assets.ts";
import { draftName, notesBase } from "../../src/notes/base.ts";
import { contributors, shoutOuts } from "../../src/notes/credit.ts";
import { DEFAULT_NOTES } from "../../src/release/configuration.ts";
import { absent, seen } from "../../src/release/fact.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import { author, pullRequest, range, rangeCommit } from "../release/range-builder.ts";
import {
  announcing,
  atTheGates,
  configured,
  contents,
  githubRelease,
  REPOSITORY,
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
  it("is everybody but bots, in alphabetical order, co-authors included, with each pull request once", () => {
    expect(contributors(contributions, { external: false, exclude: [] })).toEqual([
      { login: "adam", pullRequests: [2] },
      { login: "lstein", pullRequests: [5] },
      { login: "translator", pullRequests: [] },
      { login: "Zoe", pullRequests: [1, 9] },
    ]);
  });

  it("is nobody of the project where only external people are meant, and nobody who is left out by name", () => {
    expect(
      contributors(contributions, { external: true, exclude: ["ZOE"] }).map(({ login }) => login),
    ).toEqual(["adam", "translator"]);
  });

  it("is nobody external who pushed without a pull request: only members can", () => {
    const pushed = rangeCommit(2, { authors: [author("quiet-maintainer")] });
    const all = { ...contributions, commits: [...contributions.commits, pushed] };
    const thanked = (external: boolean) =>
      contributors(all, { external, exclude: [] }).map(({ login }) => login);
    expect(thanked(true)).not.toContain("quiet-maintainer");
    expect(thanked(false)).toContain("quiet-maintainer");
  });

  it("is called by name in the notes", () => {
    const now = snapshot({ ranges: seen({ list: contributions }) });
    expect(shoutOuts(now)).toBe(
      "## Thanks to our external contributors\n\n- @adam (#2)\n- @translator\n- @Zoe (#1, #9)",
    );
    expect(
      shoutOuts({ ...now, configuration: configured({ notes: { ...DEFAULT_NOTES, contributors: "all" } }) }),
    ).toContain("## Thanks to our contributors\n\n- @adam (#2)\n- @lstein (#5)");
  });

  it("is nobody where there is nobody, or nobody is to be thanked", () => {
    const none = { ...DEFAULT_NOTES, contributors: "none" } as const;
    expect(shoutOuts(snapshot())).toBe("");
    expect(shoutOuts(snapshot({ ranges: absent }))).toBe("");
    expect(
      shoutOuts(
        snapshot({ ranges: seen({ list: contributions }), configuration: configured({ notes: none }) }),
      ),
    ).toBe("");
  });

  it("is named, and not pinged, where it is announced", () => {
    const release = githubRelease();
    const told = (now: Snapshot) => announcement(now, announcing, { release });
    expect(told(snapshot({ ranges: seen({ list: contributions }) }))).toBe(
      `**InvokeAI v5.0.0 (stable)**\n\nThanks to adam, translator, Zoe.\n\n${release.url}`,
    );
    expect(told(snapshot())).toBe(`**InvokeAI v5.0.0 (stable)**\n\n${release.url}`);
  });
});

describe("the base of the notes", () => {
  it("is the previous version, not the newest tag", () => {
    expect(notesBase(snapshot({ tags: seen(["v4.2.9", "v5.0.0", "v5.0.0rc1", "v5.1.0", "v4.9.0-x"]) }))).toBe(
      "v4.2.9",
    );
    expect(notesBase(snapshot({ tags: seen([]) }))).toBeUndefined();
  });
});

describe("the draft's title", () => {
  it("is the repository's name and the version as tagged", () => {
    expect(draftName(snapshot())).toBe("InvokeAI v5.0.0");
    expect(draftName(snapshot({ repository: absent, key: { repository: REPOSITORY, tag: "nightly" } }))).toBe(
      "nightly",
    );
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
