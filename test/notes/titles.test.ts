import { describe, expect, it } from "vitest";
import { ownersIn } from "../../src/notes/codeowners.ts";
import { conventional } from "../../src/notes/conventional.ts";
import { isListed, mention } from "../../src/notes/mention.ts";
import { releaseNote } from "../../src/notes/release-note.ts";

describe("conventional titles", () => {
  it.each([
    ["feat: a thing", { type: "feat", breaking: false, rest: "a thing" }],
    ["Fix(ui): a thing", { type: "fix", scope: "ui", breaking: false, rest: "a thing" }],
    ["feat(api)!: drop it", { type: "feat", scope: "api", breaking: true, rest: "drop it" }],
    ["chore!:drop", { type: "chore", breaking: true, rest: "drop" }],
    ["build (deps): bump", { type: "build", scope: "deps", breaking: false, rest: "bump" }],
    [" feat: spaced ", { type: "feat", breaking: false, rest: "spaced" }],
  ])("are taken apart: %s", (title, parts) => {
    expect(conventional(title)).toEqual(parts);
  });

  it.each(["Add a thing", "feat:", "a thing: with a colon", "https://x.example", "", "feat(): x", ": x"])(
    "are not: %s",
    (title) => {
      expect(conventional(title)).toBeUndefined();
    },
  );
});

describe("a pull request's own note", () => {
  it.each([
    ["up to the next heading", "x\n## Release note\none\n## More\ntwo", ["one"]],
    ["with deeper headings in it", "## Release note\none\n### And\ntwo\n# End\nx", ["one", "And", "two"]],
    ["whatever the heading's level, case and marks", "#### **Release Note:** ##\none", ["one"]],
    ["without marks of lists", "## Release note\n- one\n* [x] two\n3. three", ["one", "two", "three"]],
    ["without comments", "## Release note\n<!-- write\nhere -->\none <!-- open", ["one"]],
    [
      "from within a fence",
      "## Release note\n```release-note\none\n# no heading\n```",
      ["one", "# no heading"],
    ],
    ["five lines at most", "## Release note\n1\n2\n3\n4\n5\n6", ["1", "2", "3", "4", "5"]],
    ["with Windows' line ends", "## Release note\r\none\r\n", ["one"]],
  ])("is read %s", (_, body, lines) => {
    expect(releaseNote(body, "Release note")).toEqual(lines);
  });

  it.each(["", "## Other\none", "## Release note", "Release note\none", "## Release note\n\n## Next\none"])(
    "is not there: %j",
    (body) => {
      expect(releaseNote(body, "Release note")).toBeUndefined();
    },
  );

  it.each(["NONE", "none.", "N/A", "n/a", "- no", "_Not applicable_", "`NONE`", "---", "Nothing!", "> na"])(
    "says that there is nothing to say: %s",
    (said) => {
      expect(releaseNote(`## Release note\n${said}`, "Release note")).toBeUndefined();
    },
  );

  it.each([
    ["a heading of spaces", `# ${" ".repeat(65_000)}x`, undefined],
    ["comments that never end", `## Release note\nSaid.\n${"<!--".repeat(16_000)}`, ["Said."]],
    ["marks in a row", `## Release note\n${"- ".repeat(32_000)}x`, [`${"- ".repeat(31_999)}x`]],
  ])("is read from the longest description that GitHub takes: %s", (_, body, lines) => {
    expect(releaseNote(body, "Release note")).toEqual(lines);
  });
});

describe("accounts", () => {
  it.each([
    ["octocat", false, "@octocat"],
    ["octo_acme", false, "@octo_acme"],
    ["old-", false, "@old-"],
    ["dependabot", true, "dependabot[bot]"],
    ["dependabot[bot]", true, "dependabot[bot]"],
    ["org/team", false, "org/team"],
    ["a b", false, "a b"],
    ["", false, "&#40;empty&#41;"],
    ["@x", false, "@\u200bx"],
  ])("%s (a bot: %s) is %s", (login, bot, said) => {
    expect(mention({ login, bot })).toBe(said);
  });

  it("are on a list in whatever case, bots with their mark or without", () => {
    expect(isListed({ login: "Octocat", bot: false }, ["octoCAT"])).toBe(true);
    expect(isListed({ login: "dependabot", bot: true }, ["dependabot[bot]"])).toBe(true);
    expect(isListed({ login: "dependabot[bot]", bot: true }, ["Dependabot"])).toBe(true);
    expect(isListed({ login: "dependabot", bot: false }, ["dependabot[bot]"])).toBe(false);
  });
});

describe("CODEOWNERS", () => {
  it("names accounts and the organization's own teams", () => {
    const text = [
      "# @nobody",
      "*  @lstein @Octo/Core # @later",
      "/docs/ docs@example.org @JPPhoto",
      "\\#x @other/team @lstein",
      "/apps/",
      "@only-a-pattern",
    ].join("\r\n");
    expect(ownersIn(text, "octo")).toEqual({ users: ["lstein", "JPPhoto"], teams: ["core"] });
  });
});
