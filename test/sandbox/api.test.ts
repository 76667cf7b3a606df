import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { REFUSALS } from "../../src/sandbox/rest/refusals.ts";
import { createTestWorld, jwt, send, tokenFor } from "./world.ts";

const R = "/repos/invoke-ai/InvokeAI";

const begin = async (narrow: object = {}) => {
  const world = createTestWorld();
  const token = await tokenFor(world.sandbox, world.installation.id, narrow);
  return { ...world, token };
};

test("a token is long, has dots and dashes, lasts an hour of its clock and knows what it may", async () => {
  const { sandbox, installation, repo, clock } = createTestWorld();
  const got = await send(sandbox, `POST /app/installations/${installation.id}/access_tokens`, {
    token: jwt(),
    body: { repository_ids: [repo.id], permissions: { contents: "read" } },
  });
  expect(got.body.token).toMatch(/^ghs_4711_[\w-]+\.[\w-]+\.[\w-]+$/);
  expect(got.body.token.length).toBeGreaterThan(500);
  expect(got.body.permissions).toEqual({ metadata: "read", contents: "read" });
  expect(got.body.repositories.map(({ id }: { id: number }) => id)).toEqual([repo.id]);
  const left = Date.parse(got.body.expires_at) - clock.now();
  expect(left).toBeGreaterThan(59 * 60_000);
  expect(left).toBeLessThanOrEqual(60 * 60_000);
});

test.each([
  ["a permission the App lacks", { permissions: { administration: "write" } }],
  ["a repository outside the installation", { repository_ids: [1] }],
])("a token for %s is refused", async (_what, body) => {
  const { sandbox, installation } = createTestWorld();
  const got = await send(sandbox, `POST /app/installations/${installation.id}/access_tokens`, {
    token: jwt(),
    body,
  });
  expect(got.status).toBe(422);
});

const foreign = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
}).privateKey;
const now = Math.floor(Date.now() / 1000);

test.each([
  ["of another key", jwt({}, foreign), 401],
  ["of an unknown App", jwt({ iss: 1 }), 401],
  ["that has expired", jwt({ exp: now - 120 }), 401],
  ["that lasts too long", jwt({ exp: now + 3600 }), 401],
  ["that is right", jwt(), 200],
  ["by client id", jwt({ iss: "Iv23li00000000004711" }), 200],
])("a JWT %s gets %#", async (_which, token, status) => {
  const { sandbox } = createTestWorld();
  expect((await send(sandbox, "GET /app", { token })).status).toBe(status);
});

test.each([
  ["no token", `GET ${R}`, null, 401],
  ["a wrong token", `GET ${R}`, "ghs_nonsense", 401],
  ["a token on the App's own route", "GET /app", "installation", 401],
  ["a JWT on a repository's route", `GET ${R}`, "jwt", 403],
  ["a repository outside the token", "GET /repos/invoke-ai/other", "installation", 404],
])("%s: %s", async (_what, request, kind, status) => {
  const { sandbox, token, github } = await begin();
  github.createRepository({ owner: "invoke-ai", name: "other" });
  const tokens: Record<string, string> = { installation: token, jwt: jwt() };
  const got = await send(sandbox, request, { token: kind && (tokens[kind] ?? kind) });
  expect(got.status).toBe(status);
  expect(got.body.status).toBe(String(status));
});

test.each([
  [`GET ${R}/actions/runs`, "actions"],
  [`GET ${R}/releases`, "contents"],
  [`GET ${R}/issues`, "issues"],
  [`POST ${R}/issues`, "issues"],
  [`POST ${R}/check-runs`, "checks"],
  [`POST ${R}/releases`, "contents"],
  [`GET ${R}/deployments`, "deployments"],
])("%s without %s is not accessible, also for tokens given out before", async (request, permission) => {
  const { sandbox, token, github, installation } = await begin();
  const body = request.startsWith("POST") ? { body: {} } : {};
  expect((await send(sandbox, request, { token, ...body })).status).not.toBe(403);
  github.withdrawPermission(installation.id, permission);
  const got = await send(sandbox, request, { token, ...body });
  expect([got.status, got.body.message]).toEqual([403, "Resource not accessible by integration"]);
});

test("a token narrowed to reading does not write", async () => {
  const { sandbox, token } = await begin({ permissions: { issues: "read" } });
  expect((await send(sandbox, `GET ${R}/issues`, { token })).status).toBe(200);
  expect((await send(sandbox, `POST ${R}/issues`, { token, body: { title: "x" } })).status).toBe(403);
});

test("a suspended installation's token and a removed one's stop working", async () => {
  const { sandbox, token, github, installation } = await begin();
  github.suspend(installation.id);
  expect((await send(sandbox, `GET ${R}`, { token })).status).toBe(403);
  github.unsuspend(installation.id);
  expect((await send(sandbox, `GET ${R}`, { token })).status).toBe(200);
  github.uninstall(installation.id);
  expect((await send(sandbox, `GET ${R}`, { token })).status).toBe(401);
});

test("a renamed repository redirects, a deleted one is gone, an archived one takes no writes", async () => {
  const { sandbox, token, repo } = await begin();
  repo.rename("Invoke");
  const got = await send(sandbox, `GET ${R}/releases?per_page=1`, { token });
  expect([got.status, got.headers.get("location")]).toEqual([
    301,
    "http://sandbox.test/github/repos/invoke-ai/Invoke/releases?per_page=1",
  ]);
  repo.configure({ archived: true });
  const write = await send(sandbox, "POST /repos/invoke-ai/Invoke/issues", { token, body: { title: "x" } });
  expect(write.status).toBe(403);
  repo.deleteRepository();
  expect((await send(sandbox, `GET ${R}`, { token })).status).toBe(404);
});

