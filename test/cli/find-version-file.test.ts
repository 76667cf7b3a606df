import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findVersionFile, readVersionFile } from "../../src/cli/find-version-file.ts";

let directory = "";

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "find-version-file-"));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

async function project(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.join(directory, path.dirname(name)), { recursive: true });
    await writeFile(path.join(directory, name), text);
  }
}

const VERSION = '__version__ = "1.0"';
const DYNAMIC = '[project]\ndynamic = ["version"]';

test.each([
  ["the manifest of npm", { "package.json": '{"version":"1.0"}', "a/version.py": VERSION }, "package.json"],
  [
    "npm's before Python's",
    { "package.json": '{"version":"1.0"}', "pyproject.toml": '[project]\nversion = "1.0"' },
    "package.json",
  ],
  ["Cargo's", { "Cargo.toml": '[package]\nversion = "1.0"', "a/__init__.py": VERSION }, "Cargo.toml"],
  [
    "the next manifest where one holds no version",
    { "package.json": "{}", "pyproject.toml": '[project]\nversion = "1.0"' },
    "pyproject.toml",
  ],
  [
    "InvokeAI's file",
    {
      "pyproject.toml": DYNAMIC,
      "invokeai/__init__.py": "",
      "invokeai/version/__init__.py": "from .invokeai_version import __version__",
      "invokeai/version/invokeai_version.py": VERSION,
      "invokeai/frontend/web/package.json": '{"version":"9.0"}',
    },
    "invokeai/version/invokeai_version.py",
  ],
  ["_version.py before __init__.py", { "a/__init__.py": VERSION, "a/_version.py": VERSION }, "a/_version.py"],
  ["the nearest", { "src/a/version.py": VERSION, "a/__init__.py": VERSION }, "a/__init__.py"],
  ["the first in alphabetical order", { "b/version.py": VERSION, "a/version.py": VERSION }, "a/version.py"],
  ["__about__.py", { "src/a/__about__.py": VERSION }, "src/a/__about__.py"],
])("of a project, %s is found", async (_what, files, expected) => {
  await project(files);
  expect(await findVersionFile(directory)).toMatchObject({
    path: expected,
    says: { is: "found", version: "1.0" },
  });
});

test("files of others, of tests and of other purpose are left alone", async () => {
  await project({
    "version.py": VERSION,
    "a/conversion.py": VERSION,
    "tests/version.py": VERSION,
    ".venv/a/version.py": VERSION,
    "node_modules/a/version.py": VERSION,
    "a/b/c/d/version.py": VERSION,
  });
  expect(await findVersionFile(directory)).toBeUndefined();
});

test("where the build computes the version and no file holds it, the manifest that says so is given", async () => {
  await project({ "pyproject.toml": DYNAMIC, "a/__init__.py": "" });
  expect(await findVersionFile(directory)).toEqual({
    path: "pyproject.toml",
    says: { is: "computed", at: "[project].dynamic" },
  });
});

test("a malformed manifest is not passed over", async () => {
  await project({ "package.json": "{", "a/version.py": VERSION });
  expect(await findVersionFile(directory)).toMatchObject({ path: "package.json", says: { is: "malformed" } });
});

test("a file named is read from the directory, or from where it is when the path is absolute", async () => {
  await project({ "a/version.py": VERSION });
  expect(await readVersionFile(directory, "a/version.py")).toMatchObject({ says: { version: "1.0" } });
  expect(await readVersionFile("/", path.join(directory, "a/version.py"))).toMatchObject({
    says: { version: "1.0" },
  });
});
