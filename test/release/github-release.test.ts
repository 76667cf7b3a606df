import { describe, expect, it } from "vitest";
import { DEFAULT_RELEASE, type IndexName } from "../../src/release/configuration.ts";
import { absent, seen } from "../../src/release/fact.ts";
import {
  becomesLatest,
  githubReleaseOf,
  isPrerelease,
  latestFinal,
} from "../../src/release/github-release.ts";
import { releaseVersion, schemeOf, tagPatterns, versionOn } from "../../src/release/release-version.ts";
import { configured, gate, githubRelease, REPOSITORY, snapshot } from "./snapshot-builder.ts";

const tagged = (tag: string) => ({ key: { repository: REPOSITORY, tag } });
const publishedAs = (...tags: readonly string[]) =>
  seen(tags.map((tag, id) => githubRelease({ id, tag, draft: false })));

describe("the GitHub release of a tag", () => {
  const other = githubRelease({ id: 1, tag: "v4.2.9", draft: false });
  const theirs = githubRelease({ id: 2, byApp: false });
  const ours = githubRelease({ id: 3 });
  const open = githubRelease({ id: 4, draft: false, byApp: false });

  const untagged = (body: string) => githubRelease({ id: 6, tag: "untagged-0a1b2c", body });

  it("is the one that the ledger names, once that has lost its tag and its mark", () => {
    const now = snapshot({ githubReleases: seen([untagged("By hand.")]) });
    expect(githubReleaseOf({ ...now, knownRelease: 6 })?.id).toBe(6);
    expect(githubReleaseOf({ ...now, knownRelease: 7 })).toBeUndefined();
  });

  it.each([
    ["none of another tag", [other], undefined],
    ["anybody's draft", [other, theirs], 2],
    ["rather our draft", [theirs, ours], 3],
    ["rather the public one", [theirs, ours, open], 4],
    ["of several of ours the first that was made", [githubRelease({ id: 5 }), ours, theirs], 3],
    [
      "one that has lost its tag, by its mark",
      [other, untagged("<!-- release-conductor:notes v5.0.0 0a none -->")],
      6,
    ],
    [
      "not another one that has lost its tag",
      [untagged("<!-- release-conductor:notes v5.0.1 0a none -->")],
      undefined,
    ],
    ["not one that somebody has called like that", [{ ...untagged(""), tag: "untagged-notes" }], undefined],
  ])("is %s", (_name, there, id) => {
    expect(githubReleaseOf(snapshot({ githubReleases: seen(there) }))?.id).toBe(id);
  });
});

describe("the pre-release mark", () => {
  const rule = (prerelease: "always" | "never" | "from-version") =>
    configured({ release: { ...DEFAULT_RELEASE, prerelease } });

  it.each([
    ["v5.0.0", "from-version", false],
    ["v5.0.0rc1", "from-version", true],
    ["v5.0.0.dev1", "from-version", true],
    ["v5.0.0.post1", "from-version", false],
    ["v5.0.0", "always", true],
    ["v5.0.0rc1", "never", false],
  ] as const)("of %s (%s) is %s", (tag, how, marked) => {
    expect(isPrerelease(snapshot({ ...tagged(tag), configuration: rule(how) }))).toBe(marked);
  });

  it("goes by the version where nothing is configured", () => {
    expect(isPrerelease(snapshot({ ...tagged("v5.0.0rc1"), configuration: absent }))).toBe(false);
  });
});

