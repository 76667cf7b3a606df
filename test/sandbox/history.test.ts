import { expect, test } from "vitest";
import { readRange } from "../../src/cli/demo/range-file.ts";
import { compare, log } from "../../src/sandbox/github/history.ts";
import { generateNotes } from "../../src/sandbox/github/notes.ts";
import { createProject, VERSION_FILE } from "../../src/sandbox/scenes/project.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { commit, diverged, sha, straight } from "../cli/range.ts";

const app = {
  id: 4711,
  slug: "conductor",
  publicKey: "",
  webhookSecret: "a secret of at least thirty-two characters",
  permissions: { contents: "read" },
  events: ["push", "release"],
  deliver: async () => new Response("ok"),
} as const;

const load = (data: object) => {
  const reading = readRange(JSON.stringify(data));
  if (reading.is === "faulty") throw new Error(reading.faults.join("\n"));
  const clock = createVirtualClock(reading.range.head.at);
  return createProject({ clock, app, past: reading.range.history });
};

test("a history stands under its own shas, with the version file of both tags, and the base is released", () => {
  const { repo } = load(straight());
  expect(repo.file("v1.0.0", VERSION_FILE)).toBe('__version__ = "1.0.0"\n');
  expect(repo.file(sha("merge"), VERSION_FILE)).toBe('__version__ = "1.1.0"\n');
  expect(repo.state.objects.commits.get(repo.head())?.parents).toEqual([sha("merge")]);
  expect(repo.releases().map(({ tag, draft }) => [tag, draft])).toEqual([["v1.0.0", false]]);
});

test.each([
  ["straight", straight(), "base", { status: "ahead", ahead: 5, behindBy: 0 }],
  ["diverged", diverged(), "base only", { status: "diverged", ahead: 2, behindBy: 2 }],
])("a %s history compares as the data says", (_, data, base, expected) => {
  const { repo } = load(data);
  const found = compare(repo.state.objects, sha(base), data.head.commit_sha);
  expect({ status: found?.status, ahead: found?.ahead.length, behindBy: found?.behindBy }).toEqual(expected);
});

test("its members may write, its bots are bots, and nobody in it is called new", () => {
  const { repo, sandbox } = load(straight());
  const { github } = sandbox;
  expect(repo.state.roles.get(github.account("psychedelicious").id)?.name).toBe("write");
  expect(repo.state.roles.has(github.account("ada-l").id)).toBe(false);
  expect(github.account("weblate-bot").type).toBe("Bot");
  const { body } = generateNotes(repo.state, { tag: sha("merge"), previousTag: "v1.0.0" });
  expect(body).toContain("* fix: a typo by @ada-l in https://github.com/invoke-ai/InvokeAI/pull/12");
  expect(body).not.toContain("New Contributors");
});

test("nothing of it is sent to anybody: it happened before", () => {
  const { sandbox } = load(straight());
  expect(sandbox.deliveries.all().map(({ event }) => event)).toEqual(["installation"]);
});

test("what only the base has is there under its own shas, and what is not known of it is made up", () => {
  const known = ["picked", "base only"].map((name, index) =>
    commit(name, 30 + index, { parents: [index === 0 ? "base" : "picked"], by: { name: "Ada L." } }),
  );
  const { repo } = load({ ...diverged(), behind_by: 3, base_commits: known });
  const found = compare(repo.state.objects, diverged().head.commit_sha, sha("base only"));
  expect(found?.ahead.map(({ sha: own, message, author }) => [own, message, author.account?.login])).toEqual([
    [expect.any(String), "Earlier work", undefined],
    [sha("picked"), "picked", "ada-l"],
    [sha("base only"), "base only", "ada-l"],
  ]);
});

test("whoever contributed before has a commit below the range", () => {
  const { repo } = load(straight());
  const { objects } = repo.state;
  const earlier = log(objects, sha("base")).flatMap(({ author }) => author.account?.login ?? []);
  const nameless = `contributor-${sha("嶋田豪介").slice(0, 12)}`;
  expect(earlier.sort()).toEqual(["ada-l", nameless, "linh-p", "psychedelicious", "weblate-bot"]);
});
