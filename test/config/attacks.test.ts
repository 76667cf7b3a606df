import { describe, expect, test } from "vitest";
import { readConfiguration } from "../../src/config/configuration.ts";
import { configured, faultsIn, pathsOf } from "./reading.ts";

describe("yaml-bomb", () => {
  const fill = (piece: string) => piece.repeat(65_536 / piece.length);
  const laughs = Array.from({ length: 9 }, (_, n) =>
    n === 0
      ? "a0: &a0 [x]"
      : `a${n}: &a${n} [${Array(9)
          .fill(`*a${n - 1}`)
          .join(", ")}]`,
  );
  test.each([
    ["a billion laughs", laughs.join("\n"), "has an anchor"],
    ["an alias to itself", "tags: &a [*a]", "has an anchor"],
    ["brackets", fill("["), "nests more than 20 levels deep"],
    ["nested mappings", fill("{a: "), "nests more than 20 levels deep"],
    ["dashes", fill("- "), "nests more than 20 levels deep"],
    ["question marks", fill("? "), "nests more than 20 levels deep"],
    [
      "indentation",
      Array.from({ length: 300 }, (_, n) => `${" ".repeat(n)}a:`).join("\n"),
      "nests more than 20",
    ],
    ["a flood of commas", `[${",".repeat(65_535)}`, "holds more than"],
    ["a flood of keys", Array.from({ length: 8_000 }, (_, n) => `k${n}`).join(":\n"), "holds more than"],
    ["a flood of documents", fill("---\n"), "holds more than"],
    ["a flood of closed brackets", fill("}"), "holds more than"],
    ["2,500 unknown keys", Array.from({ length: 2_500 }, (_, n) => `k${n}: 1`).join("\n"), "is no key here"],
    [
      "a chain of 1,200 gates",
      `gates:\n${Array.from({ length: 1_200 }, (_, n) => `  g${n}: { after: g${n + 1} }`).join("\n")}`,
      "has more than 20 gates",
    ],
    ["a giant file", `${fill("# comment\n      ")}x`, "is larger than 64 kB"],
    ["a giant file in few characters", "\u{1F389}".repeat(20_000), "is larger than 64 kB"],
    ["a giant key", `${"k".repeat(60_000)}: 1`, "is no"],
    ["a giant value", `workflow: ${"k".repeat(60_000)}`, "must be the name of a file"],
  ])("%s is refused by a cap", (_, text, says) => {
    const [fault] = faultsIn(text);
    expect(fault?.says).toContain(says);
    expect(JSON.stringify(fault).length).toBeLessThan(600);
  });

  test("the deepest configuration there is fits below the cap", () => {
    expect(configured("gates:\n  pypi:\n    artifacts:\n      - dist\n").gates?.[0]?.artifacts).toEqual([
      "dist",
    ]);
  });

  test("merge keys, tags and directives change nothing about how it is read", () => {
    expect(pathsOf("%YAML 1.1\n---\n<<: { tags: v* }\n")).toEqual(["<<"]);
    expect(pathsOf("tags: !!binary aGk=\n")).toEqual(["tags"]);
    expect(pathsOf("tags: !x v*\n")).toEqual(["tags"]);
    expect(pathsOf("%YAML 1.1\n---\ngates: { a: { optional: yes } }\n")).toEqual(["gates.a.optional"]);
    expect(pathsOf("tags: a*\n---\ntags: b*\n")).toEqual(["the file"]);
  });

  test.each([
    "tags: [*a]",
    "a: *",
    "*",
    "tags: & v*",
    "*a : b",
    "? *a\n: b",
    "tags: &a *b",
    "workflow: &w r.yml\ntags: *w",
  ])("an alias or anchor is never overlooked: %s", (text) => {
    expect(faultsIn(text)).not.toEqual([]);
  });

  test("names that JavaScript's objects know are names like any other, or refused", () => {
    expect(pathsOf("__proto__: { tags: [x] }")).toEqual(["__proto__"]);
    expect(pathsOf("gates: { __proto__: { approvals: 1 } }")).toEqual(["gates.__proto__"]);
    expect(pathsOf("hasOwnProperty: 1")).toEqual(["hasOwnProperty"]);
  });
});

describe("config-typo", () => {
  test("an unknown key is never taken for a default", () => {
    const file = readConfiguration("gates: { pypi: { aprovals: 2 } }", "b");
    expect(file).toMatchObject({
      is: "broken",
      faults: [{ path: "gates.pypi.aprovals", remedy: "Did you mean `approvals`?" }],
    });
  });
});

describe("url-in-config", () => {
  const url = "https://discord.com/api/webhooks/123456789/t0ken-t0ken-t0ken";

  test("an address in place of a channel's name is called the secret it is", () => {
    const [fault, ...more] = faultsIn(`announce:\n  - discord: ${url}\n`);
    expect(more).toEqual([]);
    expect(fault?.path).toBe("announce[0].discord");
    expect(fault?.says).toBe(
      "line 2, column 5: is a secret: whoever reads this address can post to the channel; " +
        "it belongs in a variable of the server",
    );
    expect(fault?.remedy).toContain("Delete that webhook in Discord and make a new one");
  });

  test.each([
    ["a value", `announce: [{ discord: ${url} }]`],
    ["a value without https", `announce: [{ discord: discord.com/api/webhooks/1/t0ken }]`],
    ["a key", `announce: [{ "${url}": true }]`],
    ["a key at the top", `${url}: true`],
    ["an entry", `announce: ["${url}"]`],
    ["an index", `gates: { pypi: { index: "${url}" } }`],
    ["a gate", `gates: { "${url}": { approvals: 9 } }`],
    ["a gate to come after", `gates: { a: { after: ["${url}"] } }`],
    ["a gate before which to test", `gates: { a: }\nsmoke-tests: { before: "${url}" }`],
    ["a circle", `gates: { "${url}": { after: "${url}" } }`],
    ["a role", `approvers: { role: "${url}" }`],
    ["a workflow", `workflow: "${url}"`],
    ["a key said twice", `"${url}": 1\n"${url}": 2`],
    ["an alias", `tags: *${url}`],
    ["a tag of YAML", `tags: !<${url}> x`],
    ["broken YAML", `announce: [{ discord: ${url} ]`],
    ["broken YAML behind a quotation", `a: "b" ${url}`],
    ["a directive", `%${url}\n---\nx`],
  ])("an address as %s is refused and never repeated", (_, text) => {
    const said = JSON.stringify(faultsIn(text));
    expect(said).not.toBe("[]");
    expect(said).not.toMatch(/t0ken|discord\.com|:\/\//);
  });

  test.each(["ghp_abcdefghij0123456789", "github_pat_11ABC", "xoxb-1-2", "0123456789abcdef0123456789abcdef"])(
    "neither is a token: %s",
    (token) => {
      expect(JSON.stringify(faultsIn(`${token}: ${token}`))).not.toContain(token);
    },
  );
});

describe("foreign-extends", () => {
  test.each(["_extends: other/repo", "_extends: .github"])("%s is a fault that says why", (text) => {
    expect(faultsIn(text)).toEqual([
      {
        path: "_extends",
        says: "line 1, column 1: is not supported: the configuration is this one file, and no other repository's",
        remedy: "Copy what it says into this file.",
      },
    ]);
  });
});
