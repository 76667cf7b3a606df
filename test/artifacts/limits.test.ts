import { expect, test } from "vitest";
import { createBudget } from "../../src/artifacts/limits.ts";

const limits = { entries: 3, bytesPerEntry: 4_000_000, bytesInAll: 10_000_000, ratio: 200 };

function entry(uncompressedSize: number, compressedSize = uncompressedSize) {
  return { fileName: "a", uncompressedSize, compressedSize };
}

test("an archive within every limit passes", () => {
  const budget = createBudget(9_000_000, limits);
  budget.countEntries(3);
  budget.countBytes(entry(4_000_000));
  budget.countBytes(entry(4_000_000));
});

test("one entry too many is refused", () => {
  expect(() => createBudget(100, limits).countEntries(4)).toThrow("4 entries, more than 3");
});

test("one entry too large is refused", () => {
  expect(() => createBudget(9_000_000, limits).countBytes(entry(4_000_001))).toThrow(
    "more than 4000000 bytes",
  );
});

test("entries that are too large together are refused", () => {
  const budget = createBudget(9_000_000, limits);
  budget.countBytes(entry(4_000_000));
  budget.countBytes(entry(4_000_000));
  expect(() => budget.countBytes(entry(4_000_000))).toThrow(
    "the archive unpacks to more than 10000000 bytes",
  );
});

test("an entry that packs too well is refused, unless it is small", () => {
  createBudget(9_000_000, limits).countBytes(entry(1_000_000, 1000));
  expect(() => createBudget(9_000_000, limits).countBytes(entry(2_000_000, 9000))).toThrow(
    "200 times its packed size",
  );
});

test("entries that share their packed bytes are refused by the size of the archive", () => {
  const budget = createBudget(12_000, limits);
  budget.countBytes(entry(2_000_000, 11_000));
  expect(() => budget.countBytes(entry(2_000_000, 11_000))).toThrow("200 times its size");
});
