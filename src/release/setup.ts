import type { WorkflowReading } from "../workflows/read-workflow.ts";
import type { ConfigurationFile } from "./configuration.ts";
import type { Fact } from "./fact.ts";
import type { Environment, Granted, Repository } from "./snapshot.ts";

/** What a repository's settings and files say about how it will be conducted, before anything is tagged. */
export type Setup = {
  readonly repository: Repository;
  /** Absent: the app is not installed there. */
  readonly installation: Fact<SetupInstallation>;
  readonly configuration: Fact<ConfigurationFile>;
  /** A tag to try the workflows with: one of the repository's, else one made up. */
  readonly tag: string;
  readonly workflows: Fact<readonly WorkflowReading[]>;
  /** By their names, as the workflow or the configuration writes them. */
  readonly environments: Readonly<Record<string, Fact<EnvironmentSettings>>>;
  readonly rulesets: Fact<readonly TagRuleset[]>;
  readonly labels: Fact<readonly string[]>;
  readonly discussions: Fact<Discussions>;
  /** The names of the server's announcement channels. */
  readonly channels: Fact<readonly string[]>;
};

export type SetupInstallation = {
  readonly permissions: Granted;
  /** Absent: not told. */
  readonly events?: readonly string[];
  readonly suspended: boolean;
  /** On some of the account's repositories, and nobody said on which. */
  readonly selected?: true;
};

export type EnvironmentSettings = Environment & {
  /** Absent: not told. */
  readonly adminBypass?: boolean;
  readonly policy: DeploymentPolicy;
};

/** What may deploy: everything, what is protected, or what these patterns give. */
export type DeploymentPolicy =
  | "everything"
  | "protected-branches"
  | readonly { readonly name: string; readonly type: "branch" | "tag" }[];

/** An active ruleset for tags. */
export type TagRuleset = {
  readonly name: string;
  /** `refs/tags/v*`, `~ALL`. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** As GitHub calls them: `creation`, `update`, `deletion`, … */
  readonly rules: readonly string[];
};

export type Discussions = { readonly enabled: boolean; readonly categories: readonly string[] };
