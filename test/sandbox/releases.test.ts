import { expect, test } from "vitest";
import { createTestWorld, send, tokenFor } from "./world.ts";

const R = "/repos/invoke-ai/InvokeAI/releases";

const begin = async (narrow: object = {}) => {
  const world = createTestWorld();
  world.repo.commit({ message: "one", author: { login: "lstein" }, files: { a: "1" } });
  world.repo.pushTag("v1", { by: "lstein" });
  const token = await tokenFor(world.sandbox, world.installation.id, narrow);
  const write = (request: string, body?: unknown) => send(world.sandbox, request, { token, body });
  const draft = async (more: object = {}) =>
    (await write(`POST ${R}`, { tag_name: "v1", draft: true, ...more })).body;
  return { ...world, token, write, draft };
};

test("a draft is found in the list and by id, not by its tag, and its address does not tell it", async () => {
  const { draft, write, repo, installation, sandbox } = await begin();
  const made = await draft();
  expect(made).toMatchObject({ draft: true, tag_name: "v1", published_at: null, tarball_url: null });
  expect(made.html_url).toMatch(/\/releases\/tag\/untagged-[0-9a-f]+$/);
  expect((await write(`GET ${R}/tags/v1`)).status).toBe(404);
  expect((await write(`GET ${R}`)).body).toHaveLength(1);
  const reader = await tokenFor(sandbox, installation.id, { permissions: { contents: "read" } });
  expect((await send(sandbox, `GET ${R}`, { token: reader })).body).toEqual([]);
  expect((await send(sandbox, `GET ${R}/${made.id}`, { token: reader })).status).toBe(404);
  await draft();
  expect(repo.releases()).toHaveLength(2);
});

test("publishing shows the release by its tag and sends published", async () => {
  const { draft, write, sandbox } = await begin();
  const { id } = await draft({ body: "notes" });
  const got = await write(`PATCH ${R}/${id}`, { draft: false });
  expect(got.body).toMatchObject({
    draft: false,
    tag_name: "v1",
    html_url: "https://github.com/invoke-ai/InvokeAI/releases/tag/v1",
  });
  expect((await write(`GET ${R}/tags/v1`)).body.id).toBe(id);
  const actions = sandbox.deliveries
    .all()
    .filter(({ event }) => event === "release")
    .map(({ action }) => action);
  expect(actions).toEqual(["created", "published"]);
});

test("a second published release for a tag is refused", async () => {
  const { write } = await begin();
  await write(`POST ${R}`, { tag_name: "v1" });
  const again = await write(`POST ${R}`, { tag_name: "v1" });
  expect([again.status, again.body.errors[0].code]).toEqual([422, "already_exists"]);
});

test("a discussion opens only when publishing, with the category and the permission", async () => {
  const { draft, write, repo, github, installation } = await begin();
  const forgotten = await draft({ discussion_category_name: "Announcements" });
  expect(forgotten.discussion_url).toBeUndefined();
  const publish = () =>
    write(`PATCH ${R}/${forgotten.id}`, {
      draft: false,
      discussion_category_name: "Announcements",
      tag_name: "v9",
    });
  expect([(await publish()).status, (await publish()).body.message]).toEqual([
    404,
    "Discussion could not be created",
  ]);
  repo.addDiscussionCategory("Announcements");
  github.withdrawPermission(installation.id, "discussions");
  expect((await publish()).status).toBe(404);
  const { draft: isDraft, tag } = repo.release(forgotten.id);
  expect([isDraft, tag]).toEqual([true, forgotten.tag_name]);
  github.grantPermission(installation.id, "discussions", "write");
  // The token was given out before; it regains what the installation regains.
  expect((await publish()).body.discussion_url).toMatch(/\/discussions\/\d+$/);
});

test.each([
  ["a long body", { body: "x".repeat(125_001) }, 422],
  ["a draft as the latest", { make_latest: "true" }, 422],
  ["make_latest as a boolean", { make_latest: true }, 422],
  ["an empty tag", { tag_name: "" }, 422],
])("%s is refused", async (_what, more, status) => {
  const { write } = await begin();
  expect((await write(`POST ${R}`, { tag_name: "v1", draft: true, ...more })).status).toBe(status);
});

test("a target with other workflows than the default branch's is a 404 for tokens without workflows", async () => {
  const { write, repo } = await begin();
  const files = { ".github/workflows/x.yml": "on: push" };
  const side = repo.commit({
    branch: "side",
    parents: [repo.head()],
    files,
    message: "x",
    author: { login: "ebr" },
  });
  expect((await write(`POST ${R}`, { tag_name: "v1", draft: true, target_commitish: side })).status).toBe(
    404,
  );
  expect((await write(`POST ${R}`, { tag_name: "v1", draft: true, target_commitish: "main" })).status).toBe(
    201,
  );
});

