import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { createIndex } from "../../../src/sandbox/index/package-index.ts";
import { built, openIndex, type ProvenancePage, type SimplePage, type VersionPage } from "./shop.ts";

const SIMPLE_JSON = "application/vnd.pypi.simple.v1+json";
const publisher = { repository: "acme/my-pkg", workflow: "release.yml", environment: "pypi" };

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

let shop: ReturnType<typeof openIndex>;
let files: Awaited<ReturnType<typeof built>>;

beforeEach(async () => {
  shop = openIndex();
  files = await built("1.0rc1");
  await shop.index.upload("My.Pkg", files, { provenance: publisher });
});

async function simple(): Promise<SimplePage> {
  return (await (await shop.get("/simple/my-pkg/", { accept: SIMPLE_JSON })).json()) as SimplePage;
}

describe("the page of a version", () => {
  it("names what was uploaded", async () => {
    const [file] = files;
    const response = await shop.get("/pypi/my-pkg/1.0rc1/json");
    const page = (await response.json()) as VersionPage;
    expect(page.info).toMatchObject({
      name: "My.Pkg",
      version: "1.0rc1",
      requires_python: ">=3.11",
      yanked: false,
    });
    expect(page).not.toHaveProperty("releases");
    expect(page.urls[0]).toMatchObject({
      filename: file.filename,
      packagetype: "bdist_wheel",
      size: file.bytes.byteLength,
      digests: { sha256: sha256(file.bytes), md5: expect.stringMatching(/^\w{32}$/) },
      upload_time_iso_8601: "2026-11-01T12:00:00.000Z",
      yanked: false,
    });
    expect(response.headers.get("cache-control")).toContain("max-age=900");
    expect(response.headers.get("x-pypi-last-serial")).toBe(String(page.last_serial));
  });

  it.each(["1.0rc1", "v1.0-rc.1", "1.0.0rc1"])("is found as %s", async (version) => {
    expect((await shop.get(`/pypi/my-pkg/${version}/json`)).status).toBe(200);
  });

  it.each(["/pypi/my-pkg/1.0/json", "/pypi/my-pkg/latest/json", "/pypi/other/json", "/simple/other/"])(
    "is not found at %s",
    async (path) => {
      expect((await shop.get(path)).status).toBe(404);
    },
  );
});

describe("the page of a project", () => {
  it.each([
    {
      uploaded: ["1.0rc1", "0.9"],
      yanked: [],
      newest: "0.9",
      because: "a pre-release comes after a release",
    },
    { uploaded: ["1.10", "1.9"], yanked: [], newest: "1.10", because: "versions are no text" },
    { uploaded: ["1.0", "1.1rc1"], yanked: ["1.0"], newest: "1.1rc1", because: "yanked ones come last" },
  ])("shows $newest of $uploaded, as $because", async ({ uploaded, yanked, newest }) => {
    const { index, get } = openIndex();
    for (const version of uploaded) await index.upload("my-pkg", await built(version));
    for (const version of yanked) index.yank("my-pkg", version);
    const page = (await (await get("/pypi/my-pkg/json")).json()) as VersionPage;
    expect(page.info.version).toBe(newest);
    expect(Object.keys(page.releases ?? {}).toSorted()).toEqual(uploaded.toSorted());
  });
});

describe("the simple page", () => {
  it("names what was uploaded, as JSON", async () => {
    const [file] = files;
    const page = await simple();
    expect(page).toMatchObject({ name: "my-pkg", versions: ["1.0rc1"], meta: { "api-version": "1.3" } });
    expect(page.files.map(({ filename }) => filename)).toEqual(files.map(({ filename }) => filename));
    expect(page.files[0]).toMatchObject({
      hashes: { sha256: sha256(file.bytes) },
      size: file.bytes.byteLength,
      "upload-time": "2026-11-01T12:00:00.000Z",
      "requires-python": ">=3.11",
      yanked: false,
      "core-metadata": { sha256: expect.stringMatching(/^\w{64}$/) },
      provenance: `http://sandbox.test/pypi/integrity/my-pkg/1.0rc1/${file.filename}/provenance`,
    });
    expect(page.files[1]?.["core-metadata"]).toBe(false);
  });

  it("links what was uploaded, as HTML", async () => {
    const [file] = files;
    shop.index.yank("my-pkg", "1.0rc1", 'broken on "3.12" & <3.11');
    const html = await (await shop.get("/simple/my-pkg/")).text();
    expect(html).toContain(`#sha256=${sha256(file.bytes)}" data-requires-python="&gt;=3.11"`);
    expect(html).toContain('data-yanked="broken on &quot;3.12&quot; &amp; &lt;3.11"');
    expect(html).toContain(`>${file.filename}</a>`);
  });

  it.each([
    [undefined, "text/html"],
    ["*/*", "text/html"],
    [SIMPLE_JSON, SIMPLE_JSON],
    [`text/html;q=0.2, ${SIMPLE_JSON}`, SIMPLE_JSON],
    [`${SIMPLE_JSON};q=0.1, text/html`, "text/html"],
    ["application/vnd.pypi.simple.v1+html", "application/vnd.pypi.simple.v1+html"],
  ])("asked for as %s comes as %s", async (accept, type) => {
    const response = await shop.get("/simple/my-pkg/", accept === undefined ? {} : { accept });
    expect(response.headers.get("content-type")).toBe(type);
    expect(response.headers.get("cache-control")).toContain("max-age=600");
  });

  it("is asked again for nothing while it has not changed", async () => {
    const accept = SIMPLE_JSON;
    const etag = (await shop.get("/simple/my-pkg/", { accept })).headers.get("etag") ?? "";
    const again = await shop.get("/simple/my-pkg/", { accept, "if-none-match": `"other", W/${etag}` });
    expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
    shop.index.yank("my-pkg", "1.0rc1");
    expect((await shop.get("/simple/my-pkg/", { accept, "if-none-match": etag })).status).toBe(200);
  });
});

