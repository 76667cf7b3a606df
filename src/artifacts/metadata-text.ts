import { type CoreMetadata, parseCoreMetadata } from "../release/core-metadata.ts";
import type { Allowance } from "./allowance.ts";
import { ArtifactRefused } from "./refused.ts";

/** Reads METADATA or PKG-INFO from its bytes. Throws ArtifactRefused when it is too large or no UTF-8. */
export async function readMetadata(
  bytes: AsyncIterable<Uint8Array>,
  allowance: Allowance,
): Promise<CoreMetadata> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.byteLength;
    allowance.metadata(size, chunk.byteLength);
    chunks.push(chunk);
  }
  return metadataOf(Buffer.concat(chunks));
}

function metadataOf(bytes: Uint8Array): CoreMetadata {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ArtifactRefused("its metadata is no UTF-8 text");
  }
  // A copy: as parts of the text, the few values that are kept would keep all of it in memory.
  return structuredClone(parseCoreMetadata(text));
}
