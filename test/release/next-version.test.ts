import { expect, test } from "vitest";
import { lastFollower, nextVersion, tagFor } from "../../src/release/next-version.ts";
import { parseVersion, type Scheme, type Version } from "../../src/release/version.ts";

function version(text: string, scheme: Scheme): Version {
  const parsed = parseVersion(text, scheme);
  if (parsed === undefined) {
    throw new Error(`${text} is no version`);
  }
  return parsed;
}

test.each<[string, string | undefined, ...string[]]>([
  ["5.0.0", "5.0.1"],
  ["v5.0.0", "5.0.1", "4.9.9", "5.0.0"],
  ["5.0.0", "5.0.3", "5.0.1", "5.0.2"],
  ["5.0.0", "5.0.2", "5.0.1.0"],
  ["5.0", "5.0.1"],
  ["5", "5.0.1"],
  ["1.2.3.9", "1.2.3.10"],
  ["2026.11", "2026.11.1"],
  ["1!5.0.0", "1!5.0.1", "5.0.1"],
  ["5.0.0rc1", "5.0.0rc2"],
  ["5.0.0-RC1", "5.0.0rc4", "5.0.0rc2", "5.0.0c3"],
  ["5.0.0a9", "5.0.0a10"],
  ["5.0.0b0", "5.0.0b1", "5.0.0"],
  ["5.0.0.dev3", "5.0.0.dev4"],
  ["5.0.0rc1.dev1", "5.0.0rc1.dev2"],
  ["5.0.0.post1", "5.0.0.post2"],
  ["5.0.0-1", "5.0.0.post2"],
  ["5.0.0.dev20240823123456789", "5.0.0.dev20240823123456790"],
  ["5.0.0+cu118", undefined],
])("after %s by PEP 440 comes %s, where %s are taken", (from, next, ...taken) => {
  expect(
    nextVersion(
      version(from, "pep440"),
      taken.map((one) => version(one, "pep440")),
    ),
  ).toBe(next);
});

test.each<[string, string | undefined, ...string[]]>([
  ["5.0.0", "5.0.1"],
  ["5.0.0", "5.0.3", "5.0.1", "5.0.2"],
  ["5.0.0-rc.1", "5.0.0-rc.2"],
  ["5.0.0-rc.1", "5.0.0-rc.3", "5.0.0-rc.2"],
  ["5.0.0+build.7", "5.0.1"],
])("after %s by semver comes %s, where %s are taken", (from, next, ...taken) => {
  expect(
    nextVersion(
      version(from, "semver"),
      taken.map((one) => version(one, "semver")),
    ),
  ).toBe(next);
});

test("nothing is proposed where a thousand versions in a row are taken", () => {
  const taken = Array.from({ length: 1001 }, (_, n) => version(`1.0.${n}`, "pep440"));
  expect(nextVersion(version("1.0.0", "pep440"), taken)).toBeUndefined();
});

test.each([
  ["v5.0.0", "v5.0.0", "5.0.1", "v5.0.1"],
  ["hatch-v1.2", "1.2", "1.2.1", "hatch-v1.2.1"],
  ["v5.0.0-rc1", "5.0.0-rc1", "5.0.0rc2", "v5.0.0rc2"],
  ["24.1", "24.1", "24.1.1", "24.1.1"],
  ["odd", "5.0.0", "5.0.1", undefined],
])("a release tagged %s (%s) goes on as %s with the tag %s", (tag, raw, next, expected) => {
  expect(tagFor(next, tag, version(raw, "pep440"))).toBe(expected);
});

test.each<[string, string | undefined, ...string[]]>([
  ["5.0.0", undefined],
  ["5.0.0", undefined, "5.0.2", "5.1.0"],
  ["5.0.0", "5.0.1", "5.0.1", "5.0.3"],
  ["5.0.0", "5.0.3", "5.0.3", "5.0.1", "5.0.2"],
  ["5.0.0rc1", "5.0.0rc2", "5.0.0rc2", "5.0.0"],
  ["5.0.0+cu118", undefined, "5.0.1"],
])("right after %s, the last in a row is %s of %s", (from, last, ...there) => {
  const versions = there.map((one) => version(one, "pep440"));
  expect(lastFollower(version(from, "pep440"), versions)?.canonical).toBe(last);
});
