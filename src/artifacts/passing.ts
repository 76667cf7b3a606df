import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

/** Bytes that are looked at while they are counted: there is no second reading of them. */
export type Passing = {
  /** For whoever looks. It may stop early, or fail, and the count still comes out. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Reads what is left, and gives the whole. Rejects when the source has failed, whoever was reading then. */
  readonly end: () => Promise<{ readonly sha256: string; readonly crc: number }>;
};

/** Lets bytes be read once, by somebody else, and counts them all the same. */
export function passing(source: AsyncIterable<Uint8Array>): Passing {
  const sha256 = createHash("sha256");
  let crc = 0;
  let failure: { readonly error: unknown } | undefined;
  async function* counted(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of source) {
        sha256.update(chunk);
        crc = crc32(chunk, crc);
        yield chunk;
      }
    } catch (error) {
      failure = { error };
      throw error;
    }
  }
  const chunks = counted();
  return {
    // Without `return`, which would end the reading for everybody.
    bytes: { [Symbol.asyncIterator]: () => ({ next: () => chunks.next() }) },
    async end() {
      for (let read = await chunks.next(); !read.done; read = await chunks.next());
      if (failure !== undefined) throw failure.error;
      return { sha256: sha256.digest("hex"), crc };
    },
  };
}
