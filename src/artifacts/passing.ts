import { crc32 } from "node:zlib";
import { type Digesting, digesting } from "./digests.ts";

/** Bytes that are looked at while they are counted: there is no second reading of them. */
export type Passing = {
  /** For whoever looks. It may stop early, or fail, and the count still comes out. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Reads what is left, and gives the whole. Rejects when the source has failed, whoever was reading then. */
  readonly end: () => Promise<{ readonly digests: ReturnType<Digesting["digests"]>; readonly crc: number }>;
};

/** Lets the bytes of a file be read once, by somebody else, and counts them all the same. Its name tells what is hashed. */
export function passing(source: AsyncIterable<Uint8Array>, name: string): Passing {
  const { update, digests } = digesting(name);
  let crc = 0;
  let failure: { readonly error: unknown } | undefined;
  async function* counted(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of source) {
        update(chunk);
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
      return { digests: digests(), crc };
    },
  };
}
