/** Something wrong with an artifact of the run, or with the versions that the files in it have. */
export type ArtifactProblem = (
  | {
      readonly is: "artifact-missing";
      readonly names: readonly string[];
      readonly present: readonly string[];
    }
  | { readonly is: "artifact-expired"; readonly names: readonly string[] }
  | { readonly is: "artifact-refused"; readonly name: string; readonly why: string }
  | { readonly is: "metadata-mismatch"; readonly tagVersion: string; readonly files: readonly string[] }
) & {
  /** The gates, where all that publish it are optional: then nothing waits for them. */
  readonly optional?: readonly string[];
};
