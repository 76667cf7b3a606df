import type { FileHandle } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { Entry } from "yauzl";
import type { ArchiveFile } from "../release/snapshot.ts";
import { checkEntry, isDirectory } from "./entry.ts";
import type { Inside, Outside } from "./inside.ts";
import { passing } from "./passing.ts";
import { ArtifactRefused } from "./refused.ts";
import { openZip, trusted, type Zip } from "./zip.ts";

/** A zip whose every entry was read once and found honest. Valid while the file it was read from is open. */
export type Archive = {
  readonly files: readonly ArchiveFile[];
  /** The bytes of one file, or undefined when there is none of that name. */
  readonly open: (name: string) => Promise<Readable | undefined>;
};

/** Looks into one file while it is hashed. */
export type Look = (outside: Outside) => Promise<Inside>;

/** Looks into nothing. */
export const atNothing: Look = async () => ({});

/**
 * Reads a zip through its central directory, one entry at a time; hashes each, and lets `look` see its bytes. Nothing is
 * written under a name and memory stays flat. Throws ArtifactRefused for what is broken, hostile or over the limits.
 */
export async function readArchive(file: FileHandle, size: number, look: Look): Promise<Archive> {
  const zip = await openZip(file, size);
  const found = new Map<string, { readonly entry: Entry; readonly file: ArchiveFile }>();
  for await (const entry of zip.entries()) {
    checkEntry(entry);
    if (isDirectory(entry)) continue;
    if (found.has(entry.fileName)) {
      throw new ArtifactRefused(`the archive holds two files named ${JSON.stringify(entry.fileName)}`);
    }
    found.set(entry.fileName, { entry, file: await fingerprint(zip, entry, look) });
  }
  return {
    files: [...found.values()].map((one) => one.file),
    open: async (name) => {
      const entry = found.get(name)?.entry;
      return entry && (await zip.bytesOf(entry));
    },
  };
}

async function fingerprint(zip: Zip, entry: Entry, look: Look): Promise<ArchiveFile> {
  const { fileName: name, uncompressedSize: size } = entry;
  const { bytes, end } = passing(trusted(await zip.bytesOf(entry)), name);
  const inside = await look({ name, size, bytes: () => bytes });
  const { digests, crc } = await end();
  if (crc !== entry.crc32) {
    throw new ArtifactRefused(`the archive's checksum of ${JSON.stringify(name)} does not fit its bytes`);
  }
  return { name, size, ...digests, ...inside };
}
