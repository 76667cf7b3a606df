import type { ConfigurationFault } from "./configuration.ts";

/** Something a person must decide or mend. `replies/problem.ts` puts each in words, with the remedy. */
export type Problem =
  | {
      readonly is: "configuration-broken";
      readonly faults: readonly ConfigurationFault[];
      readonly blob: string;
    }
  | { readonly is: "configuration-gone" }
  | { readonly is: "tag-unparsable"; readonly tag: string; readonly scheme: string }
  | { readonly is: "tag-not-a-commit"; readonly tag: string }
  | { readonly is: "tag-deleted"; readonly tag: string }
  | {
      readonly is: "version-mismatch";
      readonly tag: string;
      readonly tagVersion: string;
      readonly path: string;
      readonly fileVersion: string;
    }
  | { readonly is: "version-unreadable"; readonly path: string; readonly why: string }
  | { readonly is: "version-not-uploadable"; readonly version: string }
  | {
      readonly is: "version-taken";
      readonly index: string;
      readonly project: string;
      readonly version: string;
      readonly known: "served" | "yanked" | "emptied";
    }
  | { readonly is: "metadata-mismatch"; readonly tagVersion: string; readonly files: readonly string[] }
  | {
      readonly is: "jobs-failed";
      readonly jobs: readonly FailedJob[];
      readonly url: string;
      readonly running: number;
    }
  | { readonly is: "run-failed"; readonly conclusion: string; readonly url: string }
  | { readonly is: "no-job-ran"; readonly url: string }
  | {
      readonly is: "artifact-missing";
      readonly names: readonly string[];
      readonly present: readonly string[];
    }
  | { readonly is: "artifact-expired"; readonly names: readonly string[] }
  | { readonly is: "artifact-refused"; readonly name: string; readonly why: string }
  | {
      readonly is: "package-not-built";
      readonly environment: string;
      readonly packages: readonly string[];
      readonly built: readonly string[];
    }
  | { readonly is: "package-not-named"; readonly environment: string; readonly packages: readonly string[] }
  | { readonly is: "asset-not-found"; readonly artifact: string; readonly pattern: string }
  | { readonly is: "asset-name-taken"; readonly name: string }
  | { readonly is: "smoke-test-failed"; readonly what: string; readonly by: string; readonly note?: string }
  | {
      readonly is: "gate-rejected";
      readonly environment: string;
      readonly by?: string;
      readonly reason?: string;
    }
  | { readonly is: "gate-never-reached"; readonly environment: string; readonly url: string }
  | { readonly is: "gate-not-configured"; readonly environment: string; readonly url: string }
  | { readonly is: "gate-expired"; readonly environment: string; readonly url: string }
  | { readonly is: "publish-failed"; readonly environment: string; readonly job: FailedJob }
  | {
      readonly is: "index-missing-files";
      readonly index: string;
      readonly missing: readonly string[];
      /** Of several packages of the gate, those that lack something. */
      readonly packages?: readonly string[];
    }
  | {
      readonly is: "index-other-bytes";
      readonly index: string;
      readonly files: readonly {
        readonly filename: string;
        readonly built: string;
        readonly served: string;
      }[];
    }
  | {
      readonly is: "index-yanked";
      readonly index: string;
      readonly version: string;
      readonly projects: readonly string[];
    }
  | {
      readonly is: "prerelease-is-latest";
      readonly index: string;
      readonly project: string;
      readonly version: string;
      readonly stable: string;
    }
  | {
      readonly is: "release-asset-differs";
      readonly name: string;
      readonly built: string;
      readonly served: string;
    }
  | { readonly is: "released-before-verified"; readonly url: string }
  | { readonly is: "channel-unknown"; readonly variable: string }
  | { readonly is: "announcement-unclear"; readonly channel: string }
  | { readonly is: "board-abandoned" }
  | { readonly is: "no-effect"; readonly action: string }
  | { readonly is: "not-granted"; readonly action: string; readonly permissions: readonly string[] }
  | { readonly is: "superseded-gate-open"; readonly environment: string; readonly url: string }
  | { readonly is: "superseded-run-publishes"; readonly environment: string; readonly url: string };

export type FailedJob = {
  readonly name: string;
  readonly conclusion: string;
  readonly url: string;
  readonly step?: string;
};
