import type { IndexName } from "../../release/configuration.ts";
import type { People } from "../survey/people.ts";

/** Something that the checkout does not tell for sure. */
export type Doubt =
  | { readonly is: "no-tags"; readonly tags: readonly string[] }
  | { readonly is: "other-tags"; readonly tags: readonly string[]; readonly patterns: readonly string[] }
  | { readonly is: "version-computed"; readonly path?: string }
  | { readonly is: "version-unread"; readonly path: string; readonly why: string }
  /** Packages with versions of their own; `files` are their manifests. */
  | { readonly is: "several-versions"; readonly files: readonly string[] }
  | { readonly is: "no-index"; readonly gate: string }
  | { readonly is: "several-indexes"; readonly gate: string; readonly index: IndexName }
  | { readonly is: "package"; readonly gate: string; readonly found: readonly string[] }
  | { readonly is: "no-artifact"; readonly gate: string }
  /** A job publishes and waits for nobody. */
  | { readonly is: "ungated"; readonly path: string; readonly job: string }
  | { readonly is: "makes-release"; readonly path: string; readonly job: string }
  | { readonly is: "besides"; readonly paths: readonly string[] }
  | { readonly is: "members"; readonly people: Exclude<People, { readonly is: "codeowners" }> }
  /** Whether the app is ticked for the environments: only GitHub tells. */
  | { readonly is: "rule"; readonly gates: readonly string[] };

export type Of<Is extends Doubt["is"]> = Extract<Doubt, { readonly is: Is }>;