describe("the mark of the latest release", () => {
  it.each([
    ["the first", "v5.0.0", [], true],
    ["the highest", "v5.0.0", ["v4.2.9", "v5.0.0rc1"], true],
    ["a backport", "v4.2.10", ["v5.0.0"], false],
    ["a candidate", "v5.1.0rc1", ["v5.0.0"], false],
    ["a correction", "v5.0.0.post1", ["v5.0.0"], true],
    ["one above the newest by date", "v5.10.0", ["v5.9.0"], true],
  ])("goes to %s: %s", (_name, tag, published, latest) => {
    expect(becomesLatest(snapshot({ ...tagged(tag), githubReleases: publishedAs(...published) }))).toBe(
      latest,
    );
  });

  it("stays with a higher version of the line that is older than all the releases that are listed", () => {
    const latest = (tag: string) => seen(githubRelease({ id: 99, tag, draft: false }));
    const backport = snapshot({ ...tagged("v4.2.10"), githubReleases: publishedAs("v4.2.9") });
    expect(becomesLatest({ ...backport, latestRelease: latest("v5.0.0") })).toBe(false);
    expect(latestFinal({ ...backport, latestRelease: latest("v5.0.0") })?.tag).toBe("v5.0.0");
    expect(becomesLatest({ ...backport, latestRelease: latest("gui-v5.0.0") })).toBe(true);
  });

  it("goes to none that is marked as a pre-release by configuration", () => {
    const release = { ...DEFAULT_RELEASE, prerelease: "always" } as const;
    expect(becomesLatest(snapshot({ configuration: configured({ release }) }))).toBe(false);
  });

  it("is not kept back by drafts, pre-releases and tags that are no version", () => {
    const there = [
      githubRelease({ tag: "v6.0.0" }),
      githubRelease({ tag: "v7.0.0", draft: false, prerelease: true }),
      githubRelease({ tag: "nightly", draft: false }),
    ];
    expect(becomesLatest(snapshot({ githubReleases: seen(there) }))).toBe(true);
  });
});

describe("the version of a release", () => {
  it("is read as configured, else as the version file's ecosystem does, else as PEP 440 does", () => {
    const none = snapshot({ versionFile: absent, configuration: configured({ version: {} }) });
    expect(schemeOf(none)).toBe("pep440");
    expect(
      schemeOf({ ...none, versionFile: seen({ is: "found", path: "package.json", version: "1.0.0" }) }),
    ).toBe("semver");
    expect(schemeOf({ ...none, configuration: configured({ version: { file: "package.json" } }) })).toBe(
      "semver",
    );
    expect(
      schemeOf({ ...none, configuration: configured({ version: { scheme: "semver", file: "v.py" } }) }),
    ).toBe("semver");
  });

  it("is read as all the configured indexes do, where no file says how", () => {
    const onto = (...indexes: readonly IndexName[]) => {
      const gates = indexes.map((index) => gate(index, { index }));
      return schemeOf(
        snapshot({ versionFile: absent, configuration: configured({ gates, version: { file: "none" } }) }),
      );
    };
    expect(onto("npm", "crates")).toBe("semver");
    expect(onto("npm", "pypi")).toBe("pep440");
    expect(onto()).toBe("pep440");
  });

  it("is on each index what that index reads in the tag", () => {
    const on = (tag: string) =>
      (["pypi", "npm"] as const).map((index) => versionOn(snapshot(tagged(tag)), index)?.canonical);
    expect(on("v5.0.0")).toEqual(["5.0.0", "5.0.0"]);
    expect(on("v5.0.0-rc.1")).toEqual(["5.0.0rc1", "5.0.0-rc.1"]);
    expect(on("v5.0.0rc1")).toEqual(["5.0.0rc1", undefined]);
    expect(on("v5.0")).toEqual(["5.0", undefined]);
    expect(on("v5.0.0-canary.1")).toEqual([undefined, "5.0.0-canary.1"]);
  });

  it("is none of a tag that names none", () => {
    expect(releaseVersion(snapshot(tagged("v3-latest")))).toBeUndefined();
    expect(releaseVersion(snapshot())?.canonical).toBe("5.0.0");
  });

  it("is read by the patterns also where the rest of the file is broken", () => {
    const broken = seen({
      is: "broken",
      blob: "b",
      tags: ["release-*"],
      faults: [{ path: "", says: "", remedy: "" }],
    } as const);
    expect(tagPatterns(snapshot({ configuration: broken }))).toEqual(["release-*"]);
    expect(releaseVersion(snapshot({ ...tagged("release-1.2"), configuration: broken }))?.canonical).toBe(
      "1.2",
    );
    expect(tagPatterns(snapshot({ configuration: absent }))).toEqual([]);
  });
});
