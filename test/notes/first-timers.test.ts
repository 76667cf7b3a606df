import { describe, expect, test } from "vitest";
import { newcomersOf, possibleNewcomers } from "../../src/notes/first-timers.ts";
import { author, pullRequest, range, rangeCommit } from "../release/range-builder.ts";

describe("who may be new", () => {
  test("are authors of pull requests and of commits, and co-authors, each once", () => {
    const found = range({
      pullRequests: [pullRequest(1, "ada"), pullRequest(2, "linh")],
      commits: [rangeCommit(1, { authors: [author("ada"), author("co")], pullRequests: [1] })],
    });
    expect(possibleNewcomers(found)).toEqual(["ada", "linh", "co"]);
  });

  test.each(["OWNER", "MEMBER", "COLLABORATOR"])(
    "is nobody that GitHub calls %s, in any of their works",
    (association) => {
      const found = range({
        pullRequests: [pullRequest(1, "lstein", { association })],
        commits: [rangeCommit(1, { authors: [author("lstein")] })],
      });
      expect(possibleNewcomers(found)).toEqual([]);
    },
  );

  test("is no bot, and nobody without an account", () => {
    const found = range({
      pullRequests: [pullRequest(1, "dependabot[bot]"), pullRequest(2, undefined)],
      commits: [rangeCommit(1, { authors: [{ name: "Somebody" }, author("weblate[bot]")] })],
    });
    expect(possibleNewcomers(found)).toEqual([]);
  });
});

test("a newcomer is named with the pull request of theirs that was merged first, in that order", () => {
  const found = range({
    pullRequests: [
      pullRequest(7, "other"),
      pullRequest(3, "ada"),
      pullRequest(5, "ada"),
      pullRequest(4, "linh"),
    ],
    commits: [
      rangeCommit(1, { authors: [author("other"), author("linh")], pullRequests: [7, 99] }),
      rangeCommit(2, { authors: [author("patcher")] }),
    ],
  });
  expect(newcomersOf(found, ["patcher", "ada", "linh", "abel"])).toEqual([
    { login: "linh", pullRequest: 7 },
    { login: "ada", pullRequest: 3 },
    { login: "abel" },
    { login: "patcher" },
  ]);
});
