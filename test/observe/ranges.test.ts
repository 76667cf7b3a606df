import { expect, test } from "vitest";
import type { Range } from "../../src/release/range.ts";
import { looking, type RangeWorld } from "./range-stage.ts";

const numbers = ({ pullRequests }: Range) => pullRequests.map(({ number }) => number);
const subjects = ({ commits }: Range) => commits.map(({ subject }) => subject);

/** A repository whose first version is tagged. */
const begin = ({ commit, tag }: RangeWorld): void => {
  commit("Begin");
  tag("v1.0.0");
};

test("a range holds its commits and the pull requests they came with, as GitHub tells of them", () =>
  looking(async (world) => {
    begin(world);
    world.commit("fix: a typo\n\nIt was one.", { by: "ada", with: ["linh"], pr: 11, at: 7 });
    world.commit("Pushed", { at: 8 });
    world.tag("v1.0.1", { annotated: true });
    const { list, ...more } = await world.look("v1.0.1");
    expect(more).toEqual({});
    expect(list).toMatchObject({ base: "v1.0.0", shipped: { commits: 0, pullRequests: [] }, missing: [] });
    expect(list.pullRequests).toEqual([
      {
        number: 11,
        title: "Change 11",
        url: "https://github.com/acme/widget/pull/11",
        author: { login: "ada", bot: false, name: "Ada L." },
        association: "CONTRIBUTOR",
        labels: [],
        mergedAt: Date.parse("2026-11-02T12:07:00Z"),
      },
    ]);
    expect(list.commits).toMatchObject([
      {
        subject: "fix: a typo",
        body: expect.stringContaining("It was one."),
        authoredAt: Date.parse("2026-11-02T12:07:00Z"),
        isMerge: false,
        authors: [{ account: { login: "ada" } }, { name: "linh", account: { login: "linh" } }],
        pullRequests: [11],
      },
      { subject: "Pushed", authors: [{ account: { login: "lstein" } }], pullRequests: [] },
    ]);
  }));

test("a commit names who put it into the history, where that is neither its author nor GitHub for them", () =>
  looking(async (world) => {
    begin(world);
    world.github.createUser("web-flow", { name: "GitHub", email: "noreply@github.com" });
    world.commit("Pushed", { by: "ada" });
    world.commit("Made on GitHub's pages", { by: "ada", through: "web-flow" });
    world.commit("Picked", { by: "ada", through: "lstein" });
    world.tag("v1.0.1");
    const { list } = await world.look("v1.0.1");
    expect(list.commits.map(({ committer }) => committer)).toEqual([undefined, undefined, "lstein"]);
  }));

test("a pull request brings its commits whether it was merged, squashed or rebased", () =>
  looking(async (world) => {
    begin(world);
    const main = world.repo.head();
    world.commit("Rebased 1", { by: "ada", pr: 11 });
    world.commit("Rebased 2", { by: "ada", pr: 11 });
    world.commit("Squashed (#12)", { by: "ada", pr: 12 });
    const branch = world.commit("On a branch", { by: "linh", pr: 13, on: "topic", parents: [main] });
    world.commit("Merge pull request #13", { pr: 13, parents: [world.repo.head(), branch] });
    world.tag("v1.0.1");
    const { list } = await world.look("v1.0.1");
    expect(
      list.commits.map(({ subject, pullRequests, isMerge }) => [subject, ...pullRequests, isMerge]),
    ).toEqual([
      ["Rebased 1", 11, false],
      ["Rebased 2", 11, false],
      ["Squashed (#12)", 12, false],
      ["On a branch", 13, false],
      ["Merge pull request #13", 13, true],
    ]);
    expect(numbers(list)).toEqual([11, 12, 13]);
  }));

test("a commit that was picked with its origin comes with the pull request it was picked from", () =>
  looking(async (world) => {
    begin(world);
    const root = world.repo.head();
    const original = world.commit("Mend it (#11)", { by: "ada", pr: 11, at: 5 });
    const foreign = world.commit("Elsewhere", { on: "aside", parents: [root] });
    world.repo.pullRequest({ title: "Open", author: "ada", number: 12, commits: [foreign] });
    const from = (sha: string) => `\n\n(cherry picked from commit ${sha})`;
    const line = { on: "v1.0", through: "lstein", by: "ada" };
    world.commit(`Mend it (#11)${from(original)}`, { ...line, parents: [root], at: 5 });
    world.commit(`Of an open one${from(foreign)}`, line);
    world.commit(`Of nowhere${from("a".repeat(40))}`, line);
    world.tag("v1.0.1", { sha: world.repo.head("v1.0") });
    const { list } = await world.look("v1.0.1");
    expect(list.commits.map((one) => one.pullRequests)).toEqual([[11], [], []]);
    expect(numbers(list)).toEqual([11]);
    expect(list.newcomers).toEqual([{ login: "ada", pullRequest: 11 }]);
    expect(world.queries()).toHaveLength(3);
  }));

