import { describe, expect, it } from "vitest";
import { wheel } from "../../../src/sandbox/files/wheel.ts";
import { built, openIndex, type VersionPage } from "./shop.ts";

const bytes = new Uint8Array([1]);

describe("an upload is refused", () => {
  it("under a file name that is there", async () => {
    const { index } = openIndex();
    await index.upload("my-pkg", await built("1.0"));
    await expect(index.upload("my-pkg", await built("1.0", "again"))).rejects.toThrow(
      "400 Bad Request: File already exists ('my_pkg-1.0-py3-none-any.whl')",
    );
  });

  it("under a file name that was deleted", async () => {
    const { index } = openIndex();
    const [file] = await built("1.0");
    await index.upload("my-pkg", [file]);
    index.deleteFile("my-pkg", file.filename);
    await expect(index.upload("my-pkg", [file])).rejects.toThrow("This filename has already been used");
  });

  it("under a file name of a deleted version, which no page shows", async () => {
    const { index, get } = openIndex();
    const files = await built("1.0");
    await index.upload("my-pkg", files);
    await index.upload("my-pkg", await built("0.9"));
    index.deleteRelease("my-pkg", "1.0");
    expect((await get("/pypi/my-pkg/1.0/json")).status).toBe(404);
    expect(await (await get("/simple/my-pkg/")).text()).not.toContain("1.0");
    await expect(index.upload("my-pkg", files)).rejects.toThrow("This filename has already been used");
  });

  it("of a workflow that is not trusted", async () => {
    const { index } = openIndex();
    const provenance = { repository: "octo/tool", workflow: "release.yml", environment: "pypi" };
    const [file] = await built("1.0");
    index.trust("My.Pkg", { ...provenance, workflow: "publish.yml" });
    await expect(index.upload("my-pkg", [file], { provenance })).rejects.toThrow("invalid-publisher");
    await expect(index.upload("my-pkg", [file])).rejects.toThrow("invalid-publisher");
    index.trust("my-pkg", { ...provenance, environment: "testpypi" });
    await expect(index.upload("my-pkg", [file], { provenance })).rejects.toThrow("invalid-publisher");
    index.trust("my-pkg", { repository: "Octo/Tool", workflow: "release.yml" });
    await index.upload("my-pkg", [file], { provenance });
  });

  it("while the index does not answer, and may have been taken all the same", async () => {
    const { index, get } = openIndex();
    const files = await built("1.0");
    index.outage({ status: 503, times: 1, path: /legacy/ });
    await expect(index.upload("my-pkg", files)).rejects.toThrow("503 Service Unavailable");
    expect((await get("/simple/my-pkg/")).status).toBe(404);
    index.outage({ status: "refused", times: 1, path: /legacy/, when: "after" });
    await expect(index.upload("my-pkg", files)).rejects.toThrow("Connection refused");
    const page = (await (await get("/pypi/my-pkg/1.0/json")).json()) as VersionPage;
    expect(page.urls).toHaveLength(1);
  });

  it("when it races another of the same name", async () => {
    const { index } = openIndex();
    const [file] = await built("1.0");
    const [other] = await built("1.0", "again");
    const ends = await Promise.allSettled([index.upload("my-pkg", [file]), index.upload("my-pkg", [other])]);
    expect(ends.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it.each([
    ["a local version", { name: "my-pkg", version: "1.0+b10" }, "local versions in <Version('1.0+b10')>"],
    ["the name of another project", { name: "other", version: "1.0" }, "Start filename for 'my-pkg'"],
    [
      "a direct URL dependency",
      {
        name: "my-pkg",
        version: "1.0",
        requires: ["clip @ https://example.org/clip.zip ; python_version>'3'"],
      },
      "Can't have direct dependency: clip @ https://example.org/clip.zip",
    ],
  ])("with %s", async (_, source, message) => {
    const { index } = openIndex();
    await expect(index.upload("my-pkg", [await wheel(source)])).rejects.toThrow(message);
  });

  it.each([
    ["my_pkg-1.0.exe", "Invalid distribution filename"],
    ["my_pkg-v3-latest.tar.gz", "Invalid distribution filename"],
    ["my_pkg-1.0-py3-none-any.whl", "Invalid distribution file. No METADATA"],
  ])("as %s holding one byte", async (filename, message) => {
    const { index } = openIndex();
    await expect(index.upload("my-pkg", [{ filename, bytes }])).rejects.toThrow(message);
  });

  it("when its name and its metadata disagree about the version", async () => {
    const { index } = openIndex();
    const [{ bytes: wrong }] = await built("1.1");
    const file = { filename: "my_pkg-1.0-py3-none-any.whl", bytes: wrong };
    await expect(index.upload("my-pkg", [file])).rejects.toThrow("should be '1.1' not '1.0'");
  });
});

describe("an upload", () => {
  it("keeps the files before a refused one", async () => {
    const { index, get } = openIndex();
    const [file] = await built("1.0");
    const refused = { filename: "my_pkg-1.0.exe", bytes };
    await expect(index.upload("my-pkg", [file, refused])).rejects.toThrow("Invalid distribution filename");
    expect(await (await get("/pypi/my-pkg/1.0/json")).json()).toMatchObject({
      urls: [{ filename: file.filename }],
    });
  });

  it("of the same bytes again changes nothing", async () => {
    const { index, get } = openIndex();
    const files = await built("1.0");
    await index.upload("my-pkg", files.slice(0, 1));
    await index.upload("my-pkg", files);
    const page = (await (await get("/pypi/my-pkg/1.0/json")).json()) as VersionPage;
    expect(page.urls).toHaveLength(2);
  });

  it("of an equal version joins its release", async () => {
    const { index, get } = openIndex();
    await index.upload("my-pkg", (await built("1.0")).slice(0, 1));
    await index.upload("my-pkg", (await built("1.0.0")).slice(1));
    const page = (await (await get("/pypi/my-pkg/1.0/json")).json()) as VersionPage;
    expect(page.urls).toHaveLength(2);
  });

  it("of a build tag and a compound platform is understood", async () => {
    const { index, get } = openIndex();
    const [{ bytes: wheelBytes }] = await built("1.0");
    const filename = "my_pkg-1.0-2-cp311-cp311-manylinux_2_17_x86_64.whl";
    await index.upload("my-pkg", [{ filename, bytes: wheelBytes }]);
    expect((await get("/pypi/my-pkg/1.0/json")).status).toBe(200);
  });
});

it("a verb that names what is not there says so", async () => {
  const { index } = openIndex();
  await index.upload("my-pkg", (await built("0.9")).slice(0, 1));
  expect(() => index.yank("my-pkg", "latest")).toThrow("no such file or version of my-pkg");
  expect(() => index.yank("other", "1.0")).toThrow("no such file or version of other");
  expect(() => index.deleteFile("my-pkg", "my_pkg-1.0.tar.gz")).toThrow("no such file or version of my-pkg");
});