test("an ETag is tied to the token, and a 304 is free of the primary limit", async () => {
  const { sandbox, token, installation } = await begin();
  const first = await send(sandbox, `GET ${R}`, { token });
  const etag = first.headers.get("etag") ?? "";
  expect(etag).toMatch(/^W\/"/);
  const again = await send(sandbox, `GET ${R}`, { token, headers: { "if-none-match": etag } });
  expect([again.status, again.body]).toEqual([304, ""]);
  expect(again.headers.get("x-ratelimit-remaining")).toBe(first.headers.get("x-ratelimit-remaining"));
  const other = await tokenFor(sandbox, installation.id);
  const foreignTag = await send(sandbox, `GET ${R}`, { token: other, headers: { "if-none-match": etag } });
  expect(foreignTag.status).toBe(200);
  expect(sandbox.exchanges.filter(({ notModified }) => notModified)).toHaveLength(1);
});

test("what an app asks with its own JWT tells of no limit, and uses up none", async () => {
  const { sandbox } = await begin();
  sandbox.faults.primaryLimit({ remaining: 0 });
  const got = await send(sandbox, "GET /app", { token: jwt() });
  const limits = [...got.headers.keys()].filter((name) => name.startsWith("x-ratelimit"));
  expect([got.status, limits]).toEqual([200, []]);
});

test("a changed thing has another ETag", async () => {
  const { sandbox, token, repo } = await begin();
  const before = await send(sandbox, `GET ${R}`, { token });
  repo.configure({ hasIssues: false });
  const etag = before.headers.get("etag") ?? "";
  expect((await send(sandbox, `GET ${R}`, { token, headers: { "if-none-match": etag } })).status).toBe(200);
});

test("lists come in pages of thirty, with a Link header only when there is more than one", async () => {
  const { sandbox, token, repo } = await begin();
  for (let n = 0; n < 31; n += 1) repo.openIssue({ title: `issue ${n}`, by: "ebr" });
  const first = await send(sandbox, `GET ${R}/issues?state=all`, { token });
  expect(first.body).toHaveLength(30);
  expect(first.headers.get("link")).toBe(
    `<http://sandbox.test/github${R}/issues?state=all&page=2>; rel="next", <http://sandbox.test/github${R}/issues?state=all&page=2>; rel="last"`,
  );
  const second = await send(sandbox, `GET ${R}/issues?state=all&page=2`, { token });
  expect(second.body).toHaveLength(1);
  expect(second.headers.get("link")).toContain('rel="prev"');
  expect((await send(sandbox, `GET ${R}/issues?per_page=100`, { token })).headers.get("link")).toBeNull();
});

test("an unknown route is a 404 that is remembered", async () => {
  const { sandbox, token } = await begin();
  expect((await send(sandbox, `GET ${R}/releases/feed`, { token })).status).toBe(404);
  expect(sandbox.unknownRequests).toEqual([{ method: "GET", path: `${R}/releases/feed` }]);
});

test("a request without a User-Agent is forbidden, broken JSON is told", async () => {
  const { sandbox, token } = await begin();
  expect((await send(sandbox, `GET ${R}`, { token, headers: { "user-agent": "" } })).status).toBe(403);
  const request = new Request(`http://sandbox.test/github${R}/issues`, {
    method: "POST",
    body: "{",
    headers: { "user-agent": "test", authorization: `Bearer ${token}` },
  });
  expect((await sandbox.fetch(request)).status).toBe(400);
});

test.each([
  ["lstein", "admin", "admin"],
  ["ebr", "write", "maintain"],
  ["outsider", "read", "read"],
  ["EBR", "write", "maintain"],
])("%s has %s as the old permission and %s as the role", async (login, permission, role) => {
  const { sandbox, token } = await begin();
  const got = await send(sandbox, `GET ${R}/collaborators/${login}/permission`, { token });
  expect(got.body).toMatchObject({ permission, role_name: role });
});

test("a custom role has its own name; repositories of persons know no maintain role", async () => {
  const { sandbox, token, repo, github } = await begin();
  repo.setRole("outsider", { name: "releaser", base: "write" });
  const custom = await send(sandbox, `GET ${R}/collaborators/outsider/permission`, { token });
  expect(custom.body).toMatchObject({ permission: "write", role_name: "releaser" });
  const own = github.createRepository({ owner: "ebr", name: "mine" });
  own.setRole("lstein", "maintain");
  const { id } = github.install("conductor", "ebr", "all");
  const other = await tokenFor(sandbox, id);
  const got = await send(sandbox, "GET /repos/ebr/mine/collaborators/lstein/permission", { token: other });
  expect(got.body).toMatchObject({ permission: "write", role_name: "write" });
});

test("times of answers are whole seconds of the sandbox's clock", async () => {
  const { sandbox, token, clock } = await begin();
  await clock.busy(() => clock.sleepUntil(clock.now() + 1750));
  const got = await send(sandbox, `GET ${R}`, { token });
  expect(got.headers.get("date")).toBe("Sun, 01 Nov 2026 10:00:01 GMT");
});

test("every refusal names its source and is an error", () => {
  for (const [name, row] of Object.entries(REFUSALS)) {
    expect(row.source, name).not.toBe("");
    expect(row.status, name).toBeGreaterThanOrEqual(300);
  }
});
