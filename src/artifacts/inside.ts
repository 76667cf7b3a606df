import type { FileHandle } from "node:fs/promises";
import type { CoreMetadata, MetadataRead } from "../release/core-metadata.ts";
import { distribution } from "../release/distribution.ts";
import { fileName } from "../release/file-name.ts";
import type { ArchiveFile, NestedWheels } from "../release/snapshot.ts";
import type { Allowance } from "./allowance.ts";
import { type NestedZip, readWheel, readZippedSdist, wheelsIn } from "./nested-zip.ts";
import { ArtifactRefused } from "./refused.ts";
import { readSdist } from "./sdist.ts";
import { namelessFile } from "./temporary.ts";

/** What a file of an artifact holds, as far as a release is judged by it. */
export type Inside = Pick<ArchiveFile, "metadata" | "wheels">;

/** That file: its name in the artifact, and its bytes, to be had once. */
export type Outside = {
  readonly name: string;
  readonly size: number;
  readonly bytes: () => AsyncIterable<Uint8Array>;
  /** The file itself, where it already lies on disk. */
  readonly file?: FileHandle;
};

/**
 * Looks into wheels, source distributions and other zips; into nothing else, and one level deep. What can't be read
 * is part of the answer. Throws only what our own disk throws.
 */
export async function lookInside(outside: Outside, allowance: Allowance): Promise<Inside> {
  const filename = fileName(outside.name);
  const kind = distribution(filename)?.kind;
  if (kind === "sdist" && filename.endsWith(".tar.gz")) {
    const packed = { bytes: outside.bytes(), size: outside.size };
    return { metadata: await metadataFrom(() => readSdist(packed, allowance)) };
  }
  if (kind !== "wheel" && !filename.endsWith(".zip")) {
    return {};
  }
  return onDisk(outside, async (file) => {
    const zip: NestedZip = { filename, file, size: outside.size };
    if (kind === "wheel") {
      return { metadata: await metadataFrom(() => readWheel(zip, allowance)) };
    }
    const wheels = await wheelsFrom(zip, allowance);
    return kind === undefined
      ? { wheels }
      : { wheels, metadata: await metadataFrom(() => readZippedSdist(zip, allowance)) };
  });
}

/** A zip is read back and forth, so it is laid on disk first: without a name, and gone when it is closed. */
async function onDisk<T>(outside: Outside, read: (file: FileHandle) => Promise<T>): Promise<T> {
  if (outside.file !== undefined) {
    return read(outside.file);
  }
  const file = await namelessFile();
  try {
    for await (const chunk of outside.bytes()) {
      await file.writeFile(chunk);
    }
    return await read(file);
  } finally {
    await file.close();
  }
}

async function metadataFrom(read: () => Promise<CoreMetadata>): Promise<MetadataRead> {
  try {
    return { is: "read", fields: await read() };
  } catch (error) {
    return { is: "unreadable", why: reasonOf(error) };
  }
}

async function wheelsFrom(zip: NestedZip, allowance: Allowance): Promise<NestedWheels> {
  try {
    return { is: "read", files: await wheelsIn(zip, allowance) };
  } catch (error) {
    return { is: "unreadable", why: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof ArtifactRefused) return error.reason;
  throw error;
}
