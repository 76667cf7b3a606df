import { expect, test } from "vitest";
import { belongsTo, distribution } from "../../src/release/distribution.ts";
import { parsePep440 } from "../../src/release/pep440.ts";

test.each([
  ["InvokeAI-4.0.0rc6-py3-none-any.whl", "wheel", "invokeai", "4.0.0rc6"],
  ["foo_bar-1.0-1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", "wheel", "foo-bar", "1.0"],
  ["foo.bar-1.0+local_1-py2.py3-none-any.whl", "wheel", "foo-bar", "1.0+local.1"],
  ["invokeai-4.0.0rc6.tar.gz", "sdist", "invokeai", "4.0.0rc6"],
  ["Foo-Bar-1.0.post1.tar.gz", "sdist", "foo-bar", "1.0.post1"],
  ["old-1.0.zip", "sdist", "old", "1.0"],
])("%s is a %s of %s %s", (filename, kind, project, version) => {
  expect(distribution(filename)).toEqual({ kind, project, version });
});

test.each([
  "notes.txt",
  "foo-1.0.whl",
  "foo-1.0-none-any.whl",
  "foo-1.0-build-py3-none-any.whl",
  "foo__bar-1.0-py3-none-any.whl",
  "foo-latest-py3-none-any.whl",
  "foo.tar.gz",
  "foo-latest.tar.gz",
  "foo-1.0-py3.11.egg",
])("%s is no distribution", (filename) => {
  expect(distribution(filename)).toBeUndefined();
});

test.each([
  ["foo_bar-1.0-py3-none-any.whl", "Foo.Bar", "1.0.0", true],
  ["foo-bar-1.0rc1.tar.gz", "foo_bar", "1.0-RC1", true],
  ["foo_bar-1.0-py3-none-any.whl", "foo", "1.0", false],
  ["foo-1.0.tar.gz", "foo", "1.0.post1", false],
])("%s belongs to %s %s: %s", (filename, project, version, expected) => {
  const parts = parsePep440(version);
  expect(parts && belongsTo(filename, project, parts)).toBe(expected);
});
