import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { text } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { fromBufferPromise } from "yauzl";
import { sdist } from "../../src/sandbox/files/sdist.ts";
import { tar } from "../../src/sandbox/files/tar.ts";
import { wheel } from "../../src/sandbox/files/wheel.ts";
import { zip } from "../../src/sandbox/files/zip.ts";

async function unzip(bytes: Uint8Array): Promise<Record<string, string>> {
  const archive = await fromBufferPromise(Buffer.from(bytes), { lazyEntries: true });
  const files: Record<string, string> = {};
  for await (const entry of archive.eachEntry()) {
    files[entry.fileName] = await text(await archive.openReadStreamPromise(entry));
  }
  return files;
}

function untar(bytes: Uint8Array, ...options: string[]): string {
  return execFileSync("tar", ["--extract", "--to-stdout", "--file", "-", ...options], {
    input: bytes,
  }).toString();
}

function inTimeZone<T>(zone: string, task: () => T): T {
  const before = process.env["TZ"];
  process.env["TZ"] = zone;
  try {
    return task();
  } finally {
    if (before === undefined) delete process.env["TZ"];
    else process.env["TZ"] = before;
  }
}

describe("a zip", () => {
  it("holds the files in the given order", async () => {
    const files = { "z/last.txt": "zebra", "a.txt": "", "naïve.txt": "ï" };
    expect(Object.entries(await unzip(await zip(files)))).toEqual(Object.entries(files));
  });

  it("holds bytes as they are", async () => {
    const bytes = new Uint8Array([0, 255, 128, 10, 13]);
    const archive = await fromBufferPromise(Buffer.from(await zip({ "a.bin": bytes })), {
      lazyEntries: true,
    });
    for await (const entry of archive.eachEntry()) {
      expect(await (await archive.openReadStreamPromise(entry)).toArray()).toEqual([Buffer.from(bytes)]);
    }
    expect.assertions(1);
  });

  it("has the same bytes in every time zone", async () => {
    const east = await inTimeZone("Asia/Tokyo", () => zip({ "a.txt": "a" }));
    const west = await inTimeZone("America/Los_Angeles", () => zip({ "a.txt": "a" }));
    expect(east).toEqual(west);
  });
});

describe("a wheel", () => {
  it.each([
    ["InvokeAI", "v4.0.0-rc6", "invokeai-4.0.0rc6-py3-none-any.whl"],
    ["my-pkg.name", "1.0-1", "my_pkg_name-1.0.post1-py3-none-any.whl"],
    ["pkg", "3.0.0+b10.2", "pkg-3.0.0+b10.2-py3-none-any.whl"],
  ])("of %s %s is named %s", async (name, version, filename) => {
    expect((await wheel({ name, version })).filename).toBe(filename);
  });

  it("carries its metadata", async () => {
    const source = {
      name: "My-Pkg",
      version: "1.0",
      requiresPython: ">=3.11",
      requires: ["numpy<3", "rich"],
    };
    const files = await unzip((await wheel(source)).bytes);
    expect(files["my_pkg-1.0.dist-info/METADATA"]).toBe(
      "Metadata-Version: 2.2\nName: My-Pkg\nVersion: 1.0\nRequires-Python: >=3.11\nRequires-Dist: numpy<3\nRequires-Dist: rich\n",
    );
    expect(files["my_pkg-1.0.dist-info/WHEEL"]).toContain("Tag: py3-none-any\n");
  });

  it("records the digest and size of every file but the record itself", async () => {
    const files = await unzip(
      (await wheel({ name: "pkg", version: "1.0", files: { 'odd,"name".txt': "odd" } })).bytes,
    );
    const record = files["pkg-1.0.dist-info/RECORD"]?.trimEnd().split("\n");
    const digest = createHash("sha256").update("odd").digest("base64url");
    expect(record).toHaveLength(Object.keys(files).length);
    expect(record).toContain(`"odd,""name"".txt",sha256=${digest},3`);
    expect(record?.at(-1)).toBe("pkg-1.0.dist-info/RECORD,,");
  });

  it("has the same bytes when built again, and others with another seed", async () => {
    const source = { name: "pkg", version: "1.0" };
    expect(await wheel(source)).toEqual(await wheel(source));
    expect(await wheel({ ...source, seed: "again" })).not.toEqual(await wheel(source));
  });

  it("cannot be made of a version that is none", async () => {
    await expect(wheel({ name: "pkg", version: "v3-latest" })).rejects.toThrow('"v3-latest" is no version');
  });
});

describe("an sdist", () => {
  it("has one folder, named as the file", () => {
    const { filename, bytes } = sdist({ name: "My.Pkg", version: "v1.0.0-alpha" });
    const listed = execFileSync("tar", ["--list", "--gzip", "--file", "-"], { input: bytes }).toString();
    expect(filename).toBe("my_pkg-1.0.0a0.tar.gz");
    expect(listed.trimEnd().split("\n")).toEqual([
      "my_pkg-1.0.0a0/PKG-INFO",
      "my_pkg-1.0.0a0/pyproject.toml",
      "my_pkg-1.0.0a0/src/my_pkg/__init__.py",
    ]);
  });

  it("carries PKG-INFO", () => {
    const { bytes } = sdist({ name: "pkg", version: "1.0" });
    expect(untar(bytes, "--gzip", "pkg-1.0/PKG-INFO")).toBe(
      "Metadata-Version: 2.2\nName: pkg\nVersion: 1.0\n",
    );
  });

  it("has the same bytes when built again, and others with another seed", () => {
    const source = { name: "pkg", version: "1.0" };
    expect(sdist(source)).toEqual(sdist(source));
    expect(gunzipSync(sdist({ ...source, seed: "again" }).bytes)).not.toEqual(
      gunzipSync(sdist(source).bytes),
    );
  });

  it("names neither a time nor an operating system in its gzip header", () => {
    expect([...sdist({ name: "pkg", version: "1.0" }).bytes.subarray(4, 10)]).toEqual([0, 0, 0, 0, 0, 255]);
  });
});

describe("a tar", () => {
  it.each([0, 1, 511, 512, 513, 5000])("holds a file of %i bytes", (size) => {
    const content = "x".repeat(size);
    const archive = tar({ file: content, after: "after" });
    expect([untar(archive, "file"), untar(archive, "after")]).toEqual([content, "after"]);
  });

  it("refuses a path its header cannot hold", () => {
    expect(() => tar({ ["x".repeat(101)]: "" })).toThrow("over the 100 bytes");
  });
});
