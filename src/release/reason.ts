/** Why a phase is done or skipped, where that does not go without saying. */
export type Reason =
  | { readonly is: "tag-came-first" }
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
  | { readonly is: "same-bytes"; readonly index: string; readonly files: number }
  | { readonly is: "github-release-published"; readonly url: string }
  | { readonly is: "announced"; readonly url?: string }
  | { readonly is: "prerelease-not-announced" };
