import { describe, expect, test } from "vitest";
import { isLatest, previousFinals, previousTags, type TagReading } from "../../src/release/previous-tag.ts";
import { versionOfTag } from "../../src/release/tag-name.ts";
import { parseVersion, type Version } from "../../src/release/version.ts";
import { dataIsHere, dataNote, rangeRecords, tagRecords } from "./invokeai-data.ts";

const PYTHON: TagReading = { patterns: "v*", scheme: "pep440" };

/** In the order in which the tags were made, which is not that of the versions. */
const HISTORY = [
  ..."latest v2.3.3-rc7 v2.3.3rc7 v2.3.3 v3.0.0+b9 v3.0.0+b10 v3.0.0-rc1 v3.0.0 v3.6.2 3.6.3 3.7.0 v3-latest".split(
    " ",
  ),
  ..."v4.0.0rc1 v4.0.0 v4.2.2 v4.2.2post1 v4.2.4-mgpu v4.2.9.dev20240823 v4.2.9.dev12 v4.2.9".split(" "),
  ..."v5.0.0.rc1 v5.0.0.rc2 v5.0.0 5.10.0dev1 v5.10.0dev1 v5.10.0a1 v6.0.0a2 v5.15.0 v6.0.0".split(" "),
  ..."v6.9.0a1 v6.8.1 v6.14.0-rc1 v6.13.8".split(" "),
];

const previousTag = (...asked: Parameters<typeof previousTags>) => previousTags(...asked)[0]?.[0];

const version = (text: string): Version => {
  const read = parseVersion(text, "pep440");
  if (!read) {
    throw new Error(`${text} is no version`);
  }
  return read;
};

describe("the tag a release follows", () => {
  test.each([
    ["v4.0.0", "3.7.0", "a final follows the highest final, with or without v"],
    ["v4.0.0rc1", "3.7.0", "a first pre-release follows a final"],
    ["v4.2.2post1", "v4.2.2", "a post release follows its final"],
    ["v4.2.9", "v4.2.2post1", "a final may follow a post release, and passes over its pre-releases"],
    ["v4.2.9.dev20240823", "v4.2.9.dev12", "numbers count, not their first digits"],
    ["v5.0.0", "v4.2.9", "a final passes over its candidates"],
    ["v5.0.0.rc2", "v5.0.0.rc1", "a candidate follows the one before"],
    ["v5.10.0a1", "v5.10.0dev1", "of two tags of one version, the one that matches the patterns"],
    ["v6.0.0a2", "v5.15.0", "a final tagged later is still lower"],
    ["v6.0.0", "v5.15.0", "a final passes over the next version's pre-releases"],
    ["v6.9.0a1", "v6.8.1", "a pre-release follows a final tagged after it"],
    ["v6.13.8", "v6.8.1", "a final passes over a higher pre-release tagged before it"],
    ["v3.0.0-rc1", "v2.3.3", "a pre-release follows what was released, no local version"],
    ["v3.0.1rc1", "v3.0.0", "a pre-release passes over local versions of the final before"],
    ["v3.0.0", "v2.3.3", "a final never follows a local version"],
    ["v3.0.0+b9", "v3.0.0+b10", "a local version follows another, its words in alphabetical order"],
    ["v3.6.2", "v3.0.0", "a final passes over local versions of the final before"],
    ["v7.0.0", "v6.13.8", "a tag that is not made yet has a predecessor"],
  ])("of %s is %s: %s", (tag, expected) => {
    expect(previousTag(tag, HISTORY, PYTHON)).toBe(expected);
    expect(previousTag(tag, HISTORY.toReversed(), PYTHON)).toBe(expected);
  });

  test("of two matching tags of one version is the canonical spelling", () => {
    const tags = ["v2.3.3-rc7", "v2.3.3rc7", "v2.3.3rc8"];
    expect(previousTag("v2.3.3rc8", tags, PYTHON)).toBe("v2.3.3rc7");
    expect(previousTag("v2.3.3rc8", tags.toReversed(), PYTHON)).toBe("v2.3.3rc7");
  });

  test("of two equally good tags of one version is the first in alphabetical order", () => {
    const tags = ["v1.0-rc1", "v1.0.rc1", "v1.0"];
    const candidates = ["v1.1a1", ...tags.slice(0, 2)];
    expect(previousTag("v1.1a1", candidates, PYTHON)).toBe("v1.0-rc1");
    expect(previousTag("v1.1a1", candidates.toReversed(), PYTHON)).toBe("v1.0-rc1");
  });

  test("is never another tag of the same version", () => {
    expect(previousTag("v1.0.0", ["v1.0", "v1.0.0"], PYTHON)).toBeUndefined();
  });

  test.each(["v3-latest", "latest", "hatch-v1.0"])("does not exist for %s, which is no version", (tag) => {
    expect(previousTag(tag, HISTORY, PYTHON)).toBeUndefined();
  });

  test("is of the same package where tags carry a prefix", () => {
    const tags = ["hatch-v1.0", "hatchling-v1.5", "v1.8", "hatch-v2.0"];
    expect(previousTag("hatch-v2.0", tags, { patterns: "hatch-v*", scheme: "pep440" })).toBe("hatch-v1.0");
  });

  test("is one of all the lower ones, those of one version together", () => {
    const tags = ["v2.3.3rc7", "v2.3.3-rc7", "v2.3.2", "v2.3.3", "v2.3.2+local", "v2.3.4rc1", "pre-nodes"];
    const groups = [["v2.3.3"], ["v2.3.3rc7", "v2.3.3-rc7"], ["v2.3.2"]];
    expect(previousTags("v2.3.4rc1", tags, PYTHON)).toEqual(groups);
    expect(previousTags("v2.3.4rc1", tags.toReversed(), PYTHON)).toEqual(groups);
  });

  test.each<[string, string | undefined, string]>([
    ["v5.0.0.rc2", "v4.2.9", "the final before, over candidates"],
    ["v4.0.0rc1", "3.7.0", "the final before, with or without v"],
    ["v6.14.0-rc1", "v6.13.8", "the highest final, whenever it was tagged"],
    ["v6.9.0a1", "v6.8.1", "the very tag that comes before in any case"],
    ["v3.0.0+b10", "v3.0.0", "a local version follows the final that it is made of"],
    ["v5.0.0", undefined, "a final follows no other"],
    ["v3-latest", undefined, "no version follows nothing"],
  ])("besides, for %s, is %s: %s", (tag, expected) => {
    expect(previousFinals(tag, HISTORY, PYTHON)[0]?.[0]).toBe(expected);
    expect(previousFinals(tag, HISTORY.toReversed(), PYTHON)[0]?.[0]).toBe(expected);
  });

  test("follows semver where the scheme says so", () => {
    const tags = ["v1.0.0-rc.2", "v1.0.0-rc.10", "v0.9.0", "v1.0.0"];
    const reading: TagReading = { patterns: ["v*"], scheme: "semver" };
    expect(previousTag("v1.0.0", tags, reading)).toBe("v0.9.0");
    expect(previousTag("v1.0.0-rc.11", tags, reading)).toBe("v1.0.0-rc.10");
  });
});

