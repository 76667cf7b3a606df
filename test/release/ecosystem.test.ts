import { describe, expect, test } from "vitest";
import { INDEXES } from "../../src/release/configuration.ts";
import { ecosystemOf, ecosystemOfGate } from "../../src/release/ecosystem.ts";
import { npmTarballName } from "../../src/release/npm-tarball.ts";

describe("npm's tarballs", () => {
  const { read } = ecosystemOf("npm");

  test.each<[string, string, string, readonly string[]]>([
    ["tool-1.2.3.tgz", "tool", "1.2.3", []],
    ["tool-1.2.3-rc.1.tgz", "tool", "1.2.3-rc.1", []],
    ["es5-2-1.2.3.tgz", "es5-2", "1.2.3", []],
    ["tool-1.2.3-1.0.0.tgz", "tool", "1.2.3-1.0.0", []],
    ["octo-tool-1.2.3.tgz", "octo-tool", "1.2.3", []],
    ["octo-tool-1.2.3.tgz", "@octo/tool", "1.2.3", ["@octo/tool"]],
    ["octo-tool-1.2.3.tgz", "octo-tool", "1.2.3", ["octo-tool", "@other/tool"]],
    ["octo-tool-cli-1.2.3.tgz", "@octo/tool-cli", "1.2.3", ["@octo/tool", "@octo/tool-cli"]],
    ["tool-1-2.0.0-0.tgz", "tool-1", "2.0.0-0", ["tool", "tool-1"]],
    ["tool-1.2.3-1.0.0.tgz", "tool-1.2.3", "1.0.0", ["tool", "tool-1.2.3"]],
    ["another-1.2.3.tgz", "another", "1.2.3", ["@octo/tool"]],
  ])("%s is %s %s, where the packages are named so", (filename, project, version, packages) => {
    expect(read(filename, packages)).toEqual({ project, version });
    expect(npmTarballName(project, version)).toBe(filename);
  });

  test.each(["tool.tgz", "tool-v1.2.3.tgz", "tool-1.2.tgz", "-1.2.3.tgz", "tool-1.2.3.tar.gz", "1.2.3.tgz"])(
    "%s is none",
    (filename) => {
      expect(read(filename, ["tool"])).toBeUndefined();
    },
  );
});

describe("crates", () => {
  const { read } = ecosystemOf("crates");

  test.each([
    ["tool-1.2.3.crate", "tool", "1.2.3"],
    ["octo_tool-cli-0.1.0-alpha.2.crate", "octo_tool-cli", "0.1.0-alpha.2"],
    ["tool-1.2.3+wasm.crate", "tool", "1.2.3+wasm"],
  ])("%s is %s %s", (filename, project, version) => {
    expect(read(filename, [])).toEqual({ project, version });
  });

  test.each(["tool.crate", "tool-1.2.crate", "@octo/tool-1.2.3.crate", "tool-1.2.3.tgz", "2d-1.2.3.crate"])(
    "%s is none",
    (filename) => {
      expect(read(filename, [])).toBeUndefined();
    },
  );
});

test.each([
  ["pypi", "Octo.Tool", "octo_tool", true],
  ["npm", "octo-tool", "octo_tool", false],
  ["npm", "Tool", "tool", false],
  ["crates", "Octo-Tool", "octo_tool", true],
  ["crates", "octotool", "octo_tool", false],
] as const)("on %s, %s and %s are one package: %s", (index, one, other, same) => {
  const { key } = ecosystemOf(index);
  expect(key(one) === key(other)).toBe(same);
});

test.each(INDEXES)("a file that %s takes is none to the other ecosystems", (index) => {
  const files = { pep440: ["tool-1.0.0.tar.gz", "tool-1.0.0-py3-none-any.whl"] };
  const others = { npm: "tool-1.0.0.tgz", crates: "tool-1.0.0.crate" };
  const read = [...files.pep440, ...Object.values(others)].filter((name) =>
    ecosystemOf(index).read(name, []),
  );
  expect(read).toEqual(index === "npm" || index === "crates" ? [others[index]] : files.pep440);
});

test("a gate without an index shows wheels and source distributions", () => {
  expect(ecosystemOfGate({})).toBe(ecosystemOf("pypi"));
});
