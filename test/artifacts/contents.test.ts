import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { artifactContents, extract } from "../../src/artifacts/contents.ts";
import type { ArtifactSource, DownloadSettings } from "../../src/artifacts/download.ts";
import { ArtifactFault, ArtifactRefused } from "../../src/artifacts/refused.ts";
import { npmTarball } from "../../src/sandbox/files/packed.ts";
import { wheel } from "../../src/sandbox/files/wheel.ts";
import { zip } from "../../src/sandbox/files/zip.ts";
import { type RawEntry, rawZip } from "./raw-zip.ts";

const ADDRESS = "https://results.blob.core.windows.net/artifacts/1?sig=SECRET";

function sha256(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** An artifact whose storage answers with these bytes. */
function stored(
  bytes: Uint8Array,
  more: Partial<ArtifactSource> & { readonly type?: string } = {},
): ArtifactSource {
  const { type = "application/zip", settings, ...rest } = more;
  const answer = async () => new Response(Buffer.from(bytes), { headers: { "content-type": type } });
  return { name: "dist", url: ADDRESS, ...rest, settings: { fetch: answer, ...settings } };
}

async function reasonOf(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof ArtifactRefused ? error.reason : `not refused: ${String(error)}`;
}

test("an archive's files are listed with size and digest, in its order", async () => {
  const bytes = await zip({ "b.whl": "wheel", "docs/a.txt": "notes" });
  expect(await artifactContents(stored(bytes, { digest: `sha256:${sha256(bytes)}` }))).toEqual([
    { name: "b.whl", size: 5, sha256: sha256("wheel") },
    { name: "docs/a.txt", size: 5, sha256: sha256("notes") },
  ]);
});

test("a tarball of npm has a sha512 besides, in an archive and by itself", async () => {
  const { filename, bytes } = npmTarball({ name: "tool", version: "1.0.0" });
  const sha512 = createHash("sha512").update(bytes).digest("hex");
  const tarball = { name: filename, size: bytes.byteLength, sha256: sha256(bytes), sha512 };
  const archive = await zip({ [filename]: bytes, "notes.txt": bytes });
  expect(await artifactContents(stored(archive))).toEqual([
    tarball,
    { name: "notes.txt", size: bytes.byteLength, sha256: sha256(bytes) },
  ]);
  expect(await artifactContents(stored(bytes, { name: filename, type: "application/gzip" }))).toEqual([
    tarball,
  ]);
});

test("folders are no files, and an empty archive has none", async () => {
  const folder = rawZip([
    { name: "docs/", attributes: 0o040755 * 65_536 },
    { name: "docs/a", data: "a" },
  ]);
  expect((await artifactContents(stored(folder))).map((file) => file.name)).toEqual(["docs/a"]);
  expect(await artifactContents(stored(rawZip([])))).toEqual([]);
});

test("bytes other than those GitHub recorded are refused", async () => {
  const bytes = await zip({ a: "a" });
  expect(await reasonOf(artifactContents(stored(bytes, { digest: `sha256:${sha256("other")}` })))).toContain(
    "not those GitHub recorded",
  );
  expect(await reasonOf(artifactContents(stored(bytes, { digest: "md5:00" })))).toContain("no sha256");
});

test("an artifact that is no archive is one file under its own name", async () => {
  const source = stored(Buffer.from("plain"), { name: "notes.txt", type: "text/plain" });
  expect(await artifactContents(source)).toEqual([{ name: "notes.txt", size: 5, sha256: sha256("plain") }]);
  expect(
    await artifactContents(stored(Buffer.from("\u001f\u008b not a zip"), { name: "dist.tgz" })),
  ).toHaveLength(1);
});

test("a wheel uploaded by itself is one file, although a wheel is a zip", async () => {
  const { filename, bytes } = await wheel({ name: "demo", version: "1.0" });
  const source = stored(bytes, { name: filename, type: "application/octet-stream" });
  expect(await artifactContents(source)).toMatchObject([
    { name: filename, size: bytes.length, sha256: sha256(bytes), metadata: { is: "read" } },
  ]);
});

const symlink = 0o120777 * 65_536;
const hostile: readonly (readonly [string, readonly RawEntry[], RegExp])[] = [
  ["climbs out of its folder", [{ name: "../evil.whl" }], /invalid relative path/],
  ["climbs from within", [{ name: "a/../../evil" }], /invalid relative path/],
  ["is absolute", [{ name: "/etc/passwd" }], /absolute path/],
  ["starts at a drive", [{ name: "C:/evil" }], /absolute path/],
  ["is relative to a drive", [{ name: "C:evil" }], /absolute path/],
  ["has no name", [{ name: "" }], /has no name/],
  ["has backslashes", [{ name: "a\\..\\evil" }], /invalid characters/],
  ["has control characters", [{ name: "a\u0000b" }], /control characters/],
  ["has a name that no disk takes", [{ name: "a".repeat(1025) }], /more than 1024 characters/],
  [
    "comes twice",
    [
      { name: "a", data: "1" },
      { name: "a", data: "2" },
    ],
    /two files named "a"/,
  ],
  ["has another name at its bytes", [{ name: "a", localName: "b" }], /"a" two names/],
  ["is encrypted", [{ name: "a", flags: 1, method: 8 }], /is encrypted/],
  ["is packed by an unknown method", [{ name: "a", method: 12 }], /method that is not read \(12\)/],
  ["is a symbolic link", [{ name: "a", data: "/etc/passwd", attributes: symlink }], /a link or a device/],
  ["is larger than declared", [{ name: "a", data: "12345", method: 8, declaredSize: 3 }], /too many bytes/],
  [
    "is smaller than declared",
    [{ name: "a", data: "12345", method: 8, declaredSize: 9 }],
    /not enough bytes/,
  ],
  ["has a wrong checksum", [{ name: "a", data: "12345", crc: 1 }], /checksum of "a"/],
  ["is a folder with contents", [{ name: "a/", data: "1" }], /a folder with contents/],
  [
    "unpacks to too much for its size",
    [{ name: "a", data: Buffer.alloc(3_000_000), method: 8 }],
    /200 times/,
  ],
];

test.each(hostile)(
  "an archive with an entry that %s is refused with the reason",
  async (_what, entries, reason) => {
    expect(await reasonOf(artifactContents(stored(rawZip(entries))))).toMatch(reason);
  },
);

test("an archive cut short is refused", async () => {
  const whole = rawZip([{ name: "a", data: "12345" }]);
  expect(await reasonOf(artifactContents(stored(whole.subarray(0, -10))))).toContain("cannot be read");
});

test("an archive with more than ten thousand entries is refused before any is read", async () => {
  const entries = Array.from({ length: 10_001 }, (_, at) => ({ name: `f${at}` }));
  expect(await reasonOf(artifactContents(stored(rawZip(entries))))).toContain(
    "10001 entries, more than 10000",
  );
});

test("hostile names reach a person without characters that hide or turn text", async () => {
  const reason = await reasonOf(artifactContents(stored(rawZip([{ name: "../\u202egpj.exe" }]))));
  expect(reason).toContain("invalid relative path");
  expect(reason).not.toMatch(/\u202e/);
});

test("one file is handed over as a stream, with its size and digest beforehand", async () => {
  const bytes = await zip({ "a.txt": "first", "b.txt": "second" });
  const { stream, ...file } = await extract(stored(bytes), "b.txt");
  expect(file).toEqual({ name: "b.txt", size: 6, sha256: sha256("second") });
  expect(await text(stream)).toBe("second");
});

test("what is handed over is not looked into once more", async () => {
  const { filename, bytes } = await wheel({ name: "demo", version: "1.0" });
  for (const source of [
    stored(await zip({ [filename]: bytes })),
    stored(bytes, { name: filename, type: "application/octet-stream" }),
  ]) {
    const { stream, ...file } = await extract(source, filename);
    expect(file).toEqual({ name: filename, size: bytes.length, sha256: sha256(bytes) });
    stream.destroy();
  }
});

test("the single file of an artifact that is no archive is handed over, too", async () => {
  const { stream, size } = await extract(
    stored(Buffer.from("plain"), { name: "n.txt", type: "text/plain" }),
    "n.txt",
  );
  expect(size).toBe(5);
  expect(await text(stream)).toBe("plain");
});

test("asking for a file that is not inside says so", async () => {
  expect(await reasonOf(extract(stored(await zip({ a: "a" })), "b"))).toContain('no file named "b"');
});

test("no temporary file is left behind, neither after reading nor after a refusal", async () => {
  const ours = async () => (await readdir(tmpdir())).filter((name) => name.startsWith("release-conductor-"));
  const before = await ours();
  await artifactContents(stored(await zip({ a: "a" })));
  await artifactContents(stored(rawZip([{ name: "../a" }]))).catch(() => undefined);
  const { stream } = await extract(stored(await zip({ a: "a" })), "a");
  expect(await ours()).toEqual(before);
  stream.destroy();
});

const trouble: readonly (readonly [number, string])[] = [
  [403, "refused"],
  [410, "refused"],
  [429, "limited"],
  [500, "broken"],
  [503, "broken"],
];

test.each(trouble)("a storage that answers %i is a fault of kind %s, not a refusal", async (status, kind) => {
  const settings: DownloadSettings = { fetch: async () => new Response("no", { status }) };
  await expect(artifactContents({ name: "dist", url: ADDRESS, settings })).rejects.toMatchObject({
    name: "ArtifactFault",
    fault: { kind, status },
  });
});

test("a storage that cannot be reached is a fault that does not name the address", async () => {
  const settings: DownloadSettings = {
    fetch: async () => {
      throw new TypeError(`fetch failed: ${ADDRESS}`, { cause: { code: "ENOTFOUND" } });
    },
  };
  const error = await artifactContents({ name: "dist", url: ADDRESS, settings }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ArtifactFault);
  expect(`${error} ${JSON.stringify(error)}`).not.toContain("SECRET");
});