test("assets have a sanitised name, a digest, and one name only once", async () => {
  const { draft, sandbox, token, write } = await begin();
  const made = await draft();
  const upload = (name: string) =>
    send(sandbox, `POST ${made.upload_url.replace(/\{.*/, "")}?name=${encodeURIComponent(name)}`, {
      token,
      body: "bytes",
      headers: { "content-type": "application/zip" },
    });
  const got = await upload("my file.zip");
  expect(got.body).toMatchObject({
    name: "my.file.zip",
    state: "uploaded",
    content_type: "application/zip",
    size: 7,
  });
  expect(got.body.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect((await upload("my file.zip")).status).toBe(422);
  expect((await write(`DELETE ${R}/assets/${got.body.id}`)).status).toBe(204);
  expect((await upload("my file.zip")).status).toBe(201);
});

test("an immutable release locks its tag and assets, and burns the tag's name for ever", async () => {
  const { draft, write, repo, sandbox, token } = await begin();
  repo.configure({ immutableReleases: true });
  const made = await draft();
  await write(`PATCH ${R}/${made.id}`, { draft: false });
  expect((await write(`GET ${R}/${made.id}`)).body.immutable).toBe(true);
  const upload = await send(sandbox, `POST ${made.upload_url.replace(/\{.*/, "")}?name=a`, {
    token,
    body: "b",
  });
  expect([upload.status, upload.body.message]).toEqual([422, "Cannot upload assets to an immutable release"]);
  expect(() => repo.deleteTag("v1", "lstein")).toThrow("immutable-tag");
  expect((await write(`PATCH ${R}/${made.id}`, { body: "still editable" })).status).toBe(200);
  await write(`DELETE ${R}/${made.id}`);
  const again = await write(`POST ${R}`, { tag_name: "v1" });
  expect(again.body.errors[0].message).toBe("tag_name was used by an immutable release");
});

test("the latest release is the one marked last, by default the one published last, and never a pre-release", async () => {
  const { write } = await begin();
  const publish = async (tag: string, how: Readonly<Record<string, unknown>>) => {
    await write(`POST ${R}`, { tag_name: tag, ...how });
    return (await write(`GET ${R}/latest`)).body.tag_name ?? "none";
  };
  expect([
    await publish("v1", { prerelease: true }),
    await publish("v2", {}),
    await publish("v3", { make_latest: "false" }),
    await publish("v4", { draft: true }),
    await publish("v5", { make_latest: "true" }),
    await publish("v6", { make_latest: "false" }),
  ]).toEqual(["none", "v2", "v2", "v2", "v5", "v5"]);
});

test("generated notes list pull requests since the previous tag, newcomers, and the changelog", async () => {
  const { write, repo } = await begin();
  const old = repo.commit({ message: "old", author: { login: "ebr" } });
  repo.pullRequest({ number: 3, title: "Old", author: "ebr", commits: [old], mergedAt: 1000 });
  repo.pushTag("v2", { by: "ebr", sha: old });
  const shas = ["a", "b"].map((message) => repo.commit({ message, author: { login: "outsider" } }));
  repo.pullRequest({ number: 5, title: "A", author: "ebr", commits: [shas[0] ?? ""], mergedAt: 2000 });
  repo.pullRequest({ number: 6, title: "B", author: "outsider", commits: [shas[1] ?? ""], mergedAt: 3000 });
  repo.pushTag("v3", { by: "ebr" });
  const got = await write(`POST ${R}/generate-notes`, { tag_name: "v3", previous_tag_name: "v2" });
  const url = "https://github.com/invoke-ai/InvokeAI";
  expect(got.body.body).toBe(
    [
      "## What's Changed",
      `* A by @ebr in ${url}/pull/5`,
      `* B by @outsider in ${url}/pull/6`,
      "",
      "## New Contributors",
      `* @outsider made their first contribution in ${url}/pull/6`,
      "",
      `**Full Changelog**: ${url}/compare/v2...v3`,
    ].join("\n"),
  );
});

test.each([
  ["completed without a conclusion", { status: "completed" }],
  ["an output without a summary", { output: { title: "t" } }],
  [
    "four buttons",
    { actions: [1, 2, 3, 4].map((n) => ({ label: `${n}`, description: "d", identifier: `${n}` })) },
  ],
  [
    "an annotation without its lines",
    { output: { title: "t", summary: "s", annotations: [{ path: "a", message: "m" }] } },
  ],
  ["a long label", { actions: [{ label: "x".repeat(21), description: "d", identifier: "i" }] }],
])("a check run with %s is refused", async (_what, more) => {
  const { write, repo } = await begin();
  const body = { name: "release", head_sha: repo.head(), ...more };
  expect((await write("POST /repos/invoke-ai/InvokeAI/check-runs", body)).status).toBe(422);
});
