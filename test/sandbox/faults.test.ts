import { expect, test } from "vitest";
import { listen } from "../../src/sandbox/server.ts";
import { createTestWorld, send, tokenFor } from "./world.ts";

const R = "/repos/invoke-ai/InvokeAI";

const begin = async () => {
  const world = createTestWorld();
  const token = await tokenFor(world.sandbox, world.installation.id);
  const open = (title: string) => send(world.sandbox, `POST ${R}/issues`, { token, body: { title } });
  return { ...world, token, open };
};

test("a failure before has no effect, one after has it, and each hits as often as planned", async () => {
  const { sandbox, repo, open } = await begin();
  sandbox.faults.fail({ route: "/repos/{owner}/{repo}/issues", method: "POST", status: 502 });
  expect((await open("one")).status).toBe(502);
  expect(repo.issues()).toEqual([]);
  sandbox.faults.fail({ route: /^POST .*\/issues$/, status: 502, when: "after", times: 2 });
  expect((await open("two")).status).toBe(502);
  expect((await open("three")).status).toBe(502);
  expect(repo.issues().map(({ title }) => title)).toEqual(["two", "three"]);
  expect((await open("four")).status).toBe(201);
});

test("the secondary limit says how long to wait", async () => {
  const { sandbox, open } = await begin();
  sandbox.faults.secondaryLimit({ retryAfter: 60 });
  const got = await open("one");
  expect([got.status, got.headers.get("retry-after")]).toEqual([403, "60"]);
  expect(got.body.message).toContain("secondary rate limit");
});

test("the primary limit refuses without effect until the hour is over", async () => {
  const { sandbox, open, clock, repo, installation } = await begin();
  const afterwards = async (title: string) => {
    const token = await tokenFor(sandbox, installation.id);
    return send(sandbox, `POST ${R}/issues`, { token, body: { title } });
  };
  sandbox.faults.primaryLimit({ remaining: 1, installation: installation.id });
  expect((await open("one")).headers.get("x-ratelimit-remaining")).toBe("0");
  const refused = await open("two");
  expect([refused.status, refused.body.message]).toEqual([403, "API rate limit exceeded"]);
  expect(repo.issues()).toHaveLength(1);
  const reset = Number(refused.headers.get("x-ratelimit-reset")) * 1000;
  await clock.busy(() => clock.sleepUntil(reset + 1000));
  expect((await afterwards("two")).status).toBe(201);
});

test("an unreachable GitHub throws as fetch does, after the effect where that is asked", async () => {
  const { sandbox, open, repo } = await begin();
  sandbox.faults.unreachable();
  await expect(open("one")).rejects.toThrow("fetch failed");
  sandbox.faults.unreachable({ when: "after" });
  await expect(open("two")).rejects.toThrow(TypeError);
  expect(repo.issues().map(({ title }) => title)).toEqual(["two"]);
  expect(sandbox.exchanges.filter(({ status }) => status === null)).toHaveLength(2);
});

test("an interceptor sees every request before and after, and stops when told", async () => {
  const { sandbox, open } = await begin();
  const seen: string[] = [];
  const stop = sandbox.faults.intercept(({ when, method, route }) => {
    seen.push(`${when} ${method} ${route}`);
    return when === "after" ? { status: 500, message: "chaos" } : undefined;
  });
  expect((await open("one")).status).toBe(500);
  expect(seen).toEqual([
    "before POST /repos/{owner}/{repo}/issues",
    "after POST /repos/{owner}/{repo}/issues",
  ]);
  stop();
  expect((await open("two")).status).toBe(201);
});

test("over HTTP the same answers come, with addresses of the server, and an unreachable one cuts the line", async () => {
  const { sandbox, token } = await begin();
  const server = await listen(sandbox);
  try {
    const get = (path: string) =>
      fetch(`${server.url}/github${path}`, { headers: { authorization: `Bearer ${token}` } });
    const got = await get(R);
    expect(((await got.json()) as { url: string }).url).toBe(`${server.url}/github${R}`);
    sandbox.faults.unreachable();
    await expect(get(R)).rejects.toThrow("fetch failed");
  } finally {
    await server.close();
  }
});

test("a mounted service gets the rest of the path, with the body", async () => {
  const { sandbox } = await begin();
  sandbox.mount(
    "/pypi",
    async (request) =>
      new Response(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`),
  );
  const post = new Request("http://sandbox.test/pypi/legacy/?x=1", { method: "POST", body: "hello" });
  expect(await (await sandbox.fetch(post)).text()).toBe("POST /legacy/ hello");
});
