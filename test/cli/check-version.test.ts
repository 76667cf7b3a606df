import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { checkVersionCommand } from "../../src/cli/check-version.ts";

let directory = "";
let exitCodeBefore: typeof process.exitCode;

beforeEach(async () => {
  exitCodeBefore = process.exitCode;
  directory = await mkdtemp(path.join(tmpdir(), "check-version-"));
  await mkdir(path.join(directory, "pkg"));
  await writeFile(path.join(directory, "pkg/version.py"), '__version__ = "4.2.0.rc1"\n');
  vi.spyOn(process, "cwd").mockReturnValue(directory);
  vi.stubEnv("GITHUB_REF", undefined);
});

afterEach(async () => {
  process.exitCode = exitCodeBefore;
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await rm(directory, { recursive: true });
});

async function run(...args: string[]): Promise<{ exit: unknown; out: string; err: string }> {
  const out = vi.spyOn(console, "log").mockReturnValue();
  const err = vi.spyOn(console, "error").mockReturnValue();
  await checkVersionCommand().parseAsync(args, { from: "user" });
  return { exit: process.exitCode, out: out.mock.calls.join("\n"), err: err.mock.calls.join("\n") };
}

test("a tag that is the version is a match, exit code 0", async () => {
  expect(await run("--ref", "refs/tags/v4.2.0-rc1")).toEqual({
    exit: 0,
    out: "refs/tags/v4.2.0-rc1 is version 4.2.0rc1, as pkg/version.py says.",
    err: "",
  });
});

test("a tag of another version is a mismatch, exit code 1, with both ways out", async () => {
  expect(await run("--ref", "v4.2.0")).toEqual({
    exit: 1,
    out:
      "v4.2.0 is version 4.2.0, but pkg/version.py says 4.2.0.rc1: " +
      "set the version in pkg/version.py to 4.2.0 and tag that commit, or tag as v4.2.0rc1.",
    err: "",
  });
});

test("the ref is GITHUB_REF's unless one is given", async () => {
  vi.stubEnv("GITHUB_REF", "refs/tags/v4.2.0rc1");
  expect((await run()).exit).toBe(0);
  expect((await run("--ref", "v4.2.1")).exit).toBe(1);
});

test("a local version that matches is warned of", async () => {
  await writeFile(path.join(directory, "pkg/version.py"), '__version__ = "3.0.0+a2"');
  const { exit, out } = await run("--ref", "v3.0.0+a2");
  expect(exit).toBe(0);
  expect(out).toContain("local version, which package indexes refuse");
});

describe("with nothing to compare, the exit code is 2 and the remedy is named:", () => {
  test.each([
    [
      ["--ref", "refs/heads/main"],
      "refs/heads/main is not a tag: run this for a tag, or name one with --ref v4.2.0rc1.",
    ],
    [
      ["--ref", "v3-latest"],
      "v3-latest is not a version (PEP 440), while pkg/version.py says 4.2.0.rc1: tag as v4.2.0rc1.",
    ],
    [
      ["--ref", "v4.2.0", "--scheme", "semver"],
      "pkg/version.py says 4.2.0.rc1, which is not a version (semver): correct it, or choose another --scheme.",
    ],
    [
      ["--ref", "v4.2.0", "--file", "gone.py"],
      "gone.py cannot be read (ENOENT): name the file that holds the version with --file <path>.",
    ],
    [
      ["--ref", "v4.2.0", "--file", "pkg"],
      "pkg cannot be read (EISDIR): name the file that holds the version with --file <path>.",
    ],
    [[], "No tag to check: name one with --ref v1.2.3, or run where GITHUB_REF is set."],
    [["--ref", ""], "No tag to check: name one with --ref v1.2.3, or run where GITHUB_REF is set."],
  ])("%j", async (args, message) => {
    expect(await run(...args)).toEqual({ exit: 2, out: "", err: message });
  });

  test("a project that computes its version", async () => {
    await writeFile(path.join(directory, "pyproject.toml"), '[project]\ndynamic = ["version"]');
    await rm(path.join(directory, "pkg/version.py"));
    expect((await run("--ref", "v1.0")).err).toBe(
      "pyproject.toml leaves the version to the build ([project].dynamic): name the file that holds the version with --file <path>.",
    );
  });

  test("a directory without a version file", async () => {
    await rm(path.join(directory, "pkg/version.py"));
    expect((await run("--ref", "v1.0")).err).toMatch(/^No version file was found here: /);
  });

  test("a working directory that is gone", async () => {
    vi.spyOn(process, "cwd").mockReturnValue(path.join(directory, "gone"));
    expect((await run("--ref", "v1.0")).err).toMatch(/^The working directory cannot be read \(ENOENT\): /);
  });
});

test("the scheme follows the kind of file", async () => {
  await writeFile(path.join(directory, "package.json"), '{"version":"1.0.0-rc.1"}');
  expect((await run("--ref", "v1.0.0-rc.1")).exit).toBe(0);
  expect((await run("--ref", "v1.0.0rc1")).exit).toBe(2);
  expect((await run("--ref", "v1.0.0rc1", "--scheme", "pep440")).exit).toBe(0);
});

describe("--json", () => {
  test("gives both versions to a program", async () => {
    const { exit, out } = await run("--json", "--ref", "v4.2.0rc1");
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toEqual({
      result: "match",
      message: "v4.2.0rc1 is version 4.2.0rc1, as pkg/version.py says.",
      ref: "v4.2.0rc1",
      refVersion: "4.2.0rc1",
      file: "pkg/version.py",
      fileVersion: "4.2.0.rc1",
      scheme: "pep440",
      prerelease: true,
    });
  });

  test.each([
    [["--ref", "v9"], 1, "mismatch"],
    [["--ref", "refs/heads/main"], 2, "invalid-ref"],
    [["--ref", "v1", "--scheme", "semver"], 2, "invalid-file"],
    [["--ref", "v1", "--file", "gone.py"], 2, "no-file"],
    [[], 2, "no-ref"],
  ])("says of %j with exit code %i: %s", async (args, exit, result) => {
    const answer = await run("--json", ...args);
    expect(answer).toMatchObject({ exit, err: "" });
    expect(JSON.parse(answer.out)).toMatchObject({ result });
  });
});

test.each([
  [["--scheme", "calver"], 2],
  [["--no-such-option"], 2],
  [["--help"], 0],
])("%j ends with exit code %i", async (args, code) => {
  const exit = vi.spyOn(process, "exit").mockImplementation(() => {
    throw new Error("ended");
  });
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  await expect(run(...args)).rejects.toThrow("ended");
  expect(exit).toHaveBeenCalledWith(code);
});
