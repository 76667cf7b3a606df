import { describe, expect, it } from "vitest";
import { releaseTitle } from "../../src/notes/title.ts";
import { DEFAULT_NOTES } from "../../src/release/configuration.ts";
import { absent, seen } from "../../src/release/fact.ts";
import type { GithubRelease } from "../../src/release/snapshot.ts";
import { configured, githubRelease, REPOSITORY, snapshot } from "../release/snapshot-builder.ts";

const rule = (title: string) => configured({ notes: { ...DEFAULT_NOTES, title } });

describe("the draft's title", () => {
  it.each([
    [DEFAULT_NOTES.title, "v5.0.0", "InvokeAI v5.0.0"],
    ["{repository} {version}: the canvas", "v5.0.0-rc1", "InvokeAI 5.0.0rc1: the canvas"],
    ["{tag}", "nightly", "nightly"],
    ["{version}", "nightly", "nightly"],
    ["{other} {} $& {tag}", "v5.0.0", "{other} {} $& v5.0.0"],
    ["{tag}\u202e\n{tag}", "v5.0.0", "v5.0.0 v5.0.0"],
  ])("%s of %s", (template, tag, title) => {
    const now = snapshot({ key: { repository: REPOSITORY, tag }, configuration: rule(template) });
    expect(releaseTitle(now)).toBe(title);
  });

  it("is the repository's name and the tag where nothing is configured, by the name it was called by", () => {
    expect(releaseTitle(snapshot({ configuration: absent, repository: absent }))).toBe("InvokeAI v5.0.0");
  });

  it.each<[string, string, readonly Partial<GithubRelease>[]]>([
    [
      "Invoke 5.0.0 is here",
      "the version for the version",
      [{ name: "Invoke 4.2.9 is here", tag: "v4.2.9" }],
    ],
    [
      "InvokeAI v5.0.0 (v5.0.0)",
      "the tag for the tag, each time",
      [{ name: "InvokeAI v4.2.9 (v4.2.9)", tag: "v4.2.9" }],
    ],
    [
      "InvokeAI v5.0.0 – Invoke 5.0.0",
      "both the tag and the version",
      [{ name: "InvokeAI v4.2.9 – Invoke 4.2.9", tag: "v4.2.9" }],
    ],
    ["InvokeAI v5.0.0", "not within a longer number", [{ name: "Build 14.2.9", tag: "v4.2.9" }]],
    [
      "InvokeAI v5.0.0",
      "without its tag: the usual one",
      [{ name: "The canvas, since v4.2.9.1", tag: "v4.2.9" }],
    ],
    ["InvokeAI v5.0.0", "of none before: the usual one", []],
    [
      "Final v5.0.0",
      "of the version before of the same kind, whatever came later on other lines, and of other packages",
      [
        { name: "Other package 9", tag: "other-v9.0.0" },
        { name: "Older v4.1.30", tag: "v4.1.30" },
        { name: "Draft v5.1.0", tag: "v5.1.0", draft: true },
        { name: "Candidate v5.0.0rc1", tag: "v5.0.0rc1", prerelease: true },
        { name: "Final v4.2.9", tag: "v4.2.9" },
        { name: "Old v4.2.8", tag: "v4.2.8" },
      ],
    ],
  ])("is %s after the release before: %s", (title, _how, before) => {
    const releases = before.map((one) => githubRelease({ draft: false, ...one }));
    const tags = seen(["v5.0.0", "v4.2.7", ...before.flatMap(({ tag = "" }) => tag)]);
    const now = snapshot({ configuration: rule("previous"), githubReleases: seen(releases), tags });
    expect(releaseTitle(now)).toBe(title);
  });
});
