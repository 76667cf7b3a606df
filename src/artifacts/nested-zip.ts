import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { crc32 } from "node:zlib";
import type { Entry } from "yauzl";
import type { CoreMetadata } from "../release/core-metadata.ts";
import { distribution } from "../release/distribution.ts";
import { fileName } from "../release/file-name.ts";
import type { NestedWheel } from "../release/snapshot.ts";
import type { Allowance } from "./allowance.ts";
import { checkEntry } from "./entry.ts";
import { LIMITS, WALKED } from "./limits.ts";
import { readMetadata } from "./metadata-text.ts";
import { ArtifactRefused } from "./refused.ts";
import { openZip, trusted, type Zip } from "./zip.ts";

/** A zip that lies in an artifact, on disk. */
export type NestedZip = { readonly filename: string; readonly file: FileHandle; readonly size: number };

/**
 * Reads METADATA out of a wheel, from where PyPI reads it: `{name}-{version}.dist-info`, as the file name spells
 * them. Throws ArtifactRefused, also for entries that no wheel may have.
 * Source: https://packaging.python.org/en/latest/specifications/binary-distribution-format/
 */
export async function readWheel(wheel: NestedZip, allowance: Allowance): Promise<CoreMetadata> {
  const wanted = `${wheel.filename.split("-", 2).join("-")}.dist-info/METADATA`;
  const zip = await open(wheel, allowance);
  const names = new Set<string>();
  let found: Entry | undefined;
  for await (const entry of zip.entries()) {
    checkEntry(entry);
    if (names.has(entry.fileName)) throw twice(entry);
    names.add(entry.fileName);
    found = entry.fileName === wanted ? entry : found;
  }
  if (found === undefined) throw new ArtifactRefused(`it holds no ${wanted}`);
  return metadataIn(zip, found, allowance);
}

/** Reads PKG-INFO out of a source distribution packed as .zip. Throws ArtifactRefused. */
export async function readZippedSdist(sdist: NestedZip, allowance: Allowance): Promise<CoreMetadata> {
  const zip = await open(sdist, allowance);
  let found: Entry | undefined;
  for await (const entry of zip.entries()) {
    if (!/^[^/]+\/PKG-INFO$/.test(entry.fileName)) continue;
    checkEntry(entry);
    if (found !== undefined) throw new ArtifactRefused("it holds two PKG-INFO in its top folder");
    found = entry;
  }
  if (found === undefined) throw new ArtifactRefused("it holds no PKG-INFO in its top folder");
  return metadataIn(zip, found, allowance);
}

/**
 * The wheels in a zip, with their digests. Of other entries only the names are read: an installer may hold links and
 * whatever else. Throws ArtifactRefused.
 */
export async function wheelsIn(archive: NestedZip, allowance: Allowance): Promise<readonly NestedWheel[]> {
  const zip = await open(archive, allowance);
  const wheels = new Map<string, NestedWheel>();
  for await (const entry of zip.entries()) {
    const filename = fileName(entry.fileName);
    if (distribution(filename)?.kind !== "wheel") continue;
    checkEntry(entry);
    if (wheels.has(entry.fileName)) throw twice(entry);
    const sha256 = await digestOf(zip, entry, allowance);
    wheels.set(entry.fileName, { path: entry.fileName, filename, sha256 });
  }
  return [...wheels.values()];
}

async function open({ file, size }: NestedZip, allowance: Allowance): Promise<Zip> {
  const zip = await openZip(file, size, WALKED);
  allowance.entries(zip.count);
  return zip;
}

function twice(entry: Entry): ArtifactRefused {
  return new ArtifactRefused(`it holds two files named ${JSON.stringify(entry.fileName)}`);
}

async function metadataIn(zip: Zip, entry: Entry, allowance: Allowance): Promise<CoreMetadata> {
  return readMetadata(checked(await zip.bytesOf(entry), entry), allowance);
}

async function digestOf(zip: Zip, entry: Entry, allowance: Allowance): Promise<string> {
  if (entry.uncompressedSize > LIMITS.bytesPerEntry) {
    throw new ArtifactRefused(
      `${JSON.stringify(entry.fileName)} is larger than ${LIMITS.bytesPerEntry} bytes`,
    );
  }
  const sha256 = createHash("sha256");
  for await (const chunk of checked(await zip.bytesOf(entry), entry)) {
    allowance.unpacked(chunk.byteLength);
    sha256.update(chunk);
  }
  return sha256.digest("hex");
}

/** The bytes as they are, held against the checksum that the archive gives for them. */
async function* checked(bytes: AsyncIterable<Buffer>, entry: Entry): AsyncGenerator<Buffer> {
  let crc = 0;
  for await (const chunk of trusted(bytes)) {
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (crc !== entry.crc32) {
    throw new ArtifactRefused(
      `the archive's checksum of ${JSON.stringify(entry.fileName)} does not fit its bytes`,
    );
  }
}
