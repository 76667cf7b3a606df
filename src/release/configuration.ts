import { DAY } from "./instant.ts";
import type { Scheme } from "./version.ts";

/** Roles as GitHub names them, weakest first. https://docs.github.com/organizations/managing-user-access-to-your-organizations-repositories */
export const ROLES = ["read", "triage", "write", "maintain", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** What a repository's `.github/release-conductor.yml` says, with every default filled in. */
export type Configuration = {
  /** Patterns of the tags to conduct. */
  readonly tags: readonly string[];
  /** Patterns of the branches of which the tagged commit has to be on one; absent: any commit may be tagged. */
  readonly branches?: readonly string[];
  /** The release workflow at the tag has to be the default branch's. */
  readonly sameWorkflow: boolean;
  /** Path of the release workflow below `.github/workflows/`; absent: the one in which jobs wait at environments. */
  readonly workflow?: string;
  /** The same of the workflow that `/build` starts; absent: none. */
  readonly build?: string;
  readonly version: VersionRule;
  readonly board: { readonly labels: readonly string[]; readonly checklist?: string };
  readonly prepare: PrepareRule;
  readonly approvers: Approvers;
  /** How long people are waited for before they are called, in milliseconds; absent: nobody is. */
  readonly remindAfter?: number;
  readonly smokeTests: { readonly require: readonly string[]; readonly before?: string };
  /** In the order of the file. Absent: the environments at which the run's jobs wait. */
  readonly gates?: readonly Gate[];
  readonly assets: readonly Asset[];
  readonly notes: NotesRule;
  readonly release: ReleaseRule;
  readonly announce: readonly Announcing[];
};

/** What an empty file means, in milliseconds. */
export const REMIND_AFTER = 2 * DAY;

export type VersionRule = {
  readonly scheme?: Scheme;
  /** A path; "none" when the project computes its version; absent: found by itself. */
  readonly file?: string;
};

/** What is looked at before there is a tag. */
export type PrepareRule = {
  /** Which milestone is the release's: one titled like its version, or like a template says. */
  readonly milestone: "from-version" | "none" | { readonly template: string };
  /** Labels by which pull requests aim at the next release. */
  readonly labels: readonly string[];
  /** Labels of issues and pull requests that keep the release from being tagged. */
  readonly blockers: readonly string[];
  /** The branch that is tagged, by default the one that `branches` names; absent: the default branch. */
  readonly branch?: string;
};

/** What an empty file means. */
export const DEFAULT_PREPARE: PrepareRule = {
  milestone: "from-version",
  labels: [],
  blockers: ["release-blocker"],
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

/** Where the list of a project's own people comes from, besides accounts and teams. */
export const MEMBER_SOURCES = ["association", "collaborators", "codeowners"] as const;
export type MemberSource = (typeof MEMBER_SOURCES)[number];

export type NotesRule = {
  /** What the notes begin with: nothing, what the release before began with, or a Markdown file of the repository. */
  readonly intro: "none" | "previous" | { readonly file: string };
  /** The title's template; "previous": as the release before of the same kind had it. */
  readonly title: string;
  readonly contributors: "external" | "all" | "none";
  /** Who is not external. */
  readonly members: Members;
  /** Accounts, or names in git, that are never thanked. */
  readonly exclude: readonly string[];
  /** How pull requests are grouped; empty: as `.github/release.yml` says, else not at all. */
  readonly categories: readonly Category[];
  /** Pull requests that the notes leave out. */
  readonly leaveOut: { readonly labels: readonly string[]; readonly authors: readonly string[] };
  /** Whether updates of dependencies by bots stand folded into one line, or like any other change. */
  readonly dependencies: "folded" | "listed";
  /** Commits that came through no pull request. */
  readonly commits: "folded" | "listed" | "none";
  /** Heading of the section of a pull request's description that stands for its title. */
  readonly releaseNote?: string;
  /** Accounts, or names in git, whose commits carry other people's translations. */
  readonly translations: readonly string[];
};

/** What an empty file means. */
export const DEFAULT_NOTES: NotesRule = {
  intro: "none",
  title: "{repository} {tag}",
  contributors: "external",
  members: { by: ["association"], users: [], teams: [] },
  exclude: [],
  categories: [],
  leaveOut: { labels: [], authors: [] },
  dependencies: "folded",
  commits: "folded",
  translations: ["weblate", "Hosted Weblate", "Weblate (bot)", "crowdin-bot"],
};

export type Members = {
  readonly by: readonly MemberSource[];
  readonly users: readonly string[];
  /** Slugs of teams of the organization that owns the repository. */
  readonly teams: readonly string[];
};

/** A heading of the notes and what stands below it: what fits any of the three. */
export type Category = {
  readonly title: string;
  /** Labels of the pull request; `*` is any. */
  readonly labels: readonly string[];
  /** Patterns of files it changed. */
  readonly paths: readonly string[];
  /** Types of conventional titles: `feat`, `fix`. https://www.conventionalcommits.org/en/v1.0.0/ */
  readonly types: readonly string[];
  /** Of those, what is not meant. */
  readonly exclude: { readonly labels: readonly string[]; readonly authors: readonly string[] };
};

export type ReleaseRule = {
  readonly draft: "after-publish" | "early";
  readonly prerelease: "from-version" | "always" | "never";
  readonly discussion?: string;
  readonly cancelSuperseded: boolean;
  /** Where a comment tells in which release it came out, once that is published. */
  readonly releasedIn: readonly ReleasedIn[];
};

/** What an empty file means. */
export const DEFAULT_RELEASE: ReleaseRule = {
  draft: "after-publish",
  prerelease: "from-version",
  cancelSuperseded: false,
  releasedIn: [],
};

export const RELEASED_IN = ["pull-requests", "issues"] as const;
export type ReleasedIn = (typeof RELEASED_IN)[number];

export const CHANNEL_KINDS = ["discord", "slack"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

export type Announcing = {
  readonly channel: ChannelKind;
  /** Name of a variable of the server that holds the channel's address. Never the address itself. */
  readonly variable: string;
  readonly prereleases: boolean;
  /** What is posted; absent: the app's own words. */
  readonly template?: string;
  /** The variable of another channel: this one gets a link to the message there, after it. */
  readonly linksTo?: string;
};

/** One thing wrong with the file, at a path like `gates.pypi.approvals`, with the remedy. */
export type ConfigurationFault = {
  readonly path: string;
  /** What is wrong, after the line and the column where it has a place. */
  readonly says: string;
  readonly remedy: string;
  /** Absent where it is about the file as a whole. */
  readonly place?: FaultPlace;
};

/** Where in the file a fault is, counted from 1, and what is wrong there. */
export type FaultPlace = {
  readonly line: number;
  readonly column: number;
  /** The last line of what stands there; the first again, unless it is text of several lines. */
  readonly endLine: number;
  /** As the fault says, without saying where. */
  readonly says: string;
};

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
