import { describe, expect, it } from "vitest";
import { readNotesFile } from "../../src/config/notes-file.ts";

const path = ".github/release.yml";

describe("GitHub's configuration of notes", () => {
  it("is read as GitHub documents it, what else stands there left alone", () => {
    const text = `
changelog:
  exclude:
    labels: [ignore-for-release, 1.0]
    authors:
      - octocat
  categories:
    - title: Breaking Changes 🛠
      labels: [Semver-Major, breaking-change]
    - title: Other
      labels: ["*"]
      exclude: { labels: [dependencies], authors: [renovate] }
      emoji: x
other: 1
`;
    const none = { labels: [], authors: [] };
    expect(readNotesFile(path, text)).toEqual({
      path,
      is: "read",
      leaveOut: { labels: ["ignore-for-release", "1"], authors: ["octocat"] },
      categories: [
        {
          title: "Breaking Changes 🛠",
          labels: ["Semver-Major", "breaking-change"],
          paths: [],
          types: [],
          exclude: none,
        },
        {
          title: "Other",
          labels: ["*"],
          paths: [],
          types: [],
          exclude: { labels: ["dependencies"], authors: ["renovate"] },
        },
      ],
    });
  });

  it.each(["", "# only a comment", "changelog:", "changelog: { exclude: , categories: }"])(
    "may say nothing: %j",
    (text) => {
      expect(readNotesFile(path, text)).toEqual({
        path,
        is: "read",
        leaveOut: { labels: [], authors: [] },
        categories: [],
      });
    },
  );

  it.each([
    ["changelog: []", "changelog", /must be keys and values, not a list/],
    ["changelog:\n  categories: { a: b }", "changelog.categories", /line 2, column 3: must be a list/],
    ["changelog:\n  categories:\n    - labels: [x]", "changelog.categories[0].title", /is missing/],
    ["changelog: { exclude: { labels: x } }", "changelog.exclude.labels", /must be a list, not text/],
    ["changelog: { exclude: { labels: [{}] } }", "changelog.exclude.labels[0]", /./],
    ["changelog:\n\tx: y", "the file", /tab/],
    ["a: *b", "a", /alias/],
    [`a: ${"[".repeat(40)}`, "the file", /nests/],
    ["x".repeat(70_000), "the file", /larger/],
  ])("says what is wrong with it: %#", (text, where, says) => {
    expect(readNotesFile(path, text)).toMatchObject({
      path,
      is: "broken",
      fault: { path: where, says: expect.stringMatching(says), remedy: expect.any(String) },
    });
  });
});
