import { createHash } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { Clock } from "../../src/clock.ts";
import { PUBLIC_INDEXES, registries } from "../../src/registries/registries.ts";
import { sdist } from "../../src/sandbox/files/sdist.ts";
import { wheel } from "../../src/sandbox/files/wheel.ts";
import { createIndex, type PackageIndex } from "../../src/sandbox/index/package-index.ts";
import { type Answering, asked, BASE, mounted } from "./asked.ts";

let now = Date.UTC(2026, 10, 1);
const clock: Clock = { now: () => now, sleepUntil: async () => undefined, busy: (task) => task() };
let index: PackageIndex;

beforeEach(() => {
  index = createIndex({ clock, name: "pypi", host: BASE });
});

/** The registry "pypi"; unless told otherwise, over the sandbox's index. */
function pypi(answer: Answering = mounted(index), more: { timeoutMs?: number; contact?: string } = {}) {
  return asked("pypi", answer, { clock, ...more });
}

async function upload(version: string) {
  const files = [await wheel({ name: "Invoke_AI", version }), sdist({ name: "Invoke_AI", version })];
  await index.upload("Invoke_AI", files);
  return files.map(({ filename, bytes }) => ({
    filename,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    yanked: false,
  }));
}

test("an index serves the files of one version, with their digests, whatever the spelling", async () => {
  await upload("3.9.0");
  const files = await upload("4.0.0rc6");
  const found = await pypi().release("Invoke.AI", "v4.0.0-RC6");
  expect(found).toEqual({
    project: "invoke-ai",
    version: "4.0.0rc6",
    known: "served",
    files: expect.arrayContaining(files),
  });
  expect(found?.files).toHaveLength(2);
});

test("versions are compared as PEP 440 does", async () => {
  await upload("1.0");
  expect(await pypi().release("invoke-ai", "1.0.0")).toMatchObject({ known: "served" });
  expect(await pypi().release("invoke-ai", "1.0.post1")).toBeUndefined();
  expect(await pypi().release("invoke-ai", "latest")).toBeUndefined();
});

test("a project or a version that nobody knows is no fault", async () => {
  expect(await pypi().release("invoke-ai", "1.0")).toBeUndefined();
  await upload("1.0");
  expect(await pypi().release("invoke-ai", "2.0")).toBeUndefined();
});

test("while only the JSON API has a version, it is known without files", async () => {
  await upload("1.0");
  index.lag({ simpleSeconds: 600 });
  await upload("2.0");
  expect(await pypi().release("invoke-ai", "2.0")).toMatchObject({ known: "served", files: [] });
  now += 601_000;
  expect((await pypi().release("invoke-ai", "2.0"))?.files).toHaveLength(2);
});

test("a yanked version says so, with the reason on its files", async () => {
  await upload("1.0");
  index.yank("invoke-ai", "1.0", "broken wheel");
  const found = await pypi().release("invoke-ai", "1.0");
  expect(found?.known).toBe("yanked");
  expect(found?.files.map((file) => file.yanked)).toEqual(["broken wheel", "broken wheel"]);
});

test("a version whose files were deleted is still taken", async () => {
  for (const { filename } of await upload("1.0")) index.deleteFile("invoke-ai", filename);
  expect(await pypi().release("invoke-ai", "1.0")).toMatchObject({ known: "emptied", files: [] });
});

test.each([
  [503, "broken"],
  [429, "limited"],
  [403, "refused"],
])("an index that answers %i is a fault of kind %s, never an absence", async (status, kind) => {
  await upload("1.0");
  index.outage({ status });
  await expect(pypi().release("invoke-ai", "1.0")).rejects.toMatchObject({
    name: "RegistryFault",
    fault: { kind, whom: "pypi", status },
  });
});

test("a limit says when to ask again", async () => {
  index.outage({ status: 429, retryAfter: 30 });
  await expect(pypi().release("invoke-ai", "1.0")).rejects.toMatchObject({ fault: { until: now + 30_000 } });
});

