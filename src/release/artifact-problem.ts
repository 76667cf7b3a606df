import type { AlreadyOut } from "./already-out.ts";
import type { NextVersion } from "./publish-failure.ts";

/** Something wrong with an artifact of the run, or with the versions that the files in it have. */
export type ArtifactProblem = (
  | LostArtifacts
  | { readonly is: "artifact-refused"; readonly name: string; readonly why: string }
  | { readonly is: "metadata-mismatch"; readonly tagVersion: string; readonly files: readonly string[] }
) & {
  /** The gates, where all that publish it are optional: then nothing waits for them. */
  readonly optional?: readonly string[];
};

type LostArtifacts = (
  | {
      readonly is: "artifact-missing";
      readonly names: readonly string[];
      readonly present: readonly string[];
    }
  | { readonly is: "artifact-expired"; readonly names: readonly string[] }
) & {
  /** Every gate that the release needs was opened before: it goes on. */
  readonly letOut?: true;
  /** Else only another build brings them, unless files of this one are out. Absent: nobody has looked. */
  readonly out?: AlreadyOut;
  /** The version to go on with, where this one is out and that one is known to be free. */
  readonly next?: NextVersion;
};
