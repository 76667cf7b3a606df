import { gzipSync } from "node:zlib";
import { afterEach, expect, test, vi } from "vitest";
import { createAllowance } from "../../src/artifacts/allowance.ts";
import { artifactContents, extract } from "../../src/artifacts/contents.ts";
import { ArtifactRefused } from "../../src/artifacts/refused.ts";
import { readSdist } from "../../src/artifacts/sdist.ts";
import { namelessFile } from "../../src/artifacts/temporary.ts";
import { openZip } from "../../src/artifacts/zip.ts";
import { rawTar } from "./raw-tar.ts";
import { rawZip } from "./raw-zip.ts";

/** A disk that fails says nothing about what was built: whoever took it for a refusal would remember it. */

afterEach(() => vi.unstubAllEnvs());

test("a disk that can't be read while an sdist is unpacked is not the sdist's fault", async () => {
  const packed = gzipSync(rawTar([{ name: "demo-1.0/PKG-INFO", data: "a".repeat(2_000) }]));
  const failure = Object.assign(new Error("EIO: i/o error, read"), { code: "EIO", syscall: "read" });
  async function* failing() {
    yield packed.subarray(0, 40);
    throw failure;
  }
  const reading = readSdist({ bytes: failing(), size: packed.length }, createAllowance());
  await expect(reading).rejects.toBe(failure);
});

test("a disk that can't be read while a zip is listed is not the zip's fault", async () => {
  const bytes = rawZip([{ name: "a", data: "a" }]);
  const file = await namelessFile();
  await file.writeFile(bytes);
  const zip = await openZip(file, bytes.length);
  await file.close();
  const error: unknown = await zip
    .entries()
    .next()
    .catch((thrown: unknown) => thrown);
  expect(error).not.toBeInstanceOf(ArtifactRefused);
  expect(error).toMatchObject({ code: "EBADF" });
});

test("what our disk fails with is a fault without paths: the artifact is looked at again later", async () => {
  vi.stubEnv("TMPDIR", "/nowhere/to/be/found");
  const fetch = async () => new Response(new Uint8Array(rawZip([{ name: "a" }])));
  const source = { name: "dist", url: "https://results.blob.core.windows.net/1", settings: { fetch } };
  for (const reading of [artifactContents(source), extract(source, "a")]) {
    await expect(reading).rejects.toMatchObject({
      name: "ArtifactFault",
      fault: { kind: "broken", detail: "the file system failed (ENOENT)" },
    });
  }
});
