import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runDemo } from "../../src/cli/demo/run.ts";
import type { Summary } from "../../src/cli/demo/summary.ts";
import { diverged, straight } from "./range.ts";

const DATA = new URL("../../../shared/data/invokeai/ranges/", import.meta.url).pathname;
const present = existsSync(DATA);
/** More than a thousand commits each: `npm run bench` has the time. */
const LARGE = 1000;
const smaller = (name: string) =>
  (JSON.parse(readFileSync(DATA + name, "utf8")) as { ahead_by: number }).ahead_by < LARGE;
const ranges = present ? readdirSync(DATA).filter(smaller) : [];

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "demo-history-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function conduct(history: string): Promise<Summary> {
  let output = "";
  let errors = "";
  const code = await runDemo(
    { out: path.join(folder, "out"), history, json: true },
    { write: (text) => (output += text) },
    { write: (text) => (errors += text) },
  );
  expect([code, errors]).toEqual([0, ""]);
  return JSON.parse(output) as Summary;
}

describe("a real range", () => {
  it("is released with the notes of its pull requests and thanks to whom the project does not know", async () => {
    const file = path.join(folder, "straight.json");
    await writeFile(file, JSON.stringify(straight()));
    const summary = await conduct(file);
    expect(summary).toMatchObject({ announced: true, board: expect.stringMatching(/ closed$/) });
    const notes = readFileSync(path.join(folder, "out", "notes.md"), "utf8");
    expect(notes).toContain("compare/v1.0.0...v1.1.0");
    expect(notes.match(/^- @.*/gm)).toEqual([
      "- @ada-l (#12)",
      expect.stringMatching(/^- @contributor-\w+ \(#13\)/),
    ]);
    expect(notes).toMatch(/^Translations: @linh-p\b/m);
  }, 60_000);

  it("is released quietly when it is a candidate, also from a diverged base", async () => {
    const file = path.join(folder, "diverged.json");
    await writeFile(file, JSON.stringify(diverged()));
    const summary = await conduct(file);
    expect(summary).toMatchObject({ announced: false, board: expect.stringMatching(/ closed$/) });
    expect(Object.keys(summary.digests.pypi)).toContain("invokeai-1.1.0rc2-py3-none-any.whl");
  }, 60_000);

  it.skipIf(!present)(
    "of InvokeAI (skipped where ../shared/data is not there) has a tag with a version of its own",
    () => expect(ranges.length).toBeGreaterThan(0),
  );

  it.each(ranges)(
    "of InvokeAI is released: %s",
    async (name) => {
      const summary = await conduct(DATA + name);
      const isCandidate = /(?:rc|a|b)\d+\.json$/.test(name);
      expect(summary.announced).toBe(!isCandidate);
      expect(summary.digests.pypi).toEqual(summary.digests.built);
    },
    60_000,
  );
});
