import { beforeEach, expect, test } from "vitest";
import type { Clock } from "../../src/clock.ts";
import { statusPage } from "../../src/registries/status-page.ts";
import { seen } from "../../src/release/fact.ts";
import { statusNotice } from "../../src/release/index-status.ts";
import { createStatusPage, type StatusPage } from "../../src/sandbox/status.ts";

const BASE = "http://sandbox.test";
const MINUTE = 60_000;
let now = Date.UTC(2026, 10, 22, 21);
const clock: Clock = { now: () => now, sleepUntil: async () => undefined, busy: (task) => task() };
let page: StatusPage;

beforeEach(() => {
  page = createStatusPage({
    clock,
    groups: {
      PyPI: ["Web", "Uploads"],
      "Package index for tests": ["test.pypi.org"],
      Storage: ["files.pythonhosted.org"],
      Site: ["Docs"],
    },
  });
});

const reader = (answer = (request: Request) => page.handler(request)) =>
  statusPage(BASE, { clock, fetch: (input, init) => answer(new Request(input, init)) });

/** What is told of an index after a first reading: names of components and incidents. */
async function told(index: string): Promise<readonly string[]> {
  const status = await reader().read();
  const notice = status && statusNotice({ indexStatus: seen(status) }, index);
  return notice?.is === "index-status"
    ? [...notice.components, ...notice.incidents].map(({ name }) => name)
    : [];
}

test("a page without trouble tells nothing", async () => {
  expect([await told("pypi"), await told("testpypi")]).toEqual([[], []]);
});

test("components are told by the words in their names and groups, and of other indexes nothing is", async () => {
  page.setComponent("Docs", "major_outage");
  expect(await told("pypi")).toEqual([]);
  for (const name of ["Uploads", "test.pypi.org", "files.pythonhosted.org"]) {
    page.setComponent(name, "partial_outage");
  }
  expect(await told("pypi")).toEqual(["Uploads", "files.pythonhosted.org"]);
  expect(await told("testpypi")).toEqual(["Uploads", "test.pypi.org", "files.pythonhosted.org"]);
  expect(await told("npm")).toEqual([]);
});

test("incidents are told that are about the index, or do not say what about, until they are over", async () => {
  page.raise({ name: "Docs are slow", impact: "critical", components: ["Docs"] });
  const uploads = page.raise({ name: "Uploads fail", impact: "major", components: ["Docs", "Uploads"] });
  page.raise({ name: "Something is wrong", impact: "minor" });
  expect(await told("pypi")).toEqual(["Uploads fail", "Something is wrong"]);
  page.update(uploads, { status: "resolved" });
  expect(await told("pypi")).toEqual(["Something is wrong"]);
});

test("the page is read once in five minutes for all who ask, and one that says the same keeps its time", async () => {
  const { read } = reader();
  page.setComponent("Uploads", "degraded_performance");
  const [first, second] = await Promise.all([read(), read()]);
  expect(second).toBe(first);
  expect(first).toMatchObject({ page: BASE, readAt: now, components: [{ name: "Uploads", group: "PyPI" }] });
  now += 4 * MINUTE;
  await read();
  expect(page.requests).toHaveLength(1);
  now += MINUTE;
  expect(await read()).toEqual(first);
  expect(page.requests).toHaveLength(2);
  page.setComponent("Uploads", "major_outage");
  now += 5 * MINUTE;
  expect(await read()).toMatchObject({ readAt: now, components: [{ status: "major_outage" }] });
});

test.each<[string, (request: Request) => Promise<Response>]>([
  ["is out", async () => new Response("down", { status: 503 })],
  ["is elsewhere", async () => new Response(null, { status: 404 })],
  ["is another page", async () => Response.json({ status: "red" })],
  ["can't be reached", () => Promise.reject(new TypeError("fetch failed"))],
])("a page that %s tells nothing, and is left alone for five minutes", async (_what, answer) => {
  let asked = 0;
  const { read } = reader((request) => {
    asked += 1;
    return answer(request);
  });
  expect([await read(), await read(), asked]).toEqual([undefined, undefined, 1]);
  now += 5 * MINUTE;
  expect([await read(), asked]).toEqual([undefined, 2]);
});
