import { createHash, randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { artifactContents } from "../../src/artifacts/contents.ts";
import { ArtifactRefused } from "../../src/artifacts/refused.ts";
import { sdist } from "../../src/sandbox/files/sdist.ts";
import { wheel } from "../../src/sandbox/files/wheel.ts";
import { zip } from "../../src/sandbox/files/zip.ts";
import { type RawTarEntry, rawTar } from "./raw-tar.ts";
import { type RawEntry, rawZip } from "./raw-zip.ts";
import { contentsOf } from "./stored.ts";

const WHEEL = "demo-1.0-py3-none-any.whl";
const SDIST = "demo-1.0.tar.gz";
const METADATA = "Metadata-Version: 2.2\nName: demo\nVersion: 1.0\n";

async function metadataOf(filename: string, bytes: Buffer) {
  const [file] = await contentsOf({ [filename]: bytes });
  return file?.metadata;
}

async function whyNot(filename: string, bytes: Buffer): Promise<string> {
  const metadata = await metadataOf(filename, bytes);
  return metadata?.is === "unreadable" ? metadata.why : `not refused: ${JSON.stringify(metadata)}`;
}

test("the metadata of a real wheel and a real sdist is read, and the digests stay those of the whole files", async () => {
  const source = {
    name: "Demo.Tool",
    version: "1.0rc1",
    requiresPython: ">=3.11",
    requires: ["torch>=2", "numpy<3; python_version > '3.11'"],
  };
  const built = [await wheel(source), sdist(source)];
  const files = await contentsOf(
    Object.fromEntries(built.map(({ filename, bytes }) => [filename, Buffer.from(bytes)])),
  );
  expect(files).toEqual(
    built.map(({ filename, bytes }) => ({
      name: filename,
      size: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      metadata: {
        is: "read",
        fields: {
          "metadata-version": ["2.2"],
          name: ["Demo.Tool"],
          version: ["1.0rc1"],
          "requires-python": [">=3.11"],
          "requires-dist": ["torch>=2", "numpy<3; python_version > '3.11'"],
        },
      },
    })),
  );
});

test("an sdist packed as .zip is read, too", async () => {
  const bytes = await zip({ "demo-1.0/PKG-INFO": METADATA, "demo-1.0/setup.py": "" });
  expect(await metadataOf("demo-1.0.zip", Buffer.from(bytes))).toMatchObject({
    is: "read",
    fields: { version: ["1.0"] },
  });
});

test("the wheels in an installer are listed with their digests, beside links and whatever else it holds", async () => {
  const inner = Buffer.from((await wheel({ name: "demo", version: "1.0" })).bytes);
  const bytes = rawZip([
    { name: "installer/lib/demo-1.0-py3-none-any.whl", data: inner },
    { name: "installer/run", data: "lib/run", attributes: 0o120777 * 65_536 },
  ]);
  const [file] = await contentsOf({ "installer.zip": bytes });
  expect(file?.metadata).toBeUndefined();
  expect(file?.wheels).toEqual({
    is: "read",
    files: [
      {
        path: "installer/lib/demo-1.0-py3-none-any.whl",
        filename: WHEEL,
        sha256: createHash("sha256").update(inner).digest("hex"),
      },
    ],
  });
});

test("an installer with two wheels of one path is not believed: which of them is installed, nobody knows", async () => {
  const [file] = await contentsOf({ "installer.zip": rawZip([{ name: WHEEL }, { name: WHEEL, data: "2" }]) });
  expect(file?.wheels).toMatchObject({ is: "unreadable", why: expect.stringContaining("two files named") });
});

test("a zip that can't be read says so, and the artifact around it is read all the same", async () => {
  const [file, other] = await contentsOf({
    "installer.zip": Buffer.from("no zip"),
    "a.txt": Buffer.from("a"),
  });
  expect(file?.wheels).toMatchObject({ is: "unreadable", why: expect.stringContaining("cannot be read") });
  expect(other?.name).toBe("a.txt");
});

test("what is no distribution and no zip is not looked into", async () => {
  expect(await contentsOf({ "notes.txt": Buffer.from(METADATA) })).toEqual([
    { name: "notes.txt", size: METADATA.length, sha256: expect.any(String) },
  ]);
});

const symlink = 0o120777 * 65_536;
const honest: RawEntry = { name: "demo-1.0.dist-info/METADATA", data: METADATA };
const wheels: readonly (readonly [string, readonly RawEntry[] | Buffer, RegExp])[] = [
  ["is no zip", Buffer.from("no zip at all"), /cannot be read/],
  ["holds no metadata", [{ name: "demo.py" }], /holds no demo-1\.0\.dist-info\/METADATA/],
  [
    "keeps its metadata elsewhere",
    [{ name: "other-1.0.dist-info/METADATA", data: METADATA }],
    /holds no demo-1\.0/,
  ],
  ["holds its metadata twice", [honest, honest], /two files named/],
  ["climbs", [honest, { name: "../evil" }], /invalid relative path/],
  ["is absolute", [honest, { name: "/etc/passwd" }], /absolute path/],
  ["holds a link", [honest, { name: "link", data: "/etc/passwd", attributes: symlink }], /link or a device/],
  ["has a link for metadata", [{ ...honest, attributes: symlink }], /link or a device/],
  ["is encrypted", [{ ...honest, flags: 1, method: 8 }], /encrypted/],
  ["gives a name twice", [{ ...honest, localName: "demo-1.0.dist-info/METADATB" }], /two names/],
  ["has a wrong checksum", [{ ...honest, crc: 1 }], /checksum/],
  ["has a name that no disk takes", [honest, { name: "a".repeat(1025) }], /more than 1024 characters/],
  ["has metadata larger than declared", [{ ...honest, method: 8, declaredSize: 3 }], /too many bytes/],
  [
    "has a megabyte of metadata and more",
    [{ ...honest, data: Buffer.alloc(1024 ** 2 + 1, "a"), method: 8 }],
    /metadata is larger than/,
  ],
  ["has metadata that is no UTF-8", [{ ...honest, data: Buffer.from([0x4e, 0xff, 0xfe]) }], /no UTF-8/],
];

test.each(wheels)("the metadata of a wheel that %s is not believed", async (_what, entries, reason) => {
  const bytes = Buffer.isBuffer(entries) ? entries : rawZip(entries as readonly RawEntry[]);
  expect(await whyNot(WHEEL, bytes)).toMatch(reason);
});

/** A record of an extended header that names the entry after it (POSIX.1-2001, pax): its length counts itself. */
function paxPath(name: string): string {
  return `${name.length + " path=\n".length + 4} path=${name}\n`;
}

const info: RawTarEntry = { name: "demo-1.0/PKG-INFO", data: METADATA };
const sdists: readonly (readonly [string, readonly RawTarEntry[], RegExp])[] = [
  ["holds no PKG-INFO", [{ name: "demo-1.0/setup.py" }], /no PKG-INFO/],
  ["holds one deeper only", [{ name: "demo-1.0/demo.egg-info/PKG-INFO", data: METADATA }], /no PKG-INFO/],
  ["holds two", [info, info], /two PKG-INFO/],
  ["holds one in each of two top folders", [info, { ...info, name: "other/PKG-INFO" }], /two PKG-INFO/],
  [
    "has a link for it",
    [{ name: "demo-1.0/PKG-INFO", type: "2", link: "demo.egg-info/PKG-INFO" }],
    /no file/,
  ],
  ["climbs", [info, { name: "demo-1.0/../../evil" }], /climbs out/],
  ["is absolute", [info, { name: "/etc/passwd" }], /absolute path/],
  ["starts at a drive", [info, { name: "C:/evil" }], /absolute path/],
  ["has backslashes", [info, { name: "a\\..\\evil" }], /backslashes/],
  ["links out by a path", [info, { name: "demo-1.0/a", type: "2", link: "../../etc/passwd" }], /leads out/],
  ["links out from the root", [info, { name: "demo-1.0/a", type: "2", link: "/etc/passwd" }], /leads out/],
  ["links out by a hard link", [info, { name: "demo-1.0/a", type: "1", link: "../evil" }], /leads out/],
  ["holds a device", [info, { name: "demo-1.0/null", type: "3" }], /device/],
  ["holds what nobody knows", [info, { name: "demo-1.0/odd", type: "Z" }], /kind that is not read/],
  ["has a wrong checksum", [{ ...info, checksum: 1 }], /Invalid tar header/],
  [
    "has a name that no disk takes",
    [info, { name: "pax", type: "x", data: paxPath("demo-1.0/".padEnd(1025, "a")) }, { name: "a" }],
    /more than 1024 characters/,
  ],
  ["is cut short within a file", [{ ...info, declaredSize: 100_000 }], /cannot be read/],
  [
    "has headers of megabytes",
    [{ name: "pax", type: "x", data: Buffer.alloc(5 * 1024 ** 2, "a") }, info],
    /exceeds max size/,
  ],
  [
    "has a megabyte of metadata and more",
    [{ ...info, data: randomBytes(800_000).toString("base64") }],
    /metadata is larger/,
  ],
  [
    "unpacks to far more than it is",
    [info, { name: "demo-1.0/z", data: Buffer.alloc(8_000_000) }],
    /200 times/,
  ],
  ["has metadata that is no UTF-8", [{ ...info, data: Buffer.from([0x4e, 0xff, 0xfe]) }], /no UTF-8/],
];

test.each(sdists)("the metadata of an sdist that %s is not believed", async (_what, entries, reason) => {
  expect(await whyNot(SDIST, gzipSync(rawTar(entries)))).toMatch(reason);
});

test("an sdist whose compressed bytes end early, or are none, is not believed", async () => {
  const whole = gzipSync(rawTar([info, { name: "demo-1.0/a", data: randomBytes(50_000) }]));
  expect(await whyNot(SDIST, whole.subarray(0, whole.length - 20_000))).toMatch(/cannot be read/);
  expect(await whyNot(SDIST, Buffer.from("plain"))).toMatch(/cannot be read/);
  expect(await whyNot(SDIST, Buffer.from(""))).toMatch(/no PKG-INFO|cannot be read/);
});

test("links that stay inside an sdist are as good as files", async () => {
  const bytes = rawTar([
    info,
    { name: "demo-1.0/doc/readme", type: "2", link: "../README" },
    { name: "demo-1.0/copy", type: "1", link: "demo-1.0/README" },
  ]);
  expect(await metadataOf(SDIST, gzipSync(bytes))).toMatchObject({ is: "read" });
});

test("an artifact whose wheels hold too much metadata together is read up to there", async () => {
  const name = (at: number) => `demo-1.0-${at}-py3-none-any.whl`;
  const text = METADATA + "Keywords: x\n".repeat(70_000);
  const bytes = rawZip([{ ...honest, data: text, method: 8 }]);
  const files = await contentsOf(
    Object.fromEntries(Array.from({ length: 45 }, (_, at) => [name(at), bytes])),
  );
  const whys = files.flatMap(({ metadata }) => (metadata?.is === "unreadable" ? [metadata.why] : []));
  expect(whys.length).toBeGreaterThan(0);
  expect(whys.length).toBeLessThan(files.length);
  expect(whys[0]).toContain("bytes of metadata");
});

const inAll: readonly (readonly [string, string, Buffer])[] = [
  ["a wheel", WHEEL, rawZip([honest])],
  ["an sdist", SDIST, gzipSync(rawTar([info]))],
  ["an sdist packed as .zip", "demo-1.0.zip", rawZip([{ name: "demo-1.0/PKG-INFO", data: METADATA }])],
  ["an installer", "installer.zip", rawZip([{ name: WHEEL }])],
];

test.each(inAll)(
  "the entries of all archives in an artifact are counted, those of %s too",
  async (_what, name, bytes) => {
    // Each says how many there are before any is read, and lies.
    const counts = [65_535, 65_535, 65_535, 65_535, 300_000 - 4 * 65_535];
    const liars = counts.map((count, at) => [`${at}.zip`, rawZip([], count)] as const);
    const files = await contentsOf({ ...Object.fromEntries(liars), [name]: bytes });
    const whys = files.map(({ metadata, wheels }) => {
      const inside = metadata ?? wheels;
      return inside?.is === "unreadable" ? inside.why : "read";
    });
    expect(whys.slice(0, -1).join(" ")).not.toContain("300000");
    expect(whys.at(-1)).toBe("the archives in the artifact hold more than 300000 entries");
  },
);

test("looking inside leaves no file behind, whether it is believed or not", async () => {
  const ours = async () => (await readdir(tmpdir())).filter((name) => name.startsWith("release-conductor-"));
  const before = await ours();
  await contentsOf({ [WHEEL]: rawZip([honest]), "installer.zip": Buffer.from("none") });
  expect(await ours()).toEqual(before);
});

test("a wheel whose packed bytes are broken refuses the artifact each time, whoever reads first", async () => {
  const bytes = rawZip([{ name: WHEEL, data: randomBytes(3_000).toString("hex"), method: 8 }]);
  bytes.fill(0xff, 100, 1_000);
  const settings = {
    fetch: async () =>
      new Response(new Uint8Array(bytes), { headers: { "content-type": "application/zip" } }),
  };
  const source = { name: "dist", url: "https://results.blob.core.windows.net/1", settings };
  for (let times = 0; times < 100; times += 1) {
    await expect(artifactContents(source)).rejects.toThrow(ArtifactRefused);
  }
});
