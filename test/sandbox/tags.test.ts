import { expect, test } from "vitest";
import { createTestWorld, send, sleep, tokenFor } from "./world.ts";

const NONE = "0".repeat(40);

const begin = () => {
  const world = createTestWorld();
  const { repo, sandbox } = world;
  const sha = repo.commit({ message: "one", author: { login: "lstein" }, files: { a: "1" } });
  const events = () =>
    sandbox.deliveries
      .all()
      .filter(({ event }) => ["push", "create", "delete"].includes(event))
      .map(({ event, payload }) => ({ event, ...payload }) as Record<string, unknown>)
      .filter(({ ref }) => String(ref).includes("v1"));
  return { ...world, sha, events };
};

test("a lightweight tag pushes its commit and starts the matching workflow", async () => {
  const { repo, sha, events, clock } = begin();
  await clock.busy(async () => {
    const { tagSha, runs } = repo.pushTag("v1", { by: "ebr" });
    expect(tagSha).toBe(sha);
    expect(runs.map((run) => [run.headBranch, run.headSha, run.event])).toEqual([["v1", sha, "push"]]);
    await sleep(clock, 1);
  });
  expect(events()).toMatchObject([
    { event: "push", ref: "refs/tags/v1", before: NONE, after: sha, created: true, head_commit: { id: sha } },
    { event: "create", ref: "v1", ref_type: "tag" },
  ]);
});

test("an annotated tag's push names the tag object, and the ref peels to the commit", async () => {
  const { repo, sha, events, sandbox, installation } = begin();
  const { tagSha, commit } = repo.pushTag("v1", { by: "ebr", annotated: { message: "one" } });
  expect(commit).toBe(sha);
  expect(tagSha).not.toBe(sha);
  expect(events()[0]).toMatchObject({ after: tagSha, head_commit: { id: sha } });
  const token = await tokenFor(sandbox, installation.id);
  const ref = await send(sandbox, "GET /repos/invoke-ai/InvokeAI/git/ref/tags/v1", { token });
  expect(ref.body.object).toMatchObject({ type: "tag", sha: tagSha });
  const tag = await send(sandbox, `GET /repos/invoke-ai/InvokeAI/git/tags/${tagSha}`, { token });
  expect(tag.body.object).toMatchObject({ type: "commit", sha });
});

test("a moved tag pushes before and after, and no create", () => {
  const { repo, sha, events } = begin();
  repo.pushTag("v1", { by: "ebr" });
  const second = repo.commit({ message: "two", author: { login: "lstein" }, files: { a: "2" } });
  repo.pushTag("v1", { by: "ebr", sha: second });
  expect(events().slice(2)).toMatchObject([
    { event: "push", before: sha, after: second, created: false, deleted: false },
  ]);
});

test("a deleted tag pushes nothing but its deletion", () => {
  const { repo, sha, events } = begin();
  repo.pushTag("v1", { by: "ebr" });
  repo.deleteTag("v1", "ebr");
  expect(events().slice(2)).toMatchObject([
    { event: "push", before: sha, after: NONE, deleted: true, head_commit: null },
    { event: "delete", ref: "v1", ref_type: "tag" },
  ]);
});

test("a silent tag, one of more than three in a push, sends no event and starts no run", () => {
  const { repo, events } = begin();
  const { runs } = repo.pushTag("v1", { by: "ebr", silent: true });
  expect(runs).toEqual([]);
  expect(events()).toEqual([]);
  expect(repo.state.refs.has("refs/tags/v1")).toBe(true);
});

test.each([
  ["v*", "v1.2.3", true],
  ["v*", "v1/2", false],
  ["v*.*.*", "v1.2", false],
  ["v*.*.*", "v1.2.3", true],
  ["release-*", "v1", false],
])("the tag filter %s takes %s: %s", (pattern, tag, starts) => {
  const { repo } = begin();
  const path = ".github/workflows/other.yml";
  repo.addWorkflow({ path, name: "other", on: { tags: [pattern] }, jobs: [{ name: "one" }] });
  const { runs } = repo.pushTag(tag, { by: "ebr" });
  expect(runs.some((run) => run.workflow.path === path)).toBe(starts);
});

test("deleting the tag of a published release turns it into an untagged draft", async () => {
  const { repo, sandbox, installation } = begin();
  repo.pushTag("v1", { by: "ebr" });
  const release = repo.createRelease({ tag: "v1", by: "ebr" });
  repo.deleteTag("v1", "ebr");
  const token = await tokenFor(sandbox, installation.id);
  const got = await send(sandbox, `GET /repos/invoke-ai/InvokeAI/releases/${release.id}`, { token });
  expect(got.body).toMatchObject({ draft: true, published_at: null });
  expect(got.body.tag_name).toMatch(/^untagged-[0-9a-f]+$/);
});

test.each([
  [3, 3, 3],
  [4, 0, 0],
])(
  "of %d tags pushed at once %d are told, and as many runs start; the push shows all the same",
  async (count, told, runs) => {
    const { clock, sandbox, repo } = createTestWorld();
    await clock.busy(async () => {
      repo.commit({ message: "one", author: { login: "lstein" } });
      await sleep(clock, 60);
      const before = sandbox.deliveries.all().length;
      repo.pushTags(
        Array.from({ length: count }, (_, number) => `v${number}`),
        { by: "lstein" },
      );
      const pushes = sandbox.deliveries
        .all()
        .slice(before)
        .filter(({ event }) => event === "push");
      expect(pushes).toHaveLength(told);
      expect(repo.runs()).toHaveLength(runs);
      expect(repo.state.pushedAt).toBe(clock.now());
      await sleep(clock, 60);
      repo.deleteTag("v0", "lstein");
      expect(repo.state.pushedAt).toBe(clock.now());
    });
  },
);
