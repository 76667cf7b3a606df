import type { Entry } from "yauzl";
import { ArtifactRefused } from "./refused.ts";

/** File types in the upper half of an entry's external attributes, as Unix writes them (stat.h). */
const TYPE_OF_FILE = 0o170000;
const REGULAR = 0o100000;
const DIRECTORY = 0o040000;

/** Whether the entry stands for a folder; its name ends with a slash (APPNOTE 4.4.17). */
export function isDirectory(entry: Entry): boolean {
  return entry.fileName.endsWith("/");
}

/**
 * Throws ArtifactRefused unless the entry is an ordinary file or folder that any program would unpack alike.
 * Climbing, absolute and backslash paths never get here: the reader refuses them.
 */
export function checkEntry(entry: Entry): void {
  const reason = oddity(entry);
  if (reason !== undefined)
    throw new ArtifactRefused(`${JSON.stringify(entry.fileName)} in the archive ${reason}`);
}

function oddity(entry: Entry): string | undefined {
  const type = (entry.externalFileAttributes >>> 16) & TYPE_OF_FILE;
  if (entry.isEncrypted()) return "is encrypted";
  if (!entry.canDecodeFileData())
    return `is packed by a method that is not read (${entry.compressionMethod})`;
  // No type at all is what programs write that know no Unix.
  if (type !== 0 && type !== REGULAR && type !== DIRECTORY) return "is a link or a device, not a file";
  if (/[\p{Cc}\p{Cs}]/u.test(entry.fileName)) return "has control characters in its name";
  if (entry.fileName === "") return "has no name";
  return isDirectory(entry) && entry.uncompressedSize > 0
    ? "is a folder with contents of its own"
    : undefined;
}
