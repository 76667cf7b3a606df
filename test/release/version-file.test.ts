import { describe, expect, test } from "vitest";
import { schemeOfFile, versionInFile, whyNoVersion } from "../../src/release/version-file.ts";

describe("a Python file", () => {
  test.each([
    ['__version__ = "6.14.0-alpha"\n', "6.14.0-alpha"],
    ["__version__='1.2'", "1.2"],
    ["VERSION = 'v2.0'", "2.0"],
    ['version = "3.0"', "3.0"],
    ['"""Doc"""\r\n__version__ = "1.0"\r\nVERSION = "2.0"\r\n', "1.0"],
    ['if True:\n    VERSION = "1.0"\n__version__ = "1.1"', "1.1"],
    ['__version__ = "it\'s 1.0"', "it's 1.0"],
  ])("%j says %s", (text, version) => {
    expect(versionInFile("invokeai/version/invokeai_version.py", text)).toMatchObject({
      is: "found",
      version,
    });
  });

  test.each([
    "",
    "from .version import __version__",
    '# __version__ = "1.0"',
    '__version__ = ""',
    "VERSION = (1, 2)",
  ])("%j says none", (text) => {
    expect(versionInFile("a/__init__.py", text).is).toBe("missing");
  });
});

describe("a pyproject.toml", () => {
  test.each([
    ['[project]\nversion = "1.2"\n[tool.poetry]\nversion = "9"', "1.2", "[project].version"],
    ['[tool.poetry]\nversion = "1.3"', "1.3", "[tool.poetry].version"],
    ['[project]\ndynamic = ["version"]\n[tool.poetry]\nversion = "1.4"', "1.4", "[tool.poetry].version"],
    ['\uFEFF[project]\nname = "a"\nversion = "1.5" # why', "1.5", "[project].version"],
  ])("%j says so", (text, version, at) => {
    expect(versionInFile("pyproject.toml", text)).toEqual({ is: "found", version, at });
  });

  test.each([
    ['[project]\ndynamic = ["readme", "version"]', "computed", "[project].dynamic"],
    [
      '[tool.poetry]\nversion = "0.0.0"\n[tool.poetry-dynamic-versioning]\nenable = true',
      "computed",
      "[tool.poetry-dynamic-versioning]",
    ],
    ['[project]\nname = "a"\ndynamic = ["readme"]', "missing", "[project].version"],
    ["[project]\nversion = 1.2", "missing", "[project].version"],
    ["[tool.poetry]\nversion = 2", "missing", "[tool.poetry].version"],
    ["[build-system]", "missing", "[project].version"],
    ['[project]\nversion = "1', "malformed", "line 2"],
  ])("%j says none, and why", (text, is, at) => {
    expect(versionInFile("pyproject.toml", text)).toEqual({ is, at });
  });
});

describe("a Cargo.toml", () => {
  test.each([
    ['[package]\nversion = "1.2.3"', { is: "found", version: "1.2.3", at: "[package].version" }],
    [
      '[workspace.package]\nversion = "1.2.4"',
      { is: "found", version: "1.2.4", at: "[workspace.package].version" },
    ],
    [
      '[package]\nversion.workspace = true\n[workspace.package]\nversion = "1.2.5"',
      { is: "found", version: "1.2.5", at: "[workspace.package].version" },
    ],
    [
      '[package]\nversion = "2.0.0"\n[workspace.package]\nversion = "1.2.5"',
      { is: "found", version: "2.0.0", at: "[package].version" },
    ],
    ["[package]\nversion = { workspace = true }", { is: "inherited", at: "version.workspace" }],
    ["[workspace]\nmembers = []", { is: "missing", at: "[package].version" }],
    ["[package", { is: "malformed", at: "line 1" }],
  ])("%j is understood", (text, expected) => {
    expect(versionInFile("crates/a/Cargo.toml", text)).toEqual(expected);
  });
});

describe("a package.json", () => {
  test.each([
    ['{"name":"a","version":"1.2.3-rc.1"}', { is: "found", version: "1.2.3-rc.1", at: '"version"' }],
    ['\uFEFF{"version":"1.0.0"}', { is: "found", version: "1.0.0", at: '"version"' }],
    ['{"private":true}', { is: "missing", at: '"version"' }],
    ['{"version":{}}', { is: "missing", at: '"version"' }],
    ['["version"]', { is: "missing", at: '"version"' }],
    ['{"version":""}', { is: "missing", at: '"version"' }],
    ["null", { is: "missing", at: '"version"' }],
    ['{"version":', { is: "malformed", at: "its JSON" }],
  ])("%j is understood", (text, expected) => {
    expect(versionInFile("package.json", text)).toEqual(expected);
  });
});

test("a file is known by its own name, not its folder's", () => {
  expect(versionInFile("package.json/version.py", '__version__ = "1.0"')).toMatchObject({ version: "1.0" });
  expect(versionInFile("my-package.json", 'VERSION = "1.0"')).toMatchObject({ version: "1.0" });
});

test.each([
  ["package.json", "semver"],
  ["crates/a/Cargo.toml", "semver"],
  ["pyproject.toml", "pep440"],
  ["a/_version.py", "pep440"],
])("the versions of %s follow %s", (path, scheme) => {
  expect(schemeOfFile(path)).toBe(scheme);
});

test.each([
  ["computed", "leaves the version to the build (here)"],
  ["inherited", "takes the version from the workspace's root (here)"],
  ["missing", "holds no version (looked for here)"],
  ["malformed", "cannot be read (here)"],
] as const)("%s: the file %s", (is, words) => {
  expect(whyNoVersion({ is, at: "here" })).toBe(words);
});
