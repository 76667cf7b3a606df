import { expect, test } from "vitest";
import { readTag, readTags, versionOfTag } from "../../src/release/tag-name.ts";
import { SHAPES } from "./shapes.ts";

test.each(SHAPES)("under v*, %s names the version %s", (tag, pep440) => {
  expect(versionOfTag(tag, "v*", "pep440")?.canonical).toBe(pep440);
});

test.each([
  ["*", "1.2", "1.2"],
  ["*", "v1.2", "1.2"],
  ["**", "pkg/v1.2", undefined],
  ["v*", "V4.2.0", "4.2.0"],
  ["v*", "3.7.0", "3.7.0"],
  ["v*", "vv1.2", undefined],
  ["v*", "VV1.2", undefined],
  ["hatch-v*", "hatch-v1.2rc1", "1.2rc1"],
  ["hatch-v*", "hatch-vv1.2", undefined],
  ["hatch-v*", "hatchling-v1.2", undefined],
  ["hatch-v*", "v1.2", undefined],
  ["hatch-v*", "1.2", undefined],
  ["release/*", "release/1.2", "1.2"],
  ["rev*", "rev5", "5"],
  ["py3-v*", "py3-v1.2", "1.2"],
  ["lib2-*", "lib2-1", "1"],
  ["[0-9]*", "v1.2", "1.2"],
  ["lib-2-v*", "lib-2-v1.2", "1.2"],
  ["v4.*", "v4.2.0", "4.2.0"],
  ["v4.*", "3.7.0", undefined],
  ["release-4.*", "release-4.2.0", "4.2.0"],
  ["v2.0.0-rc*", "v2.0.0-rc12", "2.0.0rc12"],
  ["v1!*", "v1!2.0", "1!2.0"],
  ["v[0-9]*", "v4.2", "4.2"],
  ["v?[0-9]*", "v4.2", "4.2"],
])("under %s, %s names the version %s", (pattern, tag, canonical) => {
  expect(versionOfTag(tag, pattern, "pep440")?.canonical).toBe(canonical);
});

test("of several patterns, the one that gives the tag says what to strip", () => {
  const patterns = ["v*", "hatch-v*", "!v*-nightly", "!v*.dev*"];
  const read = (tag: string) => versionOfTag(tag, patterns, "pep440")?.canonical;
  expect(["v1.0", "hatch-v2.0", "3.0", "4.0.dev1", "v4.0.dev1"].map(read)).toEqual([
    "1.0",
    "2.0",
    "3.0",
    undefined,
    undefined,
  ]);
});

test.each([
  ["v1.2.3-rc.1", "1.2.3-rc.1"],
  ["1.2.3", "1.2.3"],
  ["v1.2", undefined],
  ["v4.0.0rc6", undefined],
])("by semver, %s names the version %s", (tag, canonical) => {
  expect(versionOfTag(tag, "v*", "semver")?.canonical).toBe(canonical);
});

test("of many tags each is read as it is alone, and anew by other patterns or another scheme", () => {
  const tags = ["v1.2", "hatch-v1.2rc1", "v1.3.0-rc.1", "nightly"];
  for (const patterns of [["v*"], ["hatch-v*", "v*"]]) {
    for (const scheme of ["pep440", "semver"] as const) {
      const alone = tags.map((tag) => [tag, readTag(tag, patterns, scheme)]);
      expect([...readTags(tags, patterns, scheme)]).toEqual(alone.filter(([, name]) => name !== undefined));
    }
  }
});