test("pull requests of forks, and open ones, are none of the range's", () =>
  looking(async (world) => {
    begin(world);
    const sha = world.commit("Shared", { by: "ada", pr: 11, on: "release" });
    const fork = world.github.createRepository({ owner: "ada", name: "widget" });
    fork.pullRequest({ title: "Sync", author: "ada", number: 5, commits: [sha], mergedAt: 1 });
    world.repo.pullRequest({ title: "Forward", author: "lstein", number: 12, commits: [sha] });
    world.tag("v1.0.1", { sha });
    expect(numbers((await world.look("v1.0.1")).list)).toEqual([11]);
  }));

test("a candidate has two lists, the first one of a line has one, and a final one", () =>
  looking(async (world) => {
    begin(world);
    for (const [nth, tag] of ["v1.1.0rc1", "v1.1.0rc2", "v1.1.0"].entries()) {
      world.commit(`Work ${nth}`, { pr: 11 + nth });
      world.tag(tag);
    }
    const [first, second, final] = [
      await world.look("v1.1.0rc1"),
      await world.look("v1.1.0rc2"),
      await world.look("v1.1.0"),
    ];
    expect([first.list.base, numbers(first.list), first.sinceFinal]).toEqual(["v1.0.0", [11], undefined]);
    expect([second.list.base, numbers(second.list)]).toEqual(["v1.1.0rc1", [12]]);
    expect([second.sinceFinal?.base, second.sinceFinal && numbers(second.sinceFinal)]).toEqual([
      "v1.0.0",
      [11, 12],
    ]);
    expect([final.list.base, numbers(final.list), final.sinceFinal]).toEqual([
      "v1.0.0",
      [11, 12, 13],
      undefined,
    ]);
  }));

test("a candidate may follow a final of another line: what had shipped there is left out", () =>
  looking(async (world) => {
    begin(world);
    const fix = world.commit("fix: memory", { by: "ada", pr: 11, at: 10 });
    world.commit("feat: masks", { pr: 12, at: 11 });
    world.commit("fix: memory", {
      by: "ada",
      on: "v1.0",
      parents: [world.atTag("v1.0.0")],
      at: 10,
      files: ["x"],
    });
    world.tag("v1.0.1", { sha: world.repo.head("v1.0") });
    world.tag("v1.1.0rc1");
    const { list, sinceFinal } = await world.look("v1.1.0rc1");
    expect(sinceFinal).toBeUndefined();
    expect(fix).not.toBe(world.repo.head("v1.0"));
    expect(list).toMatchObject({ base: "v1.0.1", shipped: { commits: 1, pullRequests: [11] }, missing: [] });
    expect([subjects(list), numbers(list)]).toEqual([["feat: masks"], [12]]);
  }));

test("over two release branches nothing is told twice, and nothing that the base's line took back is lost", () =>
  looking(async (world) => {
    begin(world);
    const root = world.repo.head();
    const picked = world.commit("fix: picked", { pr: 11 });
    const undone = world.commit("feat: too early", { by: "ada", pr: 12 });
    world.commit("feat: both", { pr: 13 });
    const line = { on: "v1.1" };
    world.commit(`Backport\n\n(cherry picked from commit ${picked})`, { ...line, pr: 21, parents: [root] });
    const early = world.commit(`feat: too early\n\n(cherry picked from commit ${undone})`, {
      ...line,
      pr: 22,
    });
    world.commit(`Revert "feat: too early"\n\nThis reverts commit ${early}.`, line);
    world.tag("v1.1.0", { sha: world.repo.head("v1.1") });
    world.commit("fix: only there", { ...line, pr: 23 });
    world.tag("v1.1.1", { sha: world.repo.head("v1.1") });
    world.tag("v1.2.0");
    const { list } = await world.look("v1.2.0");
    expect(list.base).toBe("v1.1.1");
    expect([subjects(list), numbers(list)]).toEqual([
      ["feat: too early", "feat: both"],
      [12, 13],
    ]);
    expect(list.shipped).toEqual({ commits: 1, pullRequests: [11] });
    const backport = await world.look("v1.1.1");
    expect([backport.list.base, numbers(backport.list)]).toEqual(["v1.1.0", [23]]);
  }));

test("a base that somebody chose takes the place of the version before; one that is of no use is told", () =>
  looking(async (world) => {
    begin(world);
    for (const nth of [1, 2, 3]) {
      world.commit(`Work ${nth}`, { pr: nth });
      world.tag(`v1.0.${nth}`);
    }
    world.tag("orphan", { sha: world.commit("Elsewhere", { on: "pages", parents: [] }) });
    const chosen = async (tag: string) => (await world.look("v1.0.3", { chosen: tag })).list;
    expect(await chosen("v1.0.1")).toMatchObject({ base: "v1.0.1", missing: [] });
    expect(numbers(await chosen("v1.0.1"))).toEqual([2, 3]);
    for (const tag of ["orphan", "gone"]) {
      expect(await chosen(tag)).toMatchObject({ base: "v1.0.2", missing: [{ is: "base-passed-over", tag }] });
    }
  }));

