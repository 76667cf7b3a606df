import { createHash } from "node:crypto";
import type { ArchiveFile } from "../release/snapshot.ts";

/** The digests of one file while its bytes go by. */
export type Digesting = {
  readonly update: (chunk: Uint8Array) => void;
  /** Asked for once, at the end. */
  readonly digests: () => Pick<ArchiveFile, "sha256" | "sha512">;
};

/**
 * The sha256 of a file, and of npm's tarballs the sha512, too: the only digest of them that their registry tells. It
 * takes twice as long as the first, so no other file pays for it.
 */
export function digesting(name: string): Digesting {
  const sha256 = createHash("sha256");
  const sha512 = name.endsWith(".tgz") ? createHash("sha512") : undefined;
  return {
    update(chunk) {
      sha256.update(chunk);
      sha512?.update(chunk);
    },
    digests: () => ({
      sha256: sha256.digest("hex"),
      ...(sha512 === undefined ? {} : { sha512: sha512.digest("hex") }),
    }),
  };
}
