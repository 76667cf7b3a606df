import { describe, expect, test } from "vitest";
import {
  AGREEMENT_RULES,
  type Judged,
  type MetadataRule,
  PYPI_RULES,
} from "../../src/pipeline/metadata-rules.ts";
import { parseCoreMetadata } from "../../src/release/core-metadata.ts";
import { parseVersion } from "../../src/release/version.ts";

const GOOD = ["Metadata-Version: 2.4", "Name: Demo_Tool", "Version: 1.0rc1"];

function judged(rules: readonly MetadataRule[], lines: readonly string[], more: Partial<Judged> = {}) {
  const judging: Judged = {
    fields: parseCoreMetadata(`${lines.join("\n")}\n\nA description.\n`),
    project: "demo-tool",
    version: "1.0rc1",
    tagged: parseVersion("1.0.0-rc.1", "pep440"),
    ...more,
  };
  return rules.flatMap(({ judge }) => judge(judging));
}

function instead(line: string): readonly string[] {
  const name = line.slice(0, line.indexOf(":"));
  return [...GOOD.filter((one) => !one.startsWith(`${name}:`)), line];
}

test("metadata that says what the tag and the file name say has no fault", () => {
  expect(judged([...AGREEMENT_RULES, ...PYPI_RULES], GOOD)).toEqual([]);
});

describe("agreement", () => {
  test.each([
    ["Name: demo-tools", { is: "name-differs", said: "demo-tools", named: "demo-tool" }],
    ["Version: 1.0rc2", { is: "version-differs", said: "1.0rc2", tagVersion: "1.0.0rc1" }],
    ["Version: 1.0rc1+g12", { is: "version-differs", said: "1.0rc1+g12", tagVersion: "1.0.0rc1" }],
    ["Version: one", { is: "version-differs", said: "one", tagVersion: "1.0.0rc1" }],
    ["Version:", { is: "field-missing", field: "version" }],
  ])("%s is a fault", (line, fault) => {
    expect(judged(AGREEMENT_RULES, instead(line))).toContainEqual(fault);
  });

  test("a version that agrees with the tag but not with the file name is a fault, and the other way round", () => {
    expect(judged(AGREEMENT_RULES, GOOD, { version: "1.1" })).toHaveLength(1);
    expect(judged(AGREEMENT_RULES, GOOD, { tagged: parseVersion("1.1", "pep440") })).toHaveLength(1);
  });

  test("what may stand once stands once", () => {
    expect(judged(AGREEMENT_RULES, [...GOOD, "Name: demo-tool"])).toEqual([
      { is: "field-repeated", field: "name" },
    ]);
  });
});

const refused: readonly (readonly [string, string])[] = [
  ["Metadata-Version: 2.0", "metadata-version-unknown"],
  ["Metadata-Version: 3.0", "metadata-version-unknown"],
  ["Metadata-Version: 2", "metadata-version-unknown"],
  ["Name: -demo", "name-invalid"],
  ["Name: démo", "name-invalid"],
  ["Name: demo tool", "name-invalid"],
  ["Version: 1.0.0+cu118", "local-version"],
  ["Version: 1.0-beta-2-x", "version-invalid"],
  ["Requires-Dist: clip @ git+https://example.org/clip.git", "direct-dependency"],
  ["Requires-Dist: clip[gpu]@https://example.org/clip-1.0-py3-none-any.whl", "direct-dependency"],
  ["Requires-Dist: clip @ file:///tmp/x ; python_version < '3.12'", "direct-dependency"],
  ["Provides-Dist: clip @ https://example.org/clip.zip", "direct-dependency"],
  ["Requires-Dist: numpy>=1.0.*", "dependency-invalid"],
  ["Requires-Dist: numpy >= 1 < 2", "dependency-invalid"],
  ["Requires-Dist: numpy[a b]", "dependency-invalid"],
  ["Requires-Dist: numpy[a", "dependency-invalid"],
  ["Requires-Dist: >=1", "dependency-invalid"],
  ["Requires-Dist: clip @", "dependency-invalid"],
  ["Requires-Python: 3.10 and up", "requires-python-invalid"],
  ["Requires-Python: >=3.10.*", "requires-python-invalid"],
  ["Requires-Python: ~=3", "requires-python-invalid"],
  ["Requires-Python: >=3.10+local", "requires-python-invalid"],
  ["Requires-Python: 3.10", "requires-python-invalid"],
  ["Classifier: License :: OSI Approved :: Apache 2", "classifier-unknown"],
  ["Classifier: programming language :: python :: 3", "classifier-unknown"],
  ["Classifier: Private :: Do Not Upload", "classifier-private"],
  ["Classifier: Natural Language :: Ukranian", "classifier-deprecated"],
  ["Description-Content-Type: text/html", "description-type"],
  ["Description-Content-Type: UNKNOWN", "description-type"],
  ["Description-Content-Type:", "description-type"],
  ["Description-Content-Type: text/markdown; charset=latin-1", "description-type"],
  ["Description-Content-Type: text/markdown; variant=Pandoc", "description-type"],
  ["Description-Content-Type: text/markdown; variant=Pandoc; charset=utf-8", "description-type"],
  ["Description-Content-Type: text/markdown; charset=utf-8", "charset-spelling"],
  ['Description-Content-Type: text/plain; charset="Utf-8"', "charset-spelling"],
  [`Summary: ${"a".repeat(513)}`, "summary-too-long"],
  ["Summary: one\n  two", "summary-of-lines"],
];

test.each(refused)("PyPI refuses %j: %s", (line, is) => {
  expect(judged(PYPI_RULES, instead(line)).map((fault) => fault.is)).toEqual([is]);
});

test("a dependency is told with the field that it stands in", () => {
  expect(
    judged(PYPI_RULES, [...GOOD, "Provides-Dist: a @ https://example.org", "Obsoletes-Dist: >=1"]),
  ).toEqual([
    { is: "direct-dependency", field: "provides-dist", said: "a @ https://example.org" },
    { is: "dependency-invalid", field: "obsoletes-dist", said: ">=1" },
  ]);
});

test("PyPI refuses a license that is said in two ways", () => {
  expect(judged(PYPI_RULES, [...GOOD, "License: MIT", "License-Expression: MIT"])).toEqual([
    { is: "license-twice" },
  ]);
});

const accepted = [
  "Metadata-Version: 1.0",
  "Metadata-Version: 2.6",
  "Name: A",
  "Version: 1!2.0.post1.dev3",
  "Requires-Dist: requests",
  "Requires-Dist: requests (>=2.8.1)",
  "Requires-Dist: requests [security,tests] >=2.8.1, ==2.8.* ; python_version < '2.7'",
  "Requires-Dist: torch==2.4.0+cu118; sys_platform == 'linux'",
  "Requires-Dist: odd===what@ever",
  "Requires-Dist: numpy>=1,",
  "Requires-Dist: name; extra == '@'",
  "Requires-Python: >=3.10, <4, !=3.11.*",
  "Requires-Python:",
  "Requires-Python: ~=3.10",
  "Classifier: Programming Language :: Python :: 3",
  "Description-Content-Type: text/markdown; charset=UTF-8; variant=GFM",
  'Description-Content-Type: text/Markdown; charset="UTF-8"; variant=CommonMark',
  "Description-Content-Type: text/x-rst",
  "Description-Content-Type: text/plain; variant=Pandoc",
  `Summary: ${"a".repeat(512)}`,
  "License-Expression: MIT",
];

test.each(accepted)("PyPI takes %j", (line) => {
  expect(judged(PYPI_RULES, instead(line))).toEqual([]);
});
