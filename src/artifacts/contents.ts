import type { FileHandle } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { ArchiveFile } from "../release/snapshot.ts";
import { createAllowance } from "./allowance.ts";
import { type Archive, atNothing, type Look, readArchive } from "./archive.ts";
import { type ArtifactSource, type Download, download } from "./download.ts";
import { type Inside, lookInside } from "./inside.ts";
import { ArtifactRefused, onOurDisk } from "./refused.ts";

/** One file of an artifact and its bytes; the digest is known before the first byte is read. */
export type ExtractedFile = Omit<ArchiveFile, keyof Inside> & {
  /** Read it to its end or destroy it: the temporary file behind it lives until then. */
  readonly stream: Readable;
};

/** What the storage calls the archives that upload-artifact makes; "zip" is how the action itself labels them. */
const ZIP_TYPES: ReadonlySet<string> = new Set([
  "",
  "zip",
  "application/zip",
  "application/x-zip-compressed",
  "application/zip-compressed",
]);

/** First four bytes of a zip, and of a zip without entries (APPNOTE 4.3.7, 4.3.16). */
const ZIP_MAGIC = ["504b0304", "504b0506"] as const;

/**
 * The files inside an artifact with their digests and what is in them, in the archive's order. An artifact uploaded with
 * `archive: false` (upload-artifact v7) is one file under the artifact's name. Throws ArtifactRefused or
 * ArtifactFault.
 */
export function artifactContents(source: ArtifactSource): Promise<readonly ArchiveFile[]> {
  return onOurDisk(() => read(source));
}

async function read(source: ArtifactSource): Promise<readonly ArchiveFile[]> {
  const got = await download(source);
  const allowance = createAllowance();
  try {
    return (await open(got, source.name, (outside) => lookInside(outside, allowance))).files;
  } finally {
    await got.file.close();
  }
}

/**
 * One file of an artifact as a stream, for an asset's upload; nothing is looked into once more. Throws ArtifactRefused (also when the artifact
 * holds no file of that name) or ArtifactFault.
 */
export function extract(source: ArtifactSource, name: string): Promise<ExtractedFile> {
  return onOurDisk(() => handOver(source, name));
}

async function handOver(source: ArtifactSource, name: string): Promise<ExtractedFile> {
  const got = await download(source);
  try {
    const archive = await open(got, source.name, atNothing);
    const file = archive.files.find((one) => one.name === name);
    const stream = await archive.open(name);
    if (!file || !stream) throw new ArtifactRefused(`it holds no file named ${JSON.stringify(name)}`);
    closeAfter(stream, got.file);
    return { ...file, stream };
  } catch (error) {
    await got.file.close();
    throw error;
  }
}

async function open(got: Download, name: string, look: Look): Promise<Archive> {
  return (await isZip(got)) ? readArchive(got.file, got.size, look) : singleFile(got, name, look);
}

/** A wheel is a zip, too: uploaded by itself, only its content type tells it from an archive of the action. */
async function isZip({ file, contentType }: Download): Promise<boolean> {
  const { buffer } = await file.read({ buffer: Buffer.alloc(4), position: 0 });
  return ZIP_TYPES.has(contentType) && ZIP_MAGIC.some((magic) => buffer.toString("hex") === magic);
}

async function singleFile({ file, size, digests }: Download, name: string, look: Look): Promise<Archive> {
  const bytes = () => file.createReadStream({ start: 0, autoClose: false });
  const inside = await look({ name, size, bytes, file });
  return {
    files: [{ name, size, ...digests, ...inside }],
    open: async (wanted) => (wanted === name ? bytes() : undefined),
  };
}

function closeAfter(stream: Readable, file: FileHandle): void {
  // Closing a file that was only read cannot lose anything; there is nobody left to tell.
  stream.once("close", () => void file.close().catch(() => undefined));
}
