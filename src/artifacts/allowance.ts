import { LIMITS } from "./limits.ts";
import { ArtifactRefused } from "./refused.ts";

const MIB = 1024 ** 2;

/** Of one METADATA or PKG-INFO: real ones, description included, have some ten kilobytes. */
const METADATA_BYTES = MIB;
/** Of all metadata in one artifact: a build for every platform has a hundred wheels. */
const METADATA_IN_ALL = 32 * MIB;

/** Of all archives in one artifact: a hundred wheels of three thousand files. Each costs a look at its local header. */
const ENTRIES_IN_ALL = 300_000;

/** What may be unpacked while looking into the files of one artifact, besides those files themselves. */
export type Allowance = {
  /** Bytes of one file's metadata so far, and how many came just now. */
  readonly metadata: (ofThisFile: number, more: number) => void;
  /** Entries of an archive that are about to be read. */
  readonly entries: (more: number) => void;
  /** Bytes that were unpacked to be hashed or passed over. */
  readonly unpacked: (more: number) => void;
};

/** An allowance for one artifact. Its methods throw ArtifactRefused when it is used up. */
export function createAllowance(): Allowance {
  let metadata = 0;
  let entries = 0;
  let unpacked = 0;
  return {
    metadata(ofThisFile, more) {
      metadata += more;
      if (ofThisFile > METADATA_BYTES) {
        throw new ArtifactRefused(`its metadata is larger than ${METADATA_BYTES} bytes`);
      }
      if (metadata > METADATA_IN_ALL) {
        throw new ArtifactRefused(`the artifact holds more than ${METADATA_IN_ALL} bytes of metadata`);
      }
    },
    entries(more) {
      entries += more;
      if (entries > ENTRIES_IN_ALL) {
        throw new ArtifactRefused(`the archives in the artifact hold more than ${ENTRIES_IN_ALL} entries`);
      }
    },
    unpacked(more) {
      unpacked += more;
      if (unpacked > LIMITS.bytesInAll) {
        throw new ArtifactRefused(
          `the archives in the artifact unpack to more than ${LIMITS.bytesInAll} bytes`,
        );
      }
    },
  };
}
