import type { FileHandle } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { Entry } from "yauzl";
import type { ArchiveFile } from "../release/snapshot.ts";
import { type Allowance, createAllowance } from "./allowance.ts";
import { checkEntry, isDirectory } from "./entry.ts";
import { lookInside } from "./inside.ts";
import type { Limits } from "./limits.ts";
import { passing } from "./passing.ts";
import { ArtifactRefused } from "./refused.ts";
import { openZip, trusted, type Zip } from "./zip.ts";

/** A zip whose every entry was read once and found honest. Valid while the file it was read from is open. */
export type Archive = {
  readonly files: readonly ArchiveFile[];
  /** The bytes of one file, or undefined when there is none of that name. */
  readonly open: (name: string) => Promise<Readable | undefined>;
};

/**
 * Reads a zip through its central directory, one entry at a time; hashes each, and looks into those that a release is
 * judged by. Nothing is written under a name and memory stays flat. Throws ArtifactRefused for what is broken, hostile or over the limits.
 */
export async function readArchive(file: FileHandle, size: number, limits?: Limits): Promise<Archive> {
  const zip = await openZip(file, size, limits);
  const allowance = createAllowance();
  const found = new Map<string, { readonly entry: Entry; readonly file: ArchiveFile }>();
  for await (const entry of zip.entries()) {
    checkEntry(entry);
    if (isDirectory(entry)) continue;
    if (found.has(entry.fileName)) {
      throw new ArtifactRefused(`the archive holds two files named ${JSON.stringify(entry.fileName)}`);
    }
    found.set(entry.fileName, { entry, file: await fingerprint(zip, entry, allowance) });
  }
  return {
    files: [...found.values()].map((one) => one.file),
    open: async (name) => {
      const entry = found.get(name)?.entry;
      return entry && (await zip.bytesOf(entry));
    },
  };
}

async function fingerprint(zip: Zip, entry: Entry, allowance: Allowance): Promise<ArchiveFile> {
  const { fileName: name, uncompressedSize: size } = entry;
  const { bytes, end } = passing(trusted(await zip.bytesOf(entry)), name);
  const inside = await lookInside({ name, size, bytes: () => bytes }, allowance);
  const { digests, crc } = await end();
  if (crc !== entry.crc32) {
    throw new ArtifactRefused(`the archive's checksum of ${JSON.stringify(name)} does not fit its bytes`);
  }
  return { name, size, ...digests, ...inside };
}
