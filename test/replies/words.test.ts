import { describe, expect, it } from "vitest";
import { jobGroups } from "../../src/replies/job-groups.ts";
import { plain } from "../../src/replies/plain.ts";
import { count, listed, names, size, utc } from "../../src/replies/words.ts";
import { CHECKS, job } from "../release/snapshot-builder.ts";

describe("words", () => {
  it("tells time so that everybody reads the same", () => {
    expect(utc(Date.UTC(2026, 10, 22, 21, 4, 59))).toBe("2026-11-22 21:04 UTC");
  });

  it.each([
    [[], ""],
    [["a"], "a"],
    [["a", "b"], "a and b"],
    [["a", "b", "c"], "a, b and c"],
  ])("lists %j as %j", (items, text) => {
    expect(listed(items)).toBe(text);
  });

  it("names a few and counts the rest", () => {
    expect(names(["a", "b", "c"], 2)).toBe("`a`, `b` and 1 more");
    expect(count(1, "job")).toBe("1 job");
    expect(count(0, "job")).toBe("0 jobs");
  });

  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1_000, "1.0 kB"],
    [91_222, "91.2 kB"],
    [5_123_456_789, "5.1 GB"],
    [312_000_000, "312 MB"],
  ])("tells the size %i as %s", (bytes, text) => {
    expect(size(bytes)).toBe(text);
  });
});

describe("a title", () => {
  it("is the words of the Markdown", () => {
    expect(plain("**Waiting.** [Gate](https://x.example) `pypi` has &#60;1&#62;", 100)).toBe(
      "Waiting. Gate pypi has <1>",
    );
  });
});

describe("jobs", () => {
  it("of one called workflow or one matrix are one group", () => {
    const names = [
      "lint",
      "build (linux, 3.12)",
      "build (windows, 3.12)",
      "tests (linux) / unit",
      "tests (mac) / unit",
      "docs {{ matrix.os }}",
      "publish (npm)",
    ];
    expect(jobGroups(names.map((name) => job(name))).map((group) => [group.name, group.jobs.length])).toEqual(
      [
        ["lint", 1],
        ["build", 2],
        ["tests", 2],
        ["docs {{ matrix.os }}", 1],
        ["publish", 1],
      ],
    );
  });

  it("of InvokeAI's release are six groups", () => {
    expect(
      jobGroups(CHECKS.map((name) => job(name))).map((group) => `${group.name} ${group.jobs.length}`),
    ).toEqual([
      "check-version 1",
      "frontend-checks 1",
      "frontend-tests 1",
      "python-checks 1",
      "python-tests 10",
      "build 1",
    ]);
  });
});
