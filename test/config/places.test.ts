import { expect, test } from "vitest";
import { faultsIn, placesOf } from "./reading.ts";

/** Lines and columns as GitHub counts them, from 1: `3:5`, and `3:5-6` of text that goes on to line 6. */
const spots = (text: string): readonly string[] =>
  placesOf(text).map((place) => {
    if (place === undefined) {
      return "the file";
    }
    const { line, column, endLine } = place;
    return `${line}:${column}${endLine === line ? "" : `-${endLine}`}`;
  });

test.each<[string, string, readonly string[]]>([
  ["a value of the wrong type", "tags: v*\nworkflow: 5\n", ["2:1"]],
  ["keys and values in the place of text, at the key", "tags: v*\nworkflow:\n  a: b\n", ["2:1"]],
  ["an entry of a list", "gates:\n  a:\n  pypi:\n    after:\n      - a\n      - b\n", ["6:9"]],
  ["an unknown key", "# A word\n\ngates:\n  pypi:\n    aprovals: 2\n", ["5:5"]],
  ["a missing key, at what lacks it", "assets:\n  - artifact: dist\n\n  -\n    files: x\n", ["2:5", "5:5"]],
  [
    "a rule across keys",
    "smoke-tests:\n  require: [linux]\n  before: pypy\ngates:\n  pypi: { after: pypi }\n",
    ["3:3", "5:11"],
  ],
  ["a key said twice, at the second", "tags: v*\nworkflow: r.yml\ntags: v*\n", ["3:1"]],
  ["text of several lines, to its last", 'tags: "v*\n  5"\n', ["1:1-2"]],
  [
    "a block of text, without the blank lines behind it",
    "announce:\n  - discord: ANNOUNCE_A\n    template: |\n      {verson}\n      is out\n\n\ntags: v*\n",
    ["3:5-5"],
  ],
  ["a file that is a list", "\n# A word\n- tags\n- v*\n", ["3:1"]],
  ["a sign that is missing", "tags: v*\nworkflow: 'r.yml' x\n", ["2:19"]],
  ["a bracket that is not closed, where the text ends", "tags: v*\nworkflow: [r.yml\n\n\n", ["2:17"]],
  ["a quotation mark that is not closed", "tags: v*\nworkflow: 'r.yml\n", ["2:17"]],
  ["wrong indentation", "gates:\n  pypi:\n    optional: true\n index: npm\n", ["4:1"]],
  ["a tab", "gates:\n\tpypi:\n", ["2:1"]],
  ["an alias and an anchor", "tags: &t v*\nworkflow: *t\n", ["1:1", "2:1"]],
  ["two documents", "tags: v*\n---\ntags: v*\n", ["2:1"]],
  ["Windows' line ends", "tags: v*\r\nworkflow: 5\r\n", ["2:1"]],
  ["a file without any place", "#".repeat(65_537), ["the file"]],
  ["more faults than are told", many(52), [...upTo(50), "the file"]],
])("the place of %s", (_, text, places) => {
  expect(spots(text)).toEqual(places);
});

test("what is wrong there is said without the place, and the fault says it with the place", () => {
  const text = "tags: v*\nworkfow: release.yml\n";
  expect(placesOf(text).map((place) => place?.says)).toEqual(["`workfow` is no key here"]);
  expect(faultsIn(text).map(({ says }) => says)).toEqual(["line 2, column 1: `workfow` is no key here"]);
});

function many(count: number): string {
  return Array.from({ length: count }, (_, index) => `zzz${index}: 1\n`).join("");
}

function upTo(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${index + 1}:1`);
}
