import { describe, expect, it } from "vitest";
import { CHAIN_START, canonicalJson, entryHash, verifyChain } from "../../src/store/chain.ts";
import type { LedgerEntry } from "../../src/store/store.ts";
import { release } from "./releases.ts";

function chain(length: number): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (let number = 1; number <= length; number += 1) {
    const previous = entries.at(-1)?.hash ?? CHAIN_START;
    const content = {
      key: release(1),
      number,
      at: number,
      kind: "did",
      data: { step: number },
      previous,
    } as const;
    entries.push({ ...content, hash: entryHash(content) });
  }
  return entries;
}

function rehashed(entry: LedgerEntry, change: Partial<LedgerEntry>): LedgerEntry {
  const changed = { ...entry, ...change };
  return { ...changed, hash: entryHash(changed) };
}

describe("canonicalJson", () => {
  it.each([
    [{ b: 1, a: { d: [2, { z: 0, y: 1 }], c: null } }, '{"a":{"c":null,"d":[2,{"y":1,"z":0}]},"b":1}'],
    [{ é: 1, "10": 2, "9": 3, a: 4 }, '{"10":2,"9":3,"a":4,"é":1}'],
    [{ kept: 1, gone: undefined }, '{"kept":1}'],
    [undefined, "null"],
    [1e21, "1e+21"],
    ["\u0000\ud800", '"\\u0000\\ud800"'],
    [new Date(0), '"1970-01-01T00:00:00.000Z"'],
  ])("writes %j as %s", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });
});

describe("entryHash", () => {
  it("is the SHA-256 of the documented form", () => {
    // Computed with sha256sum over the canonical text.
    expect(chain(1)[0]?.hash).toBe("61a5fb6ee28e2a25420e5fc635f8ddac2f163e981ded09739c5a3ec5ff571626");
  });
});

describe("verifyChain", () => {
  it("finds nothing in a whole chain, nor in none", () => {
    expect(verifyChain(chain(3))).toBeUndefined();
    expect(verifyChain([])).toBeUndefined();
  });

  const [one, two, three] = chain(3) as [LedgerEntry, LedgerEntry, LedgerEntry];
  it.each([
    ["changed data", [one, { ...two, data: { step: 9 } }, three], 2, "its content does not match its hash"],
    ["a changed time", [{ ...one, at: 9 }, two, three], 1, "its content does not match its hash"],
    [
      "a changed kind",
      [one, two, { ...three, kind: "failed" as const }],
      3,
      "its content does not match its hash",
    ],
    [
      "data hashed anew",
      [one, rehashed(two, { data: 9 }), three],
      3,
      "it does not name the hash of the entry before it",
    ],
    ["a removed entry", [one, three], 3, "its number is 3, expected 2"],
    ["a removed first entry", [two, three], 2, "its number is 2, expected 1"],
    ["two swapped", [one, three, two], 3, "its number is 3, expected 2"],
    ["an entry twice", [one, one], 1, "its number is 1, expected 2"],
    [
      "an entry of another release",
      [one, rehashed(two, { key: release(2) })],
      2,
      "it belongs to 100:v2, the entries before it to 100:v1",
    ],
  ])("names the first broken entry: %s", (_, entries, number, because) => {
    expect(verifyChain(entries)).toMatchObject({ entry: { number }, because });
  });
});
