import type { FileHandle } from "node:fs/promises";
import type { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import { type Entry, fromFdPromise, type ZipFile } from "yauzl";
import type { ArchiveFile } from "../release/snapshot.ts";
import { digesting } from "./digests.ts";
import { checkEntry, isDirectory } from "./entry.ts";
import { createBudget, LIMITS, type Limits } from "./limits.ts";
import { ArtifactRefused } from "./refused.ts";

/** A zip whose every entry was read once and found honest. Valid while the file it was read from is open. */
export type Archive = {
  readonly files: readonly ArchiveFile[];
  /** The bytes of one file, or undefined when there is none of that name. */
  readonly open: (name: string) => Promise<Readable | undefined>;
};

/**
 * Reads a zip through its central directory, one entry at a time, and hashes each; nothing is written and memory
 * stays flat. Throws ArtifactRefused for what is broken, hostile or over the limits.
 */
export async function readArchive(file: FileHandle, size: number, limits: Limits = LIMITS): Promise<Archive> {
  const zip = await trusting(() => fromFdPromise(file.fd, { autoClose: false, strictFileNames: true }));
  const budget = createBudget(size, limits);
  budget.countEntries(zip.entryCount);
  const found = new Map<string, { readonly entry: Entry; readonly file: ArchiveFile }>();
  const entries = zip.eachEntry();
  for (
    let read = await trusting(() => entries.next());
    !read.done;
    read = await trusting(() => entries.next())
  ) {
    const entry: Entry = read.value;
    checkEntry(entry);
    budget.countBytes(entry);
    if (isDirectory(entry)) continue;
    if (found.has(entry.fileName)) {
      throw new ArtifactRefused(`the archive holds two files named ${JSON.stringify(entry.fileName)}`);
    }
    found.set(entry.fileName, { entry, file: await fingerprint(zip, entry) });
  }
  return {
    files: [...found.values()].map((one) => one.file),
    open: async (name) => {
      const entry = found.get(name)?.entry;
      return entry && (await trusting(() => zip.openReadStreamPromise(entry)));
    },
  };
}

async function fingerprint(zip: ZipFile, entry: Entry): Promise<ArchiveFile> {
  const name = entry.fileName;
  await checkLocalName(zip, entry);
  const { update, digests } = digesting(name);
  let crc = 0;
  await trusting(async () => {
    const bytes: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
    for await (const chunk of bytes) {
      update(chunk);
      crc = crc32(chunk, crc);
    }
  });
  if (crc !== entry.crc32) {
    throw new ArtifactRefused(`the archive's checksum of ${JSON.stringify(name)} does not fit its bytes`);
  }
  return { name, size: entry.uncompressedSize, ...digests() };
}

/** Some programs unpack by the local headers: a second name there would be a second truth. */
async function checkLocalName(zip: ZipFile, entry: Entry): Promise<void> {
  const local = await trusting(() => zip.readLocalFileHeaderPromise(entry));
  if (!local.fileName.equals(entry.fileNameRaw)) {
    throw new ArtifactRefused(`the archive gives ${JSON.stringify(entry.fileName)} two names`);
  }
}

/** The reader's complaints (sizes that lie, paths that climb, broken data) are reasons to refuse. */
async function trusting<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new ArtifactRefused(
      `the archive cannot be read: ${error instanceof Error ? error.message : "broken data"}`,
    );
  }
}