describe.skipIf(!dataIsHere)(`in InvokeAI's whole history${dataNote}`, () => {
  const recorded = (kind: string, prerelease: boolean) =>
    rangeRecords().filter(
      ({ kind: is, head }) => is === kind && versionOfTag(head, "v*", "pep440")?.prerelease === prerelease,
    );

  test.each([
    ["prev_final", false],
    ["prev_any", true],
  ] as const)("each tag since v4 follows the one recorded (%s, pre-releases: %s)", (kind, prerelease) => {
    const tags = tagRecords().map(({ tag }) => tag);
    const ranges = recorded(kind, prerelease);
    expect(ranges.length).toBeGreaterThan(60);
    for (const { base, head } of ranges) {
      expect([head, previousTag(head, tags, PYTHON)]).toEqual([head, base]);
    }
  });

  test("each pre-release since v4 has the recorded final before it besides", () => {
    const tags = tagRecords().map(({ tag }) => tag);
    const ranges = recorded("prev_final", true);
    expect(ranges.length).toBeGreaterThan(60);
    for (const { base, head } of ranges) {
      expect([head, previousFinals(head, tags, PYTHON)[0]?.[0]]).toEqual([head, base]);
    }
  });
});

describe("the latest release", () => {
  const published = ["5.15.0", "6.0.0", "6.1.0rc1", "6.0.0+local9"].map(version);

  test.each([
    ["6.0.0", true, "it is the highest final"],
    ["6.0.1", true, "nothing is higher"],
    ["6.0.0.post1", true, "a post release is a final"],
    ["5.15.1", false, "a maintenance release is lower, however new"],
    ["6.1.0rc2", false, "a pre-release never is"],
    ["7.0.0.dev1", false, "a development release never is"],
    ["7.0.0+a1", false, "a local version never is"],
  ])("%s: %s, for %s", (text, expected) => {
    expect(isLatest(version(text), published)).toBe(expected);
    expect(isLatest(version(text), published.toReversed())).toBe(expected);
  });

  test("is the first final when nothing was published before", () => {
    expect(isLatest(version("0.1"), [])).toBe(true);
  });
});
