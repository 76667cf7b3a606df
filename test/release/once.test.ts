import { expect, test } from "vitest";
import type { Gate } from "../../src/release/configuration.ts";
import { defaultGate } from "../../src/release/gate.ts";
import { oncePer, oncePerPart } from "../../src/release/once.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import { snapshot } from "./snapshot-builder.ts";

test("a thing is judged once, also where nothing comes of it, and one like it for itself", () => {
  const asked: string[][] = [];
  const first = oncePer((list: string[]) => {
    asked.push(list);
    return list[0];
  });
  const [empty, one, alike] = [[], ["a"], ["a"]];
  expect([empty, empty, one, one, alike].map(first)).toEqual([undefined, undefined, "a", "a", "a"]);
  expect(asked).toEqual([empty, one, alike]);
});

test("what is judged of a snapshot and a gate is judged once for each two", () => {
  let asked = 0;
  const name = oncePerPart((seen: Snapshot, gate: Gate) => {
    asked += 1;
    return `${seen.key.tag} ${gate.name}`;
  });
  const [seen, later] = [snapshot(), snapshot()];
  const [pypi, testpypi] = [defaultGate("pypi"), defaultGate("testpypi")];
  for (const gate of [pypi, testpypi, pypi]) {
    expect(name(seen, gate)).toBe(`${seen.key.tag} ${gate.name}`);
    expect(name(later, gate)).toBe(`${later.key.tag} ${gate.name}`);
  }
  expect(asked).toBe(4);
});
