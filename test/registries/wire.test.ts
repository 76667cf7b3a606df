import nock from "nock";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PUBLIC_INDEXES, registries } from "../../src/registries/registries.ts";

const clock = {
  now: () => 0,
  sleepUntil: async () => undefined,
  busy: <T>(task: () => Promise<T>) => task(),
};

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks(), "answers nobody asked for").toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

test("an index is asked at its public address for what installers see", async () => {
  const file = { filename: "demo-1.0.tar.gz", hashes: { sha256: "ab".repeat(32) }, yanked: false, size: 3 };
  const page = { name: "demo", versions: ["1.0"], files: [file], meta: { "api-version": "1.1" } };
  nock(PUBLIC_INDEXES.pypi, {
    reqheaders: { accept: /application\/vnd\.pypi\.simple\.v1\+json/, "user-agent": /release-conductor/ },
  })
    .get("/simple/demo/")
    .reply(200, page, { "content-type": "application/vnd.pypi.simple.v1+json" });

  const found = await registries({ clock }).get("pypi")?.release("Demo", "1.0");

  expect(found?.files).toEqual([{ filename: "demo-1.0.tar.gz", sha256: "ab".repeat(32), yanked: false }]);
});

test("the two indexes do not stand in for each other", async () => {
  nock(PUBLIC_INDEXES.testpypi).get("/simple/demo/").reply(404).get("/pypi/demo/1.0/json").reply(404);

  expect(await registries({ clock }).get("testpypi")?.release("demo", "1.0")).toBeUndefined();
});
