import type { FileHandle } from "node:fs/promises";
import type { Readable } from "node:stream";
import { type Entry, fromFdPromise, type ZipFile } from "yauzl";
import { createBudget, LIMITS, type Limits, LONGEST_NAME } from "./limits.ts";
import { ArtifactRefused, isOfDisk } from "./refused.ts";

/** A zip on disk, opened for reading. Valid while its file is open. */
export type Zip = {
  /** How many entries there are. */
  readonly count: number;
  /** Every entry in the order of the central directory, within the limits and with the name its bytes have. */
  readonly entries: () => AsyncGenerator<Entry>;
  /** The entry's unpacked bytes, held to the size it declares. */
  readonly bytesOf: (entry: Entry) => Promise<Readable>;
};

/** Opens a zip of `size` bytes. Throws ArtifactRefused for what is broken or over the limits, as do its methods. */
export async function openZip(file: FileHandle, size: number, limits: Limits = LIMITS): Promise<Zip> {
  const zip = await trusting(() => fromFdPromise(file.fd, { autoClose: false, strictFileNames: true }));
  const budget = createBudget(size, limits);
  budget.countEntries(zip.entryCount);
  return {
    count: zip.entryCount,
    async *entries() {
      const entries = zip.eachEntry();
      for (
        let read = await trusting(() => entries.next());
        !read.done;
        read = await trusting(() => entries.next())
      ) {
        const entry: Entry = read.value;
        if (entry.fileName.length > LONGEST_NAME) {
          throw new ArtifactRefused(`the archive holds a name of more than ${LONGEST_NAME} characters`);
        }
        budget.countBytes(entry);
        await checkLocalName(zip, entry);
        yield entry;
      }
    },
    async bytesOf(entry) {
      const bytes = await trusting(() => zip.openReadStreamPromise(entry));
      // The library tells of broken data once, as an event. Before anybody reads, nobody listens: the process would end,
      // and whoever reads later wait for ever. A stream that was ended by an error says so to everybody.
      bytes.on("error", (error) => void bytes.destroy(error));
      return bytes;
    },
  };
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
    throw refusal(error);
  }
}

/** Bytes out of an archive, failing in the same way. */
export async function* trusted(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* bytes;
  } catch (error) {
    throw refusal(error);
  }
}

function refusal(error: unknown): Error {
  if (error instanceof ArtifactRefused || isOfDisk(error)) return error;
  return new ArtifactRefused(
    `the archive cannot be read: ${error instanceof Error ? error.message : "broken data"}`,
  );
}
