import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { configurationPath, readConfiguration } from "../../src/config/configuration.ts";
import { DAY } from "../../src/release/instant.ts";
import { DEFAULTS, EXAMPLE, EXAMPLE_READ } from "./example.ts";
import { configured, faultsIn, pathsOf } from "./reading.ts";

test("the configuration has one place", () => {
  expect(configurationPath).toBe(".github/release-conductor.yml");
});

describe("a valid file", () => {
  test("the example of the design is read as it is meant, with its blob", () => {
    expect(readConfiguration(EXAMPLE, "abc")).toEqual({
      blob: "abc",
      is: "valid",
      configuration: EXAMPLE_READ,
    });
  });

  test.each([
    ["nothing", ""],
    ["white space", " \n\n"],
    ["comments", "# later\n# more\n"],
    ["a document without content", "---\n"],
    ["an empty mapping", "{}"],
    ["a byte order mark", "\uFEFF"],
    [
      "only keys of which all below is commented out",
      "gates:\nboard:\n#  labels: [x]\nassets:\nannounce:\nsmoke-tests:\n",
    ],
  ])("%s means all defaults", (_, text) => {
    expect(configured(text)).toStrictEqual(DEFAULTS);
  });

  test("what is not written is absent, not undefined", () => {
    const { gates } = configured("gates: { staging: { index: none } }");
    expect(gates).toStrictEqual([
      {
        name: "staging",
        approvals: 1,
        selfApproval: true,
        commitRequired: false,
        approvalsExpire: 14 * DAY,
        optional: false,
        after: [],
        remindAfter: 2 * DAY,
        escalate: [],
      },
    ]);
  });

  test("a gate's own policy is read whole", () => {
    const { gates, approvers } = configured(`
approvers: { role: none, teams: [release-managers] }
smoke-tests: { require: [linux] }
gates:
  pypi:
    approvers: { role: admin, users: [octocat] }
    commit: required
    approvals-expire: 36h
    conditions: [version, smoke-tests]
    remind-after: never
`);
    expect(approvers).toEqual({ role: "none", users: [], teams: ["release-managers"] });
    expect(gates?.[0]).toMatchObject({
      approvers: { role: "admin", users: ["octocat"], teams: [] },
      commitRequired: true,
      approvalsExpire: 1.5 * DAY,
      conditions: ["version", "smoke-tests"],
    });
    expect(gates?.[0]).not.toHaveProperty("remindAfter");
  });

  test("a gate's own approvers keep the role of all gates where they name none", () => {
    const { gates } = configured(`
approvers: { role: admin, users: [octocat] }
gates:
  pypi: { approvers: { users: [alice] } }
  testpypi:
`);
    expect(gates?.[0]?.approvers).toEqual({ role: "admin", users: ["alice"], teams: [] });
    expect(gates?.[1]).not.toHaveProperty("approvers");
  });

  test("one name may stand where a list is meant", () => {
    const { tags, board, gates } = configured(
      "tags: hatch-v*\nboard: { labels: release }\ngates: { a: , b: { after: a } }",
    );
    expect({ tags, labels: board.labels, after: gates?.[1]?.after }).toEqual({
      tags: ["hatch-v*"],
      labels: ["release"],
      after: ["a"],
    });
  });

  test("gates keep the order of the file, also when their names are numbers", () => {
    const { gates } = configured("gates:\n  prod:\n  2: { approvals: 2 }\n  1:\n");
    expect(gates?.map((gate) => [gate.name, gate.approvals])).toEqual([
      ["prod", 1],
      ["2", 2],
      ["1", 1],
    ]);
  });

  test("an empty list of gates means none, other than no list", () => {
    expect(configured("gates: {}").gates).toEqual([]);
    expect(configured("gates:").gates).toBeUndefined();
  });

  test.each([
    ["pypi: {}", "pypi"],
    ["PyPI: {}", "pypi"],
    ["testpypi: {}", "testpypi"],
    ["release: {}", undefined],
    ["release: { index: pypi }", "pypi"],
    ["pypi: { index: none }", undefined],
    ["pypi: { index: testpypi }", "testpypi"],
  ])("the index of the gate %s is %s", (gate, index) => {
    expect(configured(`gates:\n  ${gate}`).gates?.[0]?.index).toBe(index);
  });

  test("the workflow may be written with its folder", () => {
    expect(configured("workflow: .github/workflows/release.yml").workflow).toBe("release.yml");
  });

  test.each([
    ["branches: main", "main"],
    ["branches: [release/5.0]", "release/5.0"],
    ["branches: main\nprepare: { branch: next }", "next"],
    ["branches: release/*", undefined],
    ["branches: 'v5+'", undefined],
    ["branches: [main, next]", undefined],
    ["branches: ['**', '!old']", undefined],
    ["tags: v*", undefined],
  ])("of %j the branch to be tagged is %s", (text, branch) => {
    expect(configured(text).prepare.branch).toBe(branch);
  });

  test("Windows' line ends make no difference", () => {
    expect(configured(EXAMPLE.replaceAll("\n", "\r\n"))).toEqual(EXAMPLE_READ);
  });
});

