import type { IndexName } from "./configuration.ts";
import type { Outlook, PublishCause } from "./publish-cause.ts";

/** What is known of a publication that failed. */
export type PublishFailure = {
  /**
   * Whether the job's log was read: `cut`, not to its end; `gone`, GitHub has none (any more); `refused`, it can't be
   * read, ever; `silent`, it may be the next time.
   */
  readonly log: "read" | "cut" | "gone" | "refused" | "silent";
  /** Why it was not read, in words, where that is known. */
  readonly logDetail?: string;
  /** The lines of it that matter: foreign text. */
  readonly lines: readonly string[];
  readonly cause?: PublishCause;
  readonly holds: IndexHolds;
  readonly outlook: Outlook;
  /** The version to go on with, where that is known to be free, and its tag. */
  readonly next?: NextVersion;
};

export type NextVersion = { readonly version: string; readonly tag?: string };

/** What the gate's index has of the release by now. */
export type IndexHolds =
  | { readonly is: "no-index" }
  | { readonly is: "silent"; readonly index: IndexName; readonly detail: string }
  | { readonly is: "nothing"; readonly index: IndexName }
  /** It knows the version and serves no file of it: deleted, or on its way. */
  | { readonly is: "no-files"; readonly index: IndexName }
  /** The built files that are there, byte for byte, and how many were built. */
  | {
      readonly is: "part" | "all";
      readonly index: IndexName;
      readonly files: readonly string[];
      readonly of: number;
    }
  /** Under the names of these built files it has other bytes. */
  | { readonly is: "other-bytes"; readonly index: IndexName; readonly files: readonly string[] }
  /** It has these files of the version, which this run has not built. */
  | { readonly is: "extra-files"; readonly index: IndexName; readonly files: readonly string[] }
  /** It has these files, of which nobody can tell whether they are the built ones. */
  | {
      readonly is: "not-compared";
      readonly index: IndexName;
      readonly files: readonly string[];
      /** What to compare by: the build was not read, or the index tells no digests. */
      readonly lacks: "build" | "digests";
      /** Who did not answer about the build, and what; absent: it can't be read, ever. */
      readonly detail?: string;
    };
