import { ArtifactRefused } from "./refused.ts";

/** What an archive may cost us. The reader holds entries to the sizes they declare, so declared sizes are judged. */
export type Limits = {
  readonly entries: number;
  readonly bytesPerEntry: number;
  readonly bytesInAll: number;
  /** Unpacked bytes per packed byte. */
  readonly ratio: number;
};

const GIB = 1024 ** 3;

export const LIMITS: Limits = { entries: 10_000, bytesPerEntry: 2 * GIB, bytesInAll: 8 * GIB, ratio: 200 };

/**
 * For one archive inside an artifact, of which next to nothing is unpacked: wheels with ten thousand files and texts
 * that pack well are common. What is read of them all is counted by the allowance.
 */
export const WALKED: Limits = {
  entries: 100_000,
  bytesPerEntry: Number.POSITIVE_INFINITY,
  bytesInAll: Number.POSITIVE_INFINITY,
  ratio: Number.POSITIVE_INFINITY,
};

/** Characters of an entry's name: no path is longer on macOS (`PATH_MAX`), and what is read is kept. */
export const LONGEST_NAME = 1024;

/** Equal bytes pack better than any sane ratio; below this size that harms nobody. */
const RATIO_MATTERS_FROM = 1024 ** 2;

type Budget = {
  readonly countEntries: (entries: number) => void;
  readonly countBytes: (entry: {
    readonly fileName: string;
    readonly compressedSize: number;
    readonly uncompressedSize: number;
  }) => void;
};

/**
 * Counts what an archive of `archiveSize` bytes unpacks to; each method throws ArtifactRefused when it is too
 * much. The sum is held against the size of the archive as well, because entries may share their packed bytes.
 */
export function createBudget(archiveSize: number, limits: Limits): Budget {
  let total = 0;
  return {
    countEntries(entries) {
      if (entries > limits.entries) {
        throw new ArtifactRefused(`the archive holds ${entries} entries, more than ${limits.entries}`);
      }
    },
    countBytes({ fileName, compressedSize, uncompressedSize }) {
      const name = JSON.stringify(fileName);
      total += uncompressedSize;
      if (uncompressedSize > limits.bytesPerEntry) {
        throw new ArtifactRefused(`${name} unpacks to more than ${limits.bytesPerEntry} bytes`);
      }
      if (total > limits.bytesInAll) {
        throw new ArtifactRefused(`the archive unpacks to more than ${limits.bytesInAll} bytes`);
      }
      if (explodes(uncompressedSize, compressedSize, limits)) {
        throw new ArtifactRefused(`${name} unpacks to more than ${limits.ratio} times its packed size`);
      }
      if (explodes(total, archiveSize, limits)) {
        throw new ArtifactRefused(`the archive unpacks to more than ${limits.ratio} times its size`);
      }
    },
  };
}

/** Whether so many unpacked bytes are more than so many packed ones account for. */
export function explodes(unpacked: number, packed: number, { ratio }: Limits): boolean {
  return unpacked > RATIO_MATTERS_FROM && unpacked > packed * ratio;
}
