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

test("npm is asked for a scoped package as one part of the path", async () => {
  const digest = "ab".repeat(64);
  const integrity = `sha512-${Buffer.from(digest, "hex").toString("base64")}`;
  nock(PUBLIC_INDEXES.npm, { reqheaders: { accept: /application\/vnd\.npm\.install-v1\+json/ } })
    .get("/@octo%2Ftool")
    .reply(200, { name: "@octo/tool", versions: { "1.0.0": { dist: { integrity } } } });

  const found = await registries({ clock }).get("npm")?.release("@octo/tool", "1.0.0");

  expect(found?.files).toEqual([{ filename: "octo-tool-1.0.0.tgz", sha512: digest, yanked: false }]);
});

test("crates.io is asked by its sparse index", async () => {
  const line = { name: "tool", vers: "1.0.0", cksum: "AB".repeat(32), yanked: false };
  nock(PUBLIC_INDEXES.crates)
    .get("/to/ol/tool")
    .reply(200, `${JSON.stringify(line)}\n`);

  const found = await registries({ clock }).get("crates")?.release("tool", "1.0.0");

  expect(found?.files).toEqual([{ filename: "tool-1.0.0.crate", sha256: "ab".repeat(32), yanked: false }]);
});
