import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CATALOGUE } from "../attacks/catalogue.ts";

const FOLDER = new URL("../attacks/", import.meta.url);

const sources = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => ({ name, text: readFileSync(new URL(name, FOLDER), "utf8") }));

const entries = CATALOGUE.flatMap(({ entries }) => Object.entries(entries));

describe("the attack catalogue", () => {
  it("names every attack once", () => {
    const slugs = entries.map(([slug]) => slug);
    expect(slugs.toSorted()).toEqual([...new Set(slugs)].toSorted());
    expect(slugs.length).toBe(198);
  });

  it("says of each what is done, and what is promised or missing", () => {
    const wordless = entries.filter(
      ([, entry]) => entry.threat === "" || ("promise" in entry ? entry.promise : entry.needs) === "",
    );
    expect(wordless.map(([slug]) => slug)).toEqual([]);
  });

  it("has one test for each promise, and none for what is not there yet", () => {
    const told = sources.flatMap(({ text }) =>
      [...text.matchAll(/\battack\(\s*"(?<slug>[^"]+)"/g)].map(({ groups }) => groups?.["slug"]),
    );
    const promised = entries.filter(([, entry]) => "promise" in entry).map(([slug]) => slug);
    expect(told.toSorted()).toEqual(promised.toSorted());
  });

  it("skips none of them, and leaves none empty", () => {
    const weak = sources.filter(
      ({ text }) => /\.(?:skip|todo|only|fails|skipIf|runIf)\b/.test(text) || /=>\s*\{\s*\}\s*\)/.test(text),
    );
    expect(weak.map(({ name }) => name)).toEqual([]);
  });
});
