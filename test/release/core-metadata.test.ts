import { expect, test } from "vitest";
import { parseCoreMetadata, valuesOf } from "../../src/release/core-metadata.ts";

test("fields are read whatever their case and line ends, repeated ones in order", () => {
  const text =
    "METADATA-version: 2.2\r\nname:demo\rClassifier: b\nClassifier:  a \nAuthor: x\n\nName: other\n";
  expect(parseCoreMetadata(text)).toEqual({
    "metadata-version": ["2.2"],
    name: ["demo"],
    classifier: ["b", "a"],
  });
});

test("a line that begins with white space goes on the one above", () => {
  expect(valuesOf(parseCoreMetadata("Summary: one\n  two\n\tthree\nName: a"), "summary")).toEqual([
    "one\n  two\n\tthree",
  ]);
});

test("what follows the first line that is no header is the description", () => {
  expect(parseCoreMetadata("Name: a\nnot a header\nVersion: 1.0\n")).toEqual({ name: ["a"] });
  expect(parseCoreMetadata("\nName: a\n")).toEqual({});
  expect(parseCoreMetadata("\ufeffName: a\n")).toEqual({});
  expect(parseCoreMetadata("")).toEqual({});
});

test("names that mean something to JavaScript are names like any other", () => {
  expect(parseCoreMetadata("__proto__: a\nconstructor: b\nName: c\n")).toEqual({ name: ["c"] });
});

test("a megabyte of one line, of empty lines or of short headers is read", () => {
  const large = 1024 ** 2;
  expect(valuesOf(parseCoreMetadata(`Name: ${"a".repeat(large)}`), "name")[0]).toHaveLength(large);
  expect(parseCoreMetadata(`Name: a${"\n ".repeat(large / 2)}`)).toEqual({ name: ["a"] });
  expect(valuesOf(parseCoreMetadata("classifier:\n".repeat(large / 12)), "classifier")).toHaveLength(
    Math.floor(large / 12),
  );
});
