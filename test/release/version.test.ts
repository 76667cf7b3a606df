import { describe, expect, test } from "vitest";
import { versionOfTag } from "../../src/release/tag-name.ts";
import {
  compareVersions,
  parseVersion,
  type Scheme,
  sameVersion,
  type Version,
} from "../../src/release/version.ts";
import { dataIsHere, dataNote, tagRecords } from "./invokeai-data.ts";
import { SHAPES } from "./shapes.ts";

function parsed(text: string, scheme: Scheme): Version {
  const version = parseVersion(text, scheme);
  if (!version) {
    throw new Error(`${text} is no version`);
  }
  return version;
}

function kindOf(version: Version): string {
  const names = {
    pre: version.prerelease,
    post: version.postrelease,
    dev: version.devrelease,
    local: version.local,
  };
  const kinds = Object.entries(names).flatMap(([name, is]) => (is ? [name] : []));
  return kinds.join(" ") || "final";
}

describe("tags as real projects write them", () => {
  test.each(SHAPES)("%s is %s (%s) by PEP 440", (tag, canonical, kind) => {
    const version = parseVersion(tag, "pep440");
    expect(version?.canonical).toBe(canonical);
    expect(version ? kindOf(version) : "").toBe(kind);
  });

  test.each(SHAPES)("%s (PEP 440: %s, %s) is %s by semver", (tag, _pep440, _kind, canonical) => {
    const version = parseVersion(tag, "semver");
    expect(version?.canonical).toBe(canonical);
    expect(version?.prerelease).toBe(canonical?.includes("-"));
  });
});

describe.skipIf(!dataIsHere)(`all tags of InvokeAI${dataNote}`, () => {
  test("there are 404", () => {
    expect(tagRecords()).toHaveLength(404);
  });

  test("are read by PEP 440 as Python's packaging reads them", () => {
    for (const record of tagRecords()) {
      const version = versionOfTag(record.tag, "v*", "pep440");
      expect({
        tag: record.tag,
        pep440: version?.canonical ?? null,
        canonical: version?.canonical === record.tag.replace(/^v/, ""),
        is_prerelease: version?.prerelease ?? null,
        is_postrelease: version?.postrelease ?? null,
        is_devrelease: version?.devrelease ?? null,
        local: version?.local ? version.canonical.replace(/^.*\+/, "") : null,
      }).toEqual({
        tag: record.tag,
        pep440: record.pep440,
        canonical: record.canonical,
        is_prerelease: record.is_prerelease,
        is_postrelease: record.is_postrelease,
        is_devrelease: record.is_devrelease,
        local: record.local,
      });
    }
  });

  test("are read by semver as its specification says", () => {
    for (const record of tagRecords()) {
      const version = versionOfTag(record.tag, "v*", "semver");
      expect([record.tag, version !== undefined]).toEqual([record.tag, record.semver]);
      const part = version?.prerelease ? version.canonical.replace(/^[^-]*-/, "") : null;
      expect([record.tag, part]).toEqual([record.tag, record.semver_prerelease]);
    }
  });
});

test.each([
  ["pep440", "1.0", "1.0.0", true],
  ["pep440", "2.3.3-rc7", "2.3.3rc7", true],
  ["pep440", "3.0.0+a2", "3.0.0a2", false],
  ["semver", "1.0.0-rc.1", "v1.0.0-rc.1", true],
  ["semver", "1.0.0+linux", "1.0.0+windows", true],
  ["semver", "1.0.0-RC.1", "1.0.0-rc.1", false],
] as const)("by %s, %s and %s are one version: %s", (scheme, a, b, same) => {
  expect(sameVersion(parsed(a, scheme), parsed(b, scheme))).toBe(same);
});

test("semver's order puts numbers in pre-releases below words, and a pre-release below its final", () => {
  const ascending = [
    "1.0.0-2",
    "1.0.0-10",
    "1.0.0-alpha",
    "1.0.0-alpha.1",
    "1.0.0-beta",
    "1.0.0",
    "1.0.1",
    "1.10.0",
  ];
  const versions = ascending.map((text) => parsed(text, "semver"));
  expect(versions.toReversed().sort(compareVersions)).toEqual(versions);
});

test("a version keeps the text it was read from", () => {
  expect(parsed("v1.0-RC1", "pep440")).toMatchObject({
    raw: "v1.0-RC1",
    canonical: "1.0rc1",
    scheme: "pep440",
  });
});

test("versions of two schemes are never the same and have no order", () => {
  const python = parsed("1.0.0", "pep440");
  const npm = parsed("1.0.0", "semver");
  expect(sameVersion(python, npm)).toBe(false);
  expect(() => compareVersions(python, npm)).toThrow(TypeError);
});