describe("another spelling", () => {
  it.each([
    ["/simple/My.Pkg/", "/pypi/simple/my-pkg/"],
    ["/simple/my_-.PKG/", "/pypi/simple/my-pkg/"],
    ["/simple/my-pkg", "/pypi/simple/my-pkg/"],
    ["/pypi/My.Pkg/json", "/pypi/pypi/my-pkg/json"],
    ["/pypi/my_pkg/1.0rc1/json", "/pypi/pypi/my-pkg/1.0rc1/json"],
  ])("%s is sent to %s", async (path, location) => {
    const response = await shop.get(path);
    expect([response.status, response.headers.get("location")]).toEqual([301, location]);
  });
});

it("an index at the root of its host sends to paths of that root", async () => {
  const index = createIndex({ clock: shop.clock, name: "testpypi", host: "http://index.test" });
  const response = await index.handler(new Request("http://index.test/simple/my-pkg"));
  expect(response.headers.get("location")).toBe("/simple/my-pkg/");
});

describe("yanking", () => {
  it.each([
    ["a reason", "broken wheels", "broken wheels"],
    ["no reason", undefined, true],
  ])("with %s shows in both views", async (_, reason, shown) => {
    shop.index.yank("my-pkg", "1.0.0rc1", reason);
    const page = (await (await shop.get("/pypi/my-pkg/1.0rc1/json")).json()) as VersionPage;
    expect(page.info).toMatchObject({ yanked: true, yanked_reason: reason ?? null });
    expect((await simple()).files[0].yanked).toBe(shown);
  });

  it("can be taken back", async () => {
    shop.index.yank("my-pkg", "1.0rc1");
    shop.index.unyank("my-pkg", "1.0rc1");
    expect((await simple()).files[0].yanked).toBe(false);
  });
});

describe("provenance", () => {
  const path = (name: string) => `/integrity/my-pkg/1.0rc1/${name}/provenance`;

  it("names the publisher and attests the digest", async () => {
    const response = await shop.get(path(files[0].filename));
    const page = (await response.json()) as ProvenancePage;
    const [bundle] = page.attestation_bundles;
    const statement = JSON.parse(Buffer.from(bundle.attestations[0].envelope.statement, "base64").toString());
    expect(bundle.publisher).toMatchObject({ kind: "GitHub", ...publisher });
    expect(statement.subject).toEqual([
      { name: files[0].filename, digest: { sha256: sha256(files[0].bytes) } },
    ]);
    expect(response.headers.get("content-type")).toBe("application/vnd.pypi.integrity.v1+json");
  });

  it("is 404 for a file without any, and when project, version and file disagree", async () => {
    await shop.index.upload("my-pkg", await built("2.0"));
    expect((await shop.get("/integrity/my-pkg/2.0/my_pkg-2.0.tar.gz/provenance")).status).toBe(404);
    expect((await shop.get(path("my_pkg-2.0.tar.gz"))).status).toBe(404);
    expect((await simple()).files.at(-1)?.provenance).toBeNull();
  });
});

describe("a file", () => {
  it("is downloaded from where the page says, and its metadata beside it", async () => {
    const [entry] = (await simple()).files;
    const path = new URL(entry.url).pathname.replace(/^\/pypi/, "");
    expect(Buffer.from(await (await shop.get(path)).arrayBuffer()).equals(files[0].bytes)).toBe(true);
    const metadata = Buffer.from(await (await shop.get(`${path}.metadata`)).arrayBuffer());
    expect(entry["core-metadata"]).toEqual({ sha256: sha256(metadata) });
  });

  it("that was replaced has other digests", async () => {
    const [other] = await built("1.0rc1", "other");
    await shop.index.replaceBytes("my-pkg", other.filename, other.bytes);
    expect((await simple()).files[0].hashes.sha256).toBe(sha256(other.bytes));
  });

  it("that was deleted is gone from its release", async () => {
    shop.index.deleteFile("my-pkg", files[0].filename);
    expect((await simple()).files).toHaveLength(1);
  });
});
