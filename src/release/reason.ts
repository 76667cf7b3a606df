/** Why a phase is done or skipped, where that does not go without saying. */
export type Reason =
  | { readonly is: "tag-came-first" }
  | { readonly is: "called-out"; readonly url: string; readonly open: number }
  | { readonly is: "nothing-open" }
  | { readonly is: "tag-has-come" }
  | { readonly is: "version-matches"; readonly version: string; readonly path: string }
  | { readonly is: "version-computed"; readonly version: string; readonly path?: string }
  | { readonly is: "version-in-metadata"; readonly version: string }
  | { readonly is: "jobs-green"; readonly jobs: number }
  | { readonly is: "artifacts-there"; readonly names: readonly string[] }
  | { readonly is: "no-artifacts-expected" }
  | { readonly is: "no-smoke-tests" }
  | { readonly is: "smoke-tested"; readonly what: readonly string[] }
  | { readonly is: "published-by-job"; readonly job: string; readonly by: readonly string[] }
  | { readonly is: "no-index" }
  | { readonly is: "nothing-to-compare"; readonly index: string; readonly version: string }
  | {
      readonly is: "same-bytes";
      readonly index: string;
      readonly files: number;
      /** Absent: the index tells nothing of who published what. */
      readonly provenance?: ProvenanceShown;
    }
  | { readonly is: "github-release-published"; readonly url: string }
  | { readonly is: "announced"; readonly url?: string }
  /** It was announced, and the post is not found: it was deleted, or made through another webhook. */
  | { readonly is: "announcement-gone"; readonly channel: string }
  /** Its bytes are bad: nothing more is done for it. */
  | { readonly is: "not-once-yanked" }
  /** All that is to be done of a yank and can be seen. */
  | { readonly is: "yanked"; readonly next?: string }
  /** The yanked releases whose notes name this one in their place. */
  | { readonly is: "replaces"; readonly tags: readonly string[] }
  /** It was public before the app took it up. */
  | { readonly is: "released-before" }
  | { readonly is: "announced-before"; readonly channel: string }
  | { readonly is: "prerelease-not-announced" }
  /** How many of people's pull requests; `left`: those beyond what is told of one release. */
  | { readonly is: "released-in-told"; readonly pullRequests: number; readonly left: number }
  | { readonly is: "released-in-late" }
  /** Its notes begin at no earlier tag: what came with it is everything there was, or not known. */
  | { readonly is: "released-in-first" };

/** How many of the files the index shows provenance of, and by whom; none that is not as expected. */
export type ProvenanceShown = {
  readonly files: number;
  readonly by?: {
    readonly repository: string;
    readonly workflow: string;
    /** Absent: the index trusts it in any environment. */
    readonly environment?: string;
  };
};
