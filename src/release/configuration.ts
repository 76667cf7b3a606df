import type { Scheme } from "./version.ts";

/** Roles as GitHub names them, weakest first. https://docs.github.com/organizations/managing-user-access-to-your-organizations-repositories */
export const ROLES = ["read", "triage", "write", "maintain", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** What a repository's `.github/release-conductor.yml` says, with every default filled in. */
export type Configuration = {
  /** Patterns of the tags to conduct. */
  readonly tags: readonly string[];
  /** Path of the release workflow below `.github/workflows/`; absent: the one in which jobs wait at environments. */
  readonly workflow?: string;
  readonly version: VersionRule;
  readonly board: { readonly labels: readonly string[]; readonly checklist?: string };
  readonly approvers: Approvers;
  readonly smokeTests: { readonly require: readonly string[]; readonly before?: string };
  /** In the order of the file. Absent: the environments at which the run's jobs wait. */
  readonly gates?: readonly Gate[];
  readonly assets: readonly Asset[];
  readonly notes: NotesRule;
  readonly release: ReleaseRule;
  readonly announce: readonly Announcing[];
};

export type VersionRule = {
  readonly scheme?: Scheme;
  /** A path; "none" when the project computes its version; absent: found by itself. */
  readonly file?: string;
};

export type Approvers = {
  /** A role of GitHub's and all above it, or the name of a custom role. */
  readonly role: string;
  readonly users: readonly string[];
  /** Slugs of teams of the organization that owns the repository. */
  readonly teams: readonly string[];
};

/** What a gate may be made to wait for, besides people. */
export const CONDITIONS = ["version", "checks", "build", "smoke-tests", "notes"] as const;
export type Condition = (typeof CONDITIONS)[number];

export type Gate = {
  /** Name of the GitHub environment. */
  readonly name: string;
  readonly index?: IndexName;
  /** Names on the index of what the gate publishes; absent: what the built files say. */
  readonly packages?: readonly string[];
  /** Artifacts whose files the index must serve; absent: the one called `dist`, where there is one. */
  readonly artifacts?: readonly string[];
  /** Kinds of distribution that must be among them; absent: none must, and one alone is told. */
  readonly kinds?: readonly DistributionKind[];
  /** Who may approve; absent: the configuration's approvers. */
  readonly approvers?: Approvers;
  readonly approvals: number;
  readonly selfApproval: boolean;
  /** An approval has to name the commit it is about. */
  readonly commitRequired: boolean;
  /** How long an approval is good for, in milliseconds. */
  readonly approvalsExpire: number;
  readonly optional: boolean;
  /** What must hold before it opens; absent: version, checks, build, and the smoke tests that stand before it. */
  readonly conditions?: readonly Condition[];
  /** Gates that must be verified before this one opens. */
  readonly after: readonly string[];
  /** How long it waits before people are called, in milliseconds; absent: nobody is. */
  readonly remindAfter?: number;
  /** Whom a reminder calls by name. */
  readonly escalate: readonly string[];
};

/** What a Python project uploads. https://packaging.python.org/en/latest/glossary/#term-Distribution-Package */
export const DISTRIBUTION_KINDS = ["wheel", "sdist"] as const;
export type DistributionKind = (typeof DISTRIBUTION_KINDS)[number];

export const INDEXES = ["pypi", "testpypi", "npm", "crates"] as const;
export type IndexName = (typeof INDEXES)[number];

export type Asset = { readonly artifact: string; readonly files: string };

export type NotesRule = {
  readonly intro: "none" | "previous";
  readonly contributors: "external" | "all" | "none";
  readonly members: "association";
  readonly exclude: readonly string[];
};

export type ReleaseRule = {
  readonly draft: "after-publish" | "early";
  readonly prerelease: "from-version" | "always" | "never";
  readonly discussion?: string;
  readonly cancelSuperseded: boolean;
};

export type Announcing = {
  readonly channel: "discord";
  /** Name of a variable of the server that holds the channel's address. Never the address itself. */
  readonly variable: string;
  readonly prereleases: boolean;
};

/** One thing wrong with the file, at a path like `gates.pypi.approvals`, with the remedy. */
export type ConfigurationFault = { readonly path: string; readonly says: string; readonly remedy: string };

/** The file as read at one blob of the default branch. */
export type ConfigurationFile = { readonly blob: string } & (
  | { readonly is: "valid"; readonly configuration: Configuration }
  | {
      readonly is: "broken";
      readonly faults: readonly [ConfigurationFault, ...ConfigurationFault[]];
      /** The tag patterns, where at least these could be read; the default otherwise. */
      readonly tags: readonly string[];
    }
);
