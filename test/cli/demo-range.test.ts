import { describe, expect, it } from "vitest";
import { readRange } from "../../src/cli/demo/range-file.ts";
import { commit, diverged, range, sha, straight } from "./range.ts";

const read = (data: unknown) => {
  const reading = readRange(JSON.stringify(data));
  if (reading.is === "faulty") {
    throw new Error(reading.faults.join("\n"));
  }
  return reading.range;
};

const faults = (data: unknown) => {
  const reading = readRange(typeof data === "string" ? data : JSON.stringify(data));
  return reading.is === "faulty" ? reading.faults : [];
};

describe("a range file", () => {
  it("gives logins to git's names: one each, of letters that GitHub takes", () => {
    const { contributors, commits } = read(straight()).history;
    expect(contributors.map(({ login, standing }) => [login, standing])).toEqual([
      ["psychedelicious", "member"],
      ["ada-l", "external"],
      [`contributor-${sha("嶋田豪介").slice(0, 12)}`, "external"],
      ["weblate-bot", "bot"],
      ["linh-p", "external"],
    ]);
    expect(commits[3]).toMatchObject({ author: "weblate-bot", coAuthors: ["linh-p"] });
  });

  it.each([
    ["Claude", "bot"],
    ["Claude Code", "bot"],
    ["Claude Opus 4.7 (1M context)", "bot"],
    ["Cursor Agent", "bot"],
    ["Copilot", "bot"],
    ["Claude Lorrain", "external"],
    ["Claudette 2", "external"],
  ])("knows agents by the names they commit under: %s is %s", (name, standing) => {
    const data = range([commit("one", 1, { coAuthors: [{ name }] })]);
    expect(read(data).history.contributors.at(-1)).toMatchObject({ name, standing });
  });

  it("uses a person's login for all their commits when it is known for one", () => {
    const data = range([
      commit("one", 1, { by: { name: "Ada L." } }),
      commit("two", 2, { parents: ["one"], by: { name: "Ada L.", login: "ada" } }),
    ]);
    expect(read(data).history.commits.map(({ author }) => author)).toEqual(["ada", "ada"]);
  });

  it("ties commits to pull requests by subject, merge commit or rebased twin", () => {
    const { pulls } = read(straight()).history;
    expect(pulls.map(({ number, title, commits }) => [number, title, commits])).toEqual([
      [11, "feat: masks", [sha("feat: masks")]],
      [12, "fix: a typo", [sha("fix: a typo")]],
      [13, "fix: memory", [sha("fix: memory")]],
      [14, "translations", [sha("translations")]],
    ]);
  });

  it("tells where the histories part", () => {
    expect(read(diverged()).history).toMatchObject({ mergeBase: sha("base"), behindBy: 2 });
  });

  const { head, ...headless } = straight();
  const [first, second, ...rest] = straight().commits;
  it.each([
    ["is no JSON", "{", /^it is no JSON \(/],
    ["is something else", [], /^the file: Invalid input/],
    ["has no head", headless, /^head: Invalid input/],
    ["has no commits", { ...straight(), commits: [], ahead_by: 0 }, /^commits: names no commit to release/],
    ["has a broken sha", { ...straight(), merge_base: "main" }, /^merge_base: is no commit's sha/],
    [
      "has a commit without an author",
      { ...straight(), commits: [{ ...first, author: undefined }, second, ...rest] },
      /^commits\[0\]\.author: Invalid input/,
    ],
    [
      "has a child before its parent",
      { ...straight(), commits: [second, first, ...rest] },
      /^commits\[0\]\.parents: [0-9a-f]{40} comes later in the list/,
    ],
    [
      "tags something else",
      { ...straight(), head: { ...head, commit_sha: sha("elsewhere") } },
      /^head\.commit_sha: is not the last of the commits/,
    ],
    ["counts wrongly", { ...straight(), ahead_by: 7 }, /^ahead_by: says 7, but there are 5 commits/],
    ["has diverged without a place", { ...straight(), behind_by: 3 }, /^behind_by: says 3/],
    [
      "knows more commits of the base than it says there are",
      { ...diverged(), behind_by: 1, base_commits: [commit("older", 1), commit("base only", 2)] },
      /^base_commits: there are 2, but behind_by says 1/,
    ],
    [
      "knows commits of the base that do not lead to it",
      { ...diverged(), base_commits: [commit("older", 1)] },
      /^base_commits: the last is not base\.commit_sha/,
    ],
    [
      "has a commit on both sides",
      { ...diverged(), base_commits: [diverged().commits[0], commit("base only", 2)] },
      /^base_commits: one of them is among commits/,
    ],
    [
      "holds a commit twice",
      { ...straight(), commits: [first, first, second, ...rest], ahead_by: 6 },
      /^commits: /,
    ],
  ])("that %s is refused with the place", (_, data, fault) => {
    expect(faults(data)).toContainEqual(expect.stringMatching(fault));
  });
});