test("a base that somebody chose and after which nothing came is told", () =>
  looking(async (world) => {
    begin(world);
    world.commit("Work", { pr: 1 });
    world.tag("v1.0.1");
    world.tag("same");
    world.commit("More", { pr: 2 });
    world.tag("v1.1.0");
    for (const tag of ["same", "v1.1.0"]) {
      const { list } = await world.look("v1.0.1", { chosen: tag });
      expect(list).toMatchObject({ base: tag, commits: [], missing: [{ is: "nothing-since", tag }] });
    }
  }));

test("a version of unrelated history is passed over, and of two tags of one version the ancestor is the base", () =>
  looking(async (world) => {
    begin(world);
    world.commit("One", { pr: 1 });
    world.tag("v1.1.0-rc1");
    const aside = world.commit("Aside", { on: "aside", parents: [world.atTag("v1.0.0")] });
    world.tag("v1.1.0rc1", { sha: aside });
    world.tag("v1.1.0rc2", { sha: world.commit("Elsewhere", { on: "pages", parents: [] }) });
    world.commit("Two", { pr: 2 });
    world.tag("v1.1.0rc3");
    const { list, sinceFinal } = await world.look("v1.1.0rc3");
    expect([list.base, numbers(list)]).toEqual(["v1.1.0-rc1", [2]]);
    expect(sinceFinal?.base).toBe("v1.0.0");
  }));

test("a first release tells all there is, newest thousand at the most", () =>
  looking(async (world) => {
    world.commit("Begin", { by: "ada", pr: 1 });
    world.commit("More", { pr: 2 });
    world.tag("v0.1.0");
    const { list } = await world.look("v0.1.0");
    expect(list).toMatchObject({ newcomers: [{ login: "ada", pullRequest: 1 }], missing: [] });
    expect([list.base, subjects(list), numbers(list)]).toEqual([undefined, ["Begin", "More"], [1, 2]]);
    for (let nth = 0; nth < 1_000; nth += 1) world.commit(`Work ${nth}`);
    world.tag("v0.2.0");
    const long = (await world.look("v0.2.0", { tags: [] })).list;
    expect(long).toMatchObject({ newcomers: [], missing: [{ is: "older-commits", read: 1_000 }] });
    expect(subjects(long).slice(0, 1)).toEqual(["Work 0"]);
  }));

test("a tag that is no version starts nowhere, unless somebody says where", () =>
  looking(async (world) => {
    begin(world);
    world.commit("Work", { pr: 1 });
    world.tag("nightly");
    expect((await world.look("nightly")).list).toMatchObject({ commits: [], missing: [{ is: "no-base" }] });
    expect(numbers((await world.look("nightly", { chosen: "v1.0.0" })).list)).toEqual([1]);
  }));

test("a branch that is called like the tag is not mistaken for it", () =>
  looking(async (world) => {
    begin(world);
    world.commit("Work", { pr: 1 });
    const sha = world.repo.head();
    world.commit("Not released", { pr: 2, on: "v1.0.1", parents: [sha] });
    world.tag("v1.0.1", { sha });
    expect(numbers((await world.look("v1.0.1")).list)).toEqual([1]);
  }));

test("descriptions and files of pull requests are read where the notes are made with them, each once", () =>
  looking(async (world) => {
    begin(world);
    for (const path of ["docs/a.md", "docs/b.md", "docs/a.md"])
      world.commit(`Write ${path}`, { pr: 11, files: [path] });
    world.commit("Other", { pr: 12 });
    world.tag("v1.0.1");
    const category = {
      title: "Docs",
      labels: [],
      paths: ["docs/**"],
      types: [],
      exclude: { labels: [], authors: [] },
    };
    const plain = (await world.look("v1.0.1")).list.pullRequests[0];
    expect([plain?.body, plain?.paths]).toEqual([undefined, undefined]);
    const withBody = (await world.look("v1.0.1", { notes: { releaseNote: "Notes" } })).list.pullRequests;
    expect(withBody.map(({ body, paths }) => [body, paths])).toEqual([
      ["About 11", undefined],
      ["About 12", undefined],
    ]);
    const withBoth = (await world.look("v1.0.1", { notes: { releaseNote: "Notes", categories: [category] } }))
      .list;
    expect(withBoth.pullRequests.map(({ body, paths }) => [body, paths])).toEqual([
      ["About 11", ["docs/a.md", "docs/b.md"]],
      ["About 12", []],
    ]);
    expect(world.queries().filter(({ ids }) => ids !== undefined)).toHaveLength(2);
  }));
