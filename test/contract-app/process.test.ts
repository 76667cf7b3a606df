import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createProgram } from "../../src/cli/program.ts";
import { createConductor } from "../../src/conductor.ts";
import { COMMANDS } from "../../src/release/answer.ts";
import { pageText, placeOf } from "../generated.ts";

/** The steps of InvokeAI's release process, in its order, and what its document has no word for. */
const STEPS = [
  "call-out",
  "tag-release",
  "check-version",
  "python-tests and checks",
  "frontend-tests and checks",
  "build",
  "smoke test",
  "cancel and start over",
  "testpypi",
  "pypi",
  "fail forward",
  "status page",
  "contact",
  "draft",
  "generated notes",
  "external contributions",
  "installer asset",
  "pre-release",
  "discussion",
  "publish",
  "Discord",
  "manual build",
  "manual release",
  "resume",
  "look back",
];

const PAGE = pageText("docs/process.md");

const rows = [...PAGE.matchAll(/^\| (?!step \|)(?<cells>.*) \|$/gm)].map(({ groups }) => {
  const [step = "", before = "", now = "", told = "", ...more] = (groups?.["cells"] ?? "").split(" | ");
  return { step, before, now, told, more };
});

describe("docs/process.md", () => {
  it("has a row for each step, in order", () => {
    expect(rows.map(({ step }) => step)).toEqual(STEPS);
  });

  it.each(rows)(
    "$step: says how it was done, how it is, and where that is told",
    ({ before, now, told, more }) => {
      expect(before).not.toBe("");
      expect(now).not.toBe("");
      expect(told).not.toBe("");
      expect(more).toEqual([]);
    },
  );

  it.each(rows)("$step: is told in files that are there, by tests", ({ told }) => {
    const links = [...told.matchAll(/\[(?<name>[^\]]+)\]\(\.\.\/(?<path>[^)]+)\)/g)].map(({ groups }) => ({
      name: groups?.["name"] ?? "",
      path: groups?.["path"] ?? "",
    }));
    expect(links.map(({ name }) => `[${name}]`).join()).toBe(
      told.replace(/\([^)]*\)/g, "").replaceAll(", ", ","),
    );
    for (const { name, path } of links) {
      expect(path).toMatch(new RegExp(`^test/(?:stories|cli)/${name}\\.test\\.ts$`));
      expect(existsSync(placeOf(path)), `${path} is there`).toBe(true);
      expect(pageText(path)).toMatch(/^\s*(?:test|it)(?:\.each)?[(<]/m);
    }
  });

  it("names only commands that people can say, and sub-commands that can be run", () => {
    const said = [...PAGE.matchAll(/`\/(?<word>[a-z-]+)/g)].map(({ groups }) => groups?.["word"] ?? "");
    const run = [...PAGE.matchAll(/`release-conductor (?<word>[a-z-]+)/g)].map(
      ({ groups }) => groups?.["word"] ?? "",
    );
    const known: readonly string[] = COMMANDS;
    const program = createProgram({ version: "0", conductor: createConductor });
    const runnable = program.commands.map((command) => command.name());
    expect(said.length).toBeGreaterThan(10);
    expect(said.filter((word) => !known.includes(word))).toEqual([]);
    expect(run.filter((word) => !runnable.includes(word))).toEqual([]);
  });
});
