import { describe, expect, it } from "vitest";
import { seen } from "../../src/release/fact.ts";
import type { Problem } from "../../src/release/problem.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import { resumeText } from "../../src/replies/resume.ts";
import { githubRelease, snapshot } from "../release/snapshot-builder.ts";

const FILE = "InvokeAI-installer-v5.0.0.zip";
const URL = "https://github.com/o/r/releases/tag/v5.0.0";
const LACKS: Problem = {
  is: "published-incomplete",
  missing: [FILE],
  other: [],
  extra: [],
  immutable: false,
  url: URL,
};
const UNREAD: Problem = { is: "workflow-unread", path: "release.yml", why: "holds no jobs that can be read" };
const released = snapshot({ githubReleases: seen([githubRelease({ draft: false, assets: [] })]) });

function told(world: Snapshot, ...notices: readonly Problem[]): string {
  return resumeText({ phases: [{ name: "draft", optional: false, step: { is: "done", notices } }] }, world);
}

describe("the answer to /resume", () => {
  it.each<[string, Snapshot, Problem, RegExp]>([
    ["the artifacts are gone", released, LACKS, /can't attach `InvokeAI[^`]*`: the run's artifacts are gone/],
    [
      "a permission is missing",
      { ...released, permissions: seen({}) },
      LACKS,
      /has not granted `contents: write`/,
    ],
    ["it is immutable", released, { ...LACKS, immutable: true }, /It is immutable, so nobody can attach/],
  ])(
    "calls nothing complete that people have to mend, and says why the app can't: %s",
    (_, world, lacks, why) => {
      const text = told(world, lacks);
      expect(text).not.toContain("is complete");
      expect(text).toMatch(/\*\*needs you\*\*/);
      expect(text).toMatch(why);
      expect(text).not.toContain("`/resume`");
    },
  );

  it("calls complete what lacks nothing, whatever could not be read", () => {
    expect(told(released)).toContain("is complete");
    expect(told(released, UNREAD)).toContain("is complete");
  });
});