describe("a broken file", () => {
  const FIVE = `tags: "v*"
workfow: release.yml
gates:
  pypi:
    approvals: 9
    after: [tespypi]
  testpypi: { optional: "yes" }
announce:
  - discord: discord
`;

  test("tells all faults at once, in the order of the file, each with place and remedy", () => {
    expect(faultsIn(FIVE)).toEqual([
      {
        path: "workfow",
        says: "line 2, column 1: `workfow` is no key here",
        remedy: "Did you mean `workflow`?",
      },
      {
        path: "gates.pypi.approvals",
        says: "line 5, column 5: is more than 6",
        remedy: "Write at most 6.",
      },
      {
        path: "gates.pypi.after[0]",
        says: "line 6, column 13: `tespypi` is not one of the `gates`",
        remedy: "Did you mean `testpypi`? Names are written as under `gates`.",
      },
      {
        path: "gates.testpypi.optional",
        says: "line 7, column 15: must be true or false, not text",
        remedy: "Write `true` or `false`, without quotes.",
      },
      {
        path: "announce[0].discord",
        says: "line 9, column 5: must be the name of a variable of the server: `ANNOUNCE_`, then capital letters, digits or `_`",
        remedy:
          "Write a name such as `ANNOUNCE_DISCORD`; the server's operator sets the variable to the address.",
      },
    ]);
  });

  test("carries its blob", () => {
    expect(readConfiguration(FIVE, "abc")).toMatchObject({ blob: "abc", is: "broken" });
  });

  test.each([
    ["read where the rest is broken", "tags: [a*, b*]\nworkflow: 3", ["a*", "b*"]],
    ["read where a rule is broken", "tags: a*\nannounce: [{ discord: x }]", ["a*"]],
    ["read from what is left of invalid YAML", "tags: a*\nworkflow: [", ["a*"]],
    ["the default where they are broken themselves", "tags: [a*, 3]", ["v*"]],
    ["the default where a rule is broken by them", "tags: [refs/tags/v1]", ["v*"]],
    ["the default where they are not said", "workflow: 3", ["v*"]],
    ["the default where nothing can be read", `tags: a*\n${"#".repeat(65_536)}`, ["v*"]],
  ])("its tags are %s", (_, text, tags) => {
    expect(readConfiguration(text, "b")).toMatchObject({ is: "broken", tags });
  });

  test("a fault does not hide what else is wrong in the same entry or gate", () => {
    expect(pathsOf("announce: [{ discord: https://x, prerelease: true }]")).toEqual([
      "announce[0].discord",
      "announce[0].prerelease",
    ]);
    expect(pathsOf("gates: { a: { approvals: 0, package: x }, b: 3, c: { after: [b, a, d] } }")).toEqual([
      "gates.a.approvals",
      "gates.a.package",
      "gates.b",
      "gates.c.after[2]",
    ]);
  });

  test("an entry that lacks something is told together with what is wrong elsewhere", () => {
    expect(pathsOf("announce: [{}]\nassets: [{ artifact: a, files: x, name: y }]\nworkflow: x")).toEqual([
      "announce[0]",
      "assets[0].name",
      "workflow",
    ]);
  });

  test("more faults than a person reads are counted", () => {
    const faults = faultsIn(Array.from({ length: 53 }, (_, index) => `zzz${index}: 1`).join("\n"));
    expect(faults).toHaveLength(51);
    expect(faults.at(-1)).toEqual({
      path: "the file",
      says: "has 3 more faults",
      remedy: "Correct those above; the rest are shown then.",
    });
  });
});

describe("whatever the text", () => {
  const word = fc.constantFrom(
    ...[
      "tags",
      "gates",
      "pypi",
      "announce",
      "discord",
      "after",
      "v*",
      "https://x.example/s3cr3t",
      "none",
      "__proto__",
    ],
    ...[
      "constructor",
      "toString",
      "&a",
      "*a",
      "<<",
      "!!str",
      "!x",
      "? ",
      "- ",
      ": ",
      ":\n",
      "\n",
      "\n  ",
      "[",
      "]",
      "{",
    ],
    ...[
      "}",
      ",",
      "|",
      ">",
      "'",
      '"',
      "#",
      "%YAML 1.1\n",
      "---\n",
      "...\n",
      "\t",
      "\0",
      "1",
      "true",
      "~",
      "\u{1F389}",
    ],
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(word, { maxLength: 60 }).map((words) => words.join("")),
    fc.json(),
    fc.tuple(fc.nat(EXAMPLE.length), fc.nat(5), word).map(([at, cut, put]) => {
      return EXAMPLE.slice(0, at) + put + EXAMPLE.slice(at + cut);
    }),
  );

  test("it never throws, and what it says is complete", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const file = readConfiguration(text, "b");
        expect(file.is === "valid" ? file.configuration.tags : file.tags).not.toEqual([]);
        for (const fault of file.is === "broken" ? file.faults : []) {
          expect(fault.path).not.toBe("");
          expect(fault.says).not.toMatch(/undefined|line 0|NaN|\n/);
          expect(fault.remedy).toMatch(/[.?]$/);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("no address is repeated", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(JSON.stringify(faultsIn(text))).not.toMatch(/s3cr3t|:\/\//);
      }),
      { numRuns: 1_000 },
    );
  });
});