test("absence in one answer and trouble in the other is a fault, whichever fails", async () => {
  await upload("1.0");
  index.outage({ status: 502, path: /^\/pypi\// });
  await expect(pypi().release("invoke-ai", "2.0")).rejects.toMatchObject({ fault: { status: 502 } });
  index.recover();
  index.outage({ status: 502, path: /^\/simple\// });
  await expect(pypi().release("invoke-ai", "1.0")).rejects.toMatchObject({ fault: { status: 502 } });
});

test("an index out of reach is a fault", async () => {
  index.outage({ status: "refused" });
  await expect(pypi().release("invoke-ai", "1.0")).rejects.toMatchObject({ fault: { kind: "unreachable" } });
});

test("an index that stays silent is a fault after the time-out", async () => {
  const silent = (request: Request) =>
    new Promise<Response>((_resolve, reject) => {
      request.signal.addEventListener("abort", () => reject(request.signal.reason));
    });
  await expect(pypi(silent, { timeoutMs: 20 }).release("invoke-ai", "1.0")).rejects.toMatchObject({
    fault: { kind: "unreachable", detail: "no answer in time" },
  });
});

test("a file without a sha256 is told apart, since nobody can compare it", async () => {
  const file = { filename: "invoke_ai-1.0-py3-none-any.whl", hashes: { md5: "0".repeat(32) } };
  const body = JSON.stringify({ meta: { "api-version": "1.1" }, files: [file] });
  expect(await pypi(async () => new Response(body)).release("invoke-ai", "1.0")).toMatchObject({
    known: "served",
    files: [],
    undigested: ["invoke_ai-1.0-py3-none-any.whl"],
  });
});

test("what the index says of Python versions is told", async () => {
  await index.upload("Invoke_AI", [
    await wheel({ name: "Invoke_AI", version: "1.0", requiresPython: "<3.13,>=3.10" }),
  ]);
  const found = await pypi().release("invoke-ai", "1.0");
  expect(found?.files.map(({ requiresPython }) => requiresPython)).toEqual(["<3.13,>=3.10"]);
});

test.each([
  ["HTML", "<html>"],
  ["another shape", JSON.stringify({ files: "none" })],
  ["a newer major version of the API", JSON.stringify({ meta: { "api-version": "2.0" }, files: [] })],
])("an index that answers with %s is a fault", async (_what, body) => {
  const registry = pypi(async () => new Response(body));
  await expect(registry.release("invoke-ai", "1.0")).rejects.toMatchObject({ fault: { kind: "broken" } });
});

test("the normalised name is asked for, and a redirect on the same host is followed", async () => {
  const asked: string[] = [];
  const moving = async (request: Request) => {
    asked.push(new URL(request.url).pathname);
    return asked.length === 1
      ? new Response(null, { status: 301, headers: { location: "/registry/simple/moved/" } })
      : Response.json({ meta: { "api-version": "1.1" }, versions: ["1.0"], files: [] });
  };
  expect(await pypi(moving).release("Invoke_AI", "1.0")).toMatchObject({ known: "emptied" });
  expect(asked).toEqual(["/registry/simple/invoke-ai/", "/registry/simple/moved/"]);
});

test.each([
  "https://sandbox.test/registry/simple/x/",
  "http://evil.example/simple/x/",
  "http://sandbox.test:81/x/",
])("a redirect to %s is not followed", async (location) => {
  let asked = 0;
  const moving = async () => {
    asked += 1;
    return new Response(null, { status: 301, headers: { location } });
  };
  await expect(pypi(moving).release("x", "1.0")).rejects.toMatchObject({ fault: { kind: "broken" } });
  expect(asked).toBe(1);
});

test("redirects in circles end", async () => {
  const circling = async () =>
    new Response(null, { status: 302, headers: { location: "/registry/simple/x/" } });
  await expect(pypi(circling).release("x", "1.0")).rejects.toMatchObject({
    fault: { detail: "redirects in circles" },
  });
});

test("an unchanged answer is not sent twice", async () => {
  await upload("1.0");
  const registry = pypi();
  const first = await registry.release("invoke-ai", "1.0");
  expect(await registry.release("invoke-ai", "1.0")).toEqual(first);
  expect(index.requests.map((request) => request.status)).toEqual([200, 304]);
  await upload("2.0");
  expect(await registry.release("invoke-ai", "2.0")).toMatchObject({ known: "served" });
});

test("requests say who asks and how to reach them", async () => {
  await pypi(mounted(index), { contact: "ops@example.org" }).release("invoke-ai", "1.0");
  expect(index.requests[0]?.headers["user-agent"]).toBe("release-conductor (ops@example.org)");
});

test("every public index is a registry of its own", () => {
  expect([...registries({ clock }).keys()]).toEqual(Object.keys(PUBLIC_INDEXES));
});

test("every version is told once, yanked and emptied ones too, and none of a project that nobody knows", async () => {
  expect(await pypi().versions("invoke-ai")).toEqual([]);
  await upload("3.9.0");
  await upload("4.0.0rc6");
  const emptied = await upload("4.0.0");
  index.yank("invoke-ai", "3.9.0");
  for (const { filename } of emptied) {
    index.deleteFile("invoke-ai", filename);
  }
  expect((await pypi().versions("Invoke.AI")).toSorted()).toEqual(["3.9.0", "4.0.0", "4.0.0rc6"]);
});

test("an older page without a list of versions tells those of its files", async () => {
  const files = ["a-1.0.tar.gz", "a-1.0-py3-none-any.whl", "a-1.1.tar.gz", "notes.txt"].map((filename) => ({
    filename,
    hashes: {},
  }));
  const page = async () => Response.json({ meta: { "api-version": "1.0" }, files });
  expect(await pypi(page).versions("a")).toEqual(["1.0", "1.1"]);
});

test("an index that does not answer tells no versions", async () => {
  index.outage({ status: 503 });
  await expect(pypi().versions("invoke-ai")).rejects.toMatchObject({
    fault: { kind: "broken", status: 503 },
  });
});
