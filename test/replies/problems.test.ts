import { describe, expect, it } from "vitest";
import { absent, seen, unknown, unseen } from "../../src/release/fact.ts";
import type { Late } from "../../src/release/overdue.ts";
import type { Problem } from "../../src/release/problem.ts";
import type { Remains } from "../../src/release/remains.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import { problemText } from "../../src/replies/problem.ts";
import {
  COMMIT,
  configured,
  gate,
  githubRelease,
  START,
  served,
  snapshot,
} from "../release/snapshot-builder.ts";

const NOTHING: Remains = { served: [], opened: [], waiting: [], runs: [], posts: [], silent: [] };
const RUN_AT_WORK: Remains = { ...NOTHING, runs: [{ id: 1, url: "https://github.com/o/r/actions/runs/1" }] };

function textOf(problem: Problem, world = snapshot()): string {
  const { says, remedy } = problemText(problem, world);
  return `${says}\n${remedy}`;
}

function deleted(overrides: Partial<Extract<Problem, { readonly is: "tag-deleted" }>> = {}): string {
  return textOf({ is: "tag-deleted", tag: "v5.0.0", commit: COMMIT, remains: NOTHING, ...overrides });
}

describe("a tag that is gone", () => {
  it.each<[string, string, string]>([
    ["v5.0.0", COMMIT, `push the tag again with \`git push origin ${COMMIT}:refs/tags/v5.0.0\`:`],
    [
      "v5.0.0",
      COMMIT.padEnd(64, "0"),
      `push the tag again with \`git push origin ${COMMIT.padEnd(64, "0")}:refs/tags/v5.0.0\`:`,
    ],
    ["v5.0.0", COMMIT.slice(0, 10), "push the tag again with `git push origin v5.0.0`:"],
    ["v5;ls", COMMIT, "push the tag again: "],
  ])("%s at %s is pushed again in one command, where it can be", (tag, commit, text) => {
    expect(deleted({ tag, commit })).toContain(text);
    expect(deleted({ tag, commit })).not.toContain("git tag");
  });

  it("is cleaned up as far as there is something", () => {
    expect(deleted()).toContain("say `/cancel` (maintainers): it closes this issue. To go on,");
    expect(deleted({ remains: RUN_AT_WORK })).toContain("it ends what still runs, deletes the draft");
  });
});

describe("a wait that lasts too long", () => {
  const job = { for: "job", name: "gpu", url: "https://github.com/o/r/1", status: "queued" } as const;
  it.each<[string, Late, string]>([
    ["labels", { ...job, labels: ["gpu"] }, "start one with these labels;"],
    ["no labels", { ...job, labels: [] }, "start one that `runs-on:` of the job names;"],
    ["GitHub", { for: "answer", whom: "GitHub" }, "See [githubstatus.com](https://www.githubstatus.com)."],
    ["pypi", { for: "answer", whom: "pypi" }, "See [status.python.org](https://status.python.org)."],
    ["npm", { for: "answer", whom: "npm" }, "See [status.npmjs.org](https://status.npmjs.org)."],
    ["crates", { for: "answer", whom: "crates" }, "See [status.crates.io](https://status.crates.io)."],
    ["an index", { for: "answer", whom: "testpypi" }, "`testpypi` has given no answer since"],
    ["others", { for: "answer", whom: "toString" }, "See the status page of toString."],
  ])("names what there is to look at: %s", (_, late, text) => {
    expect(textOf({ is: "overdue", since: START, late })).toContain(text);
  });
});

describe("a tag of a version that another tag has", () => {
  const holder = { tag: "5.0.0", commit: COMMIT, at: START };
  const known = snapshot({
    neighbours: seen([holder]),
    githubReleases: absent,
    index: { testpypi: absent, pypi: absent },
    configuration: configured({ gates: [gate("pypi", { index: "pypi", packages: ["invokeai"] })] }),
  });
  const boardOf = (open: boolean) => ({ number: 3, open, locked: false, isComment: false });
  const silent = unknown({ kind: "unreachable", whom: "pypi", detail: "no answer" });
  const isPublic = githubRelease({ tag: "5.0.0", draft: false });

  it.each<[string, Snapshot, boolean]>([
    ["has reached nobody", known, true],
    ["is under way", { ...known, neighbours: seen([{ ...holder, board: boardOf(true) }]) }, true],
    ["is drafted", { ...known, githubReleases: seen([{ ...isPublic, draft: true }]) }, true],
    ["is over", { ...known, neighbours: seen([{ ...holder, board: boardOf(false) }]) }, false],
    ["is public", { ...known, githubReleases: seen([isPublic]) }, false],
    ["is on an index", { ...known, index: { pypi: served() } }, false],
    ["may be on an index", { ...known, index: { pypi: silent } }, false],
    ["may be public", { ...known, githubReleases: silent }, false],
    ["was not looked at", snapshot({ neighbours: unseen, githubReleases: unseen }), false],
  ])("is to go alone, unless that one %s", (_, world, mayGo) => {
    const text = textOf({ is: "version-held", tag: "5.0.0" }, world);
    expect(text).toContain("git push --delete origin v5.0.0`");
    expect(text.includes("git push --delete origin 5.0.0`")).toBe(mayGo);
  });
});
