import { describe, expect, test } from "vitest";
import { checkVersion, type VersionCheck } from "../../src/release/check-version.ts";
import { dataIsHere, dataNote, tagRecords, vectors } from "./invokeai-data.ts";
import { SHAPES } from "./shapes.ts";

const EXIT: Readonly<Record<VersionCheck["is"], number>> = {
  match: 0,
  mismatch: 1,
  "invalid-ref": 2,
  "invalid-file": 2,
};

test.each([
  ["refs/tags/v4.0.0rc6", "4.0.0rc6", "match"],
  ["refs/tags/v5.0.0rc1", "5.0.0.rc1", "match"],
  ["refs/tags/v6.14.0-alpha", "6.14.0a0", "match"],
  ["refs/tags/v4.2", "4.2.0", "match"],
  ["refs/tags/V4.2.0", "4.2.0", "match"],
  ["refs/tags/v4.2.0-1", "4.2.0post1", "match"],
  ["refs/tags/v4.2.0rc.1", "4.2.0c1", "match"],
  ["refs/tags/4.2.0", "v4.2.0", "match"],
  ["v4.2.0", "4.2.0", "match"],
  ["refs/tags/v3.0.0+a2", "3.0.0+A2", "match"],
  ["refs/tags/v3.0.0+a2", "3.0.0a2", "mismatch"],
  ["refs/tags/v4.2.1", "4.2.0", "mismatch"],
  ["refs/heads/main", "4.2.0", "invalid-ref"],
  ["refs/heads/v4.2.0", "4.2.0", "invalid-ref"],
  ["refs/pull/42/merge", "4.2.0", "invalid-ref"],
  ["refs/tags/v3-latest", "4.2.0", "invalid-ref"],
  ["refs/tags/hatch-v4.2.0", "4.2.0", "invalid-ref"],
  ["", "4.2.0", "invalid-ref"],
  ["refs/tags/v4.2.0", "unknown", "invalid-file"],
  ["refs/tags/v4.2.9-canvas-20240823", "4.2.9-canvas-20240823", "invalid-file"],
] as const)("%s against %s: %s", (ref, file, expected) => {
  expect(checkVersion(ref, file, "pep440").is).toBe(expected);
});

test.each(SHAPES)(
  "the tag %s checked against its own canonical version %s is a match, if it has one",
  (tag, own) => {
    expect(checkVersion(`refs/tags/${tag}`, own ?? "1.0", "pep440").is).toBe(own ? "match" : "invalid-ref");
  },
);

test("both versions are handed back, so that the answer can name them", () => {
  const check = checkVersion("refs/tags/v4.2.1-rc1", "4.2.0.RC2", "pep440");
  expect(check).toMatchObject({
    is: "mismatch",
    ref: { canonical: "4.2.1rc1", prerelease: true },
    file: { canonical: "4.2.0rc2", raw: "4.2.0.RC2" },
  });
});

test("what is no version is handed back as it was written", () => {
  expect(checkVersion("refs/heads/main", "1.0", "pep440")).toMatchObject({ ref: "refs/heads/main" });
  expect(checkVersion("v1.0", "next", "pep440")).toEqual({ is: "invalid-file", ref: "v1.0", file: "next" });
});

test("the tag is read by the patterns given", () => {
  expect(checkVersion("refs/tags/hatch-v1.2", "1.2.0", "pep440", ["v*", "hatch-v*"]).is).toBe("match");
});

test.each([
  ["refs/tags/v1.2.3", "1.2.3", "match"],
  ["refs/tags/v1.2.3-rc.1", "1.2.3-rc.2", "mismatch"],
  ["refs/tags/v1.2.3rc1", "1.2.3-rc.1", "invalid-ref"],
  ["refs/tags/v1.2.3", "1.2", "invalid-file"],
] as const)("by semver, %s against %s: %s", (ref, file, expected) => {
  expect(checkVersion(ref, file, "semver").is).toBe(expected);
});

describe.skipIf(!dataIsHere)(`check-python-version's own answers${dataNote}`, () => {
  test("are given for every recorded pair of ref and file", () => {
    expect(vectors()).toHaveLength(15);
    for (const vector of vectors()) {
      const check = checkVersion(vector.github_ref, vector.file_version, "pep440");
      const version = check.is === "match" ? check.file : undefined;
      expect({
        ...vector,
        result: check.is,
        exit_code: EXIT[check.is],
        pretty: version?.canonical ?? null,
        is_prerelease: version?.prerelease ?? null,
      }).toEqual(vector);
    }
  });

  test("are given for every tag of InvokeAI and the version in its file", () => {
    expect(tagRecords()).toHaveLength(404);
    for (const record of tagRecords()) {
      const check = checkVersion(`refs/tags/${record.tag}`, record.version_file_value, "pep440");
      expect([record.tag, check.is]).toEqual([record.tag, verdict(record)]);
    }
  });

  /** The list names the tag where both sides are no version; the tool itself reads the file first. */
  function verdict(record: ReturnType<typeof tagRecords>[number]): string {
    if (record.version_file_pep440 === null) {
      return "invalid-file";
    }
    return record.check_version.startsWith("error(tag") ? "invalid-ref" : record.check_version;
  }
});
