import { describe, expect, test } from "vitest";
import { literalPrefix, matchesPattern, matchingPattern } from "../../src/release/tag-pattern.ts";
import { dataIsHere, dataNote, tagRecords } from "./invokeai-data.ts";

describe("GitHub's filter patterns", () => {
  test.each([
    ["*", ["v1.0", "latest"], ["pkg/v1.0"]],
    ["**", ["v1.0", "a/b/c"], []],
    ["v*", ["v1.0", "v", "vinstaller-test-delete"], ["1.0", "V1.0", "v1/2", "rev1"]],
    ["*feature", ["mona-feature", "feature"], ["feature-1", "a/feature"]],
    ["releases/**", ["releases/10", "releases/beta/mona", "releases/"], ["releases", "x/releases/10"]],
    ["v[12].[0-9]+.[0-9]+", ["v1.10.1", "v2.0.0"], ["v3.0.0", "v1..1", "v1.2.3rc1", "v1x2.3"]],
    ["[CB]at", ["Cat", "Bat"], ["at", "cat", "CBat"]],
    ["v?1.0", ["v1.0", "1.0"], ["vv1.0", "x1.0"]],
    ["v*+x", ["vx", "v12x"], ["v/x"]],
    ["va+b", ["vab", "vaaab"], ["vb"]],
    ["v[a-c0-2_]", ["va", "vc", "v0", "v_"], ["vd", "v3", "v-", "vB"]],
    ["v1.0", ["v1.0"], ["v1x0", "v1.0.0", "xv1.0"]],
    ["v(1)|$^{2}", ["v(1)|$^{2}"], ["v1"]],
    ["v\\*\\?", ["v*?"], ["v1", "v"]],
    ["v[1", ["v[1"], ["v1"]],
    ["+1?", ["+1", "+"], ["1", "11"]],
    ["v.*🎉+", ["v.🎉", "v.1🎉🎉"], ["v.1"]],
    ["", [""], ["v"]],
  ] as const)("%s", (pattern, matching, others) => {
    expect(matching.filter((tag) => !matchesPattern(tag, pattern))).toEqual([]);
    expect(others.filter((tag) => matchesPattern(tag, pattern))).toEqual([]);
  });

  test("a later pattern with ! takes away, a still later one gives back", () => {
    const patterns = ["v*", "!v*-latest", "v3-latest"];
    expect(matchingPattern("v2.0", patterns)).toBe("v*");
    expect(matchingPattern("v2-latest", patterns)).toBeUndefined();
    expect(matchingPattern("v3-latest", patterns)).toBe("v3-latest");
  });

  test("the last pattern that gives a tag is the one it matches", () => {
    expect(matchingPattern("hatch-v1", ["*", "hatch-v*", "x*"])).toBe("hatch-v*");
  });

  test("a list that only takes away gives nothing", () => {
    expect(matchesPattern("v1.0", ["!v2*"])).toBe(false);
    expect(matchesPattern("v1.0", [])).toBe(false);
  });

  test("an exclamation mark inside is a character", () => {
    expect(matchesPattern("v!1", "v!*")).toBe(true);
  });

  test("a pattern made to exhaust a backtracking matcher is answered at once", () => {
    const started = performance.now();
    expect(matchesPattern("a".repeat(250), `${"*a".repeat(60)}*+?+b`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

test.each([
  ["v*", "v"],
  ["hatch-v*", "hatch-v"],
  ["*", ""],
  ["**/v*", ""],
  ["v[0-9]+", "v"],
  ["rel-v?*", "rel-"],
  ["rel\\*v+1", "rel*v"],
  ["v1.0", "v1.0"],
])("every tag of %s begins with %j", (pattern, prefix) => {
  expect(literalPrefix(pattern)).toBe(prefix);
});

test.skipIf(!dataIsHere)(`v* matches 335 of InvokeAI's tags${dataNote}`, () => {
  const wrong = tagRecords().filter(
    ({ tag, matches_v_glob }) => matchesPattern(tag, "v*") !== matches_v_glob,
  );
  expect(wrong).toEqual([]);
  expect(tagRecords().filter(({ tag }) => matchesPattern(tag, "v*"))).toHaveLength(335);
});
