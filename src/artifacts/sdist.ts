import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { type Extract, type ExtractEvents, extract, type Header } from "tar-stream";
import type { CoreMetadata } from "../release/core-metadata.ts";
import type { Allowance } from "./allowance.ts";
import { explodes, LIMITS } from "./limits.ts";
import { readMetadata } from "./metadata-text.ts";
import { ArtifactRefused, isOfDisk } from "./refused.ts";
import { checkTarEntry } from "./tar-entry.ts";

/** A .tar.gz on its way past, `size` bytes of it. */
export type Packed = { readonly bytes: AsyncIterable<Uint8Array>; readonly size: number };

/** The one in the top folder; those of test data and `*.egg-info` lie deeper. */
const PKG_INFO = /^(?:\.\/)?[^/]+\/PKG-INFO$/;

/**
 * Reads PKG-INFO out of a source distribution while its bytes pass by; nothing is kept but that text. The whole
 * archive is read, because a second PKG-INFO would be a second truth. Throws ArtifactRefused, and what our disk throws.
 * Source: https://packaging.python.org/en/latest/specifications/source-distribution-format/
 */
export async function readSdist({ bytes, size }: Packed, allowance: Allowance): Promise<CoreMetadata> {
  const walk = createWalk(allowance);
  const gunzip = createGunzip();
  try {
    await pipeline(
      Readable.from(bytes),
      gunzip,
      (chunks: AsyncIterable<Buffer>) => counted(chunks, size, allowance),
      // Behaves as one of Node's, and has other types.
      walk.tar as unknown as NodeJS.WritableStream,
    );
  } catch (error) {
    throw refusal(walk.refused() ?? error);
  }
  return walk.found();
}

async function* counted(chunks: AsyncIterable<Buffer>, size: number, allowance: Allowance) {
  let unpacked = 0;
  for await (const chunk of chunks) {
    unpacked += chunk.byteLength;
    allowance.unpacked(chunk.byteLength);
    if (explodes(unpacked, size, LIMITS)) {
      throw new ArtifactRefused(`it unpacks to more than ${LIMITS.ratio} times its size`);
    }
    yield chunk;
  }
}

type Entry = ExtractEvents["entry"][1];
type Walk = {
  readonly tar: Extract;
  readonly found: () => CoreMetadata;
  /** Why it was we who ended the walk: the streams then tell of a premature end only. */
  readonly refused: () => ArtifactRefused | undefined;
};

function createWalk(allowance: Allowance): Walk {
  const tar = extract();
  let metadata: CoreMetadata | undefined;
  let refused: ArtifactRefused | undefined;
  const visit = async (header: Header, entry: Entry) => {
    allowance.entries(1);
    checkTarEntry(header);
    if (!PKG_INFO.test(header.name)) {
      entry.resume();
      return;
    }
    if (metadata !== undefined) throw new ArtifactRefused("it holds two PKG-INFO in its top folder");
    if (header.type !== "file") throw new ArtifactRefused("its PKG-INFO is no file");
    metadata = await readMetadata(entry as AsyncIterable<Uint8Array>, allowance);
  };
  tar.on("entry", (header, entry, next) => {
    // An archive that fails fails in the entry, too, where nobody listens: that would end the process.
    entry.on("error", () => undefined);
    visit(header, entry).then(
      () => next(),
      (error: Error) => {
        refused = error instanceof ArtifactRefused ? error : refused;
        tar.destroy(error);
      },
    );
  });
  return {
    tar,
    found() {
      if (metadata === undefined) throw new ArtifactRefused("it holds no PKG-INFO in its top folder");
      return metadata;
    },
    refused: () => refused,
  };
}

/** What goes wrong between these streams is the archive's fault, unless the disk failed that its bytes come from. */
function refusal(error: unknown): Error {
  if (error instanceof ArtifactRefused || isOfDisk(error)) return error;
  return new ArtifactRefused(`it cannot be read: ${error instanceof Error ? error.message : "broken data"}`);
}
