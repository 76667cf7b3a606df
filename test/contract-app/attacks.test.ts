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
    expect(slugs.length).toBe(200);
  });

  it("says of each what is done, and what is promised", () => {
    const wordless = entries.filter(([, { threat, promise }]) => threat === "" || promise === "");
    expect(wordless.map(([slug]) => slug)).toEqual([]);
  });

  it("has one test for each", () => {
    const told = sources.flatMap(({ text }) =>
      [...text.matchAll(/\battack\(\s*"(?<slug>[^"]+)"/g)].map(({ groups }) => groups?.["slug"]),
    );
    expect(told.toSorted()).toEqual(entries.map(([slug]) => slug).toSorted());
  });

  it("skips none of them, and leaves none empty", () => {
    const weak = sources.filter(
      ({ text }) => /\.(?:skip|todo|only|fails|skipIf|runIf)\b/.test(text) || /=>\s*\{\s*\}\s*\)/.test(text),
    );
    expect(weak.map(({ name }) => name)).toEqual([]);
  });
});
