import type { Aboard, BoardComment } from "./aboard.ts";
import type { ChannelKind, ConfigurationFile } from "./configuration.ts";
import type { MetadataRead } from "./core-metadata.ts";
import type { BuiltArtifact, DispatchTrigger, KnownDispatch } from "./dispatch.ts";
import type { Fact } from "./fact.ts";
import type { FileProvenance, IndexRelease, IndexStatus } from "./index-release.ts";
import type { Instant } from "./instant.ts";
import type { JobLog } from "./job-log.ts";
import type { Memory } from "./memory.ts";
import type { Neighbour } from "./neighbour.ts";
import type { NotesFile, NotesMembers } from "./notes-file.ts";
import type { Aims, Head } from "./preparation.ts";
import type { Ranges } from "./range.ts";
import type { Address, ReleaseKey } from "./release.ts";
import type { Setup } from "./setup.ts";
import type { TagBranch, TagOrigin, WorkflowChanges } from "./tag-origin.ts";
import type { WorkflowFile } from "./workflow.ts";

/** Everything known about one release at one moment. The planner is told; it never asks. */
export type Snapshot = {
  readonly key: ReleaseKey;
  readonly address: Address;
  /** The app as GitHub knows it. */
  readonly app: { readonly id: number; readonly slug: string };
  /** GitHub's clock: the `Date` of its newest answer. */
  readonly now: Instant;
  readonly repository: Fact<Repository>;
  /** What the installation has granted. */
  readonly permissions: Fact<Granted>;
  readonly configuration: Fact<ConfigurationFile>;
  /** When the configuration first reached the default branch. */
  readonly configuredAt: Fact<Instant>;
  readonly tag: Fact<Tag>;
  /** Looked at only where no run shows how old the tag is. */
  readonly taggedCommit: Fact<TaggedCommit>;
  readonly versionFile: Fact<VersionFile>;
  /** The release workflow at the tagged commit. */
  readonly workflowFile: Fact<WorkflowFile>;
  /** Whether the tagged commit is on an allowed branch; looked at only where the configuration names some. */
  readonly tagBranch: Fact<TagBranch>;
  /** The release workflow beside the default branch's; looked at only where the configuration asks for the same. */
  readonly workflowChanges: Fact<WorkflowChanges>;
  readonly runs: Fact<readonly Run[]>;
  readonly jobs: Fact<readonly Job[]>;
  readonly deployments: Fact<readonly Deployment[]>;
  readonly pending: Fact<readonly PendingGate[]>;
  readonly environments: Fact<readonly Environment[]>;
  readonly reviews: Fact<readonly Review[]>;
  /** The same of the runs before the release run. */
  readonly supersededReviews: Fact<readonly SupersededReview[]>;
  readonly artifacts: Fact<readonly Artifact[]>;
  readonly contents: Fact<readonly ArtifactContents[]>;
  readonly board: Fact<Board>;
  readonly comments: Fact<readonly Comment[]>;
  readonly checkRun: Fact<CheckRun>;
  readonly githubReleases: Fact<readonly GithubRelease[]>;
  /** The one that GitHub shows as the latest, which may be older than those. Absent: there is none. */
  readonly latestRelease: Fact<GithubRelease>;
  /** The file that the configuration names for the introduction of the notes. Absent: it is not there. */
  readonly introFile: Fact<string>;
  readonly tags: Fact<readonly string[]>;
  /** The newest tags, this one included, and the boards of their releases: looked at only where they may matter. */
  readonly neighbours: Fact<readonly Neighbour[]>;
  readonly ranges: Fact<Ranges>;
  /** GitHub's own configuration of notes, on the default branch. */
  readonly notesFile: Fact<NotesFile>;
  /** Looked at only where the configuration tells members by more than GitHub's association. */
  readonly notesMembers: Fact<NotesMembers>;
  readonly index: Readonly<Record<string, Fact<readonly IndexRelease[]>>>;
  /** Every version that the index of a gate knows, by the gate's name. */
  readonly versions: Readonly<Record<string, Fact<readonly string[]>>>;
  /** The number of the repository to which a name leads today, by `owner/name` as it was asked for. */
  readonly repositoriesNamed: Readonly<Record<string, Fact<number>>>;
  /** What the logs of failed jobs tell, by the job's number. */
  readonly jobLogs: Readonly<Record<number, Fact<JobLog>>>;
  /** By gate, of the files that its index serves. Absent: the index tells no such thing. */
  readonly provenance: Readonly<Record<string, Fact<readonly FileProvenance[]>>>;
  /** Absent: it could not be read, which says nothing. */
  readonly indexStatus: Fact<IndexStatus>;
  /** The branch to be tagged. This and the next three are looked at only around a board that was opened before its tag. */
  readonly head: Fact<Head>;
  /** The version in the code there. */
  readonly versionAhead: Fact<VersionFile>;
  /** What the notes would be about if it were tagged now. */
  readonly rangesAhead: Fact<Ranges>;
  readonly aims: Fact<Aims>;
  /** The newest commit of the default branch that changes the configuration. */
  readonly setupCommit: Fact<string>;
  /** What the app has said there of how the repository is set up. */
  readonly setupCheck: Fact<CheckRun>;
  readonly setup: Fact<Setup>;
  /** The configuration on a branch that the key names. Absent: there is no such branch. */
  readonly branchFile: Fact<BranchFile>;
  /** What the app has said of it, at the branch's newest commit. */
  readonly branchCheck: Fact<CheckRun>;
  readonly rights: Readonly<Record<number, Fact<Right>>>;
  /** By `membershipKey`. */
  readonly memberships: Readonly<Record<string, Fact<Membership>>>;
  /** Accounts that a command names, by their login in lower case. */
  readonly accounts: Readonly<Record<string, Fact<Person>>>;
  /** What people who linked their accounts may review, by their number. */
  readonly reviewing: Readonly<Record<number, Fact<Reviewing>>>;
  /** Pull requests and issues in which it may be told in which release they came out, by their numbers. */
  readonly threads: Readonly<Record<number, Fact<Thread>>>;
  /** Boards of other releases, by their tags. */
  readonly boards: Readonly<Record<string, Fact<OtherBoard>>>;
  /** What tags and branches point at, peeled, as `tags/v1.0` or `heads/main`. */
  readonly refs: Readonly<Record<string, Fact<Ref>>>;
  /** Newest first, by the short name of the branch or tag. */
  readonly dispatched: Readonly<Record<string, Fact<readonly Run[]>>>;
  /** Runs of other tags, by the tags. */
  readonly runsOf: Readonly<Record<string, Fact<readonly Run[]>>>;
  /** By the run. */
  readonly artifactsOf: Readonly<Record<number, Fact<readonly BuiltArtifact[]>>>;
  /** By the run. */
  readonly failedJobsOf: Readonly<Record<number, Fact<readonly Job[]>>>;
  /** By `triggerKey`. Absent: there is no such file. */
  readonly triggers: Readonly<Record<string, Fact<DispatchTrigger>>>;
  /** By `triggerKey`: of commits of other tags. */
  readonly origins: Readonly<Record<string, Fact<TagOrigin>>>;
  /** Starts of workflows that were decided at this desk, by their comments; known from the ledger. */
  readonly dispatches: Readonly<Record<number, KnownDispatch>>;
  /** Runs that the app has run again, or may have, and for whom; known from the ledger. */
  readonly reruns: readonly Rerun[];
  /** What the app has opened gates for, or may have, oldest first; known from the ledger. */
  readonly opened: readonly OpenedFor[];
  /** Gate reports already sent, as `run/environment`; known from the ledger. */
  readonly reported: readonly string[];
  /** Actions, as text, that were done three times and had no effect, or refused. */
  readonly futile: readonly string[];
  /** Those of them that were refused three times. */
  readonly refused: readonly string[];
  /** Channels the server has an address for, by their names. */
  readonly channels: Readonly<Record<string, ChannelKind>>;
  /** How long the app has known of this release, in milliseconds: nobody but us knows when a tag was pushed. */
  readonly knownFor?: number;
  /** The board's number, as the ledger has it: where there is no such board any more, it was deleted or moved. */
  readonly knownBoard?: number;
  /** The number of the GitHub release that the app has made, as the ledger has it. */
  readonly knownRelease?: number;
  /** GitHub has said that an immutable release has used the tag's name up; known from the ledger. */
  readonly tagBurnt?: boolean;
  /** Where installers ask the indexes of the server's settings, by their names. */
  readonly installFrom?: Readonly<Record<string, string>>;
  /** Where people link their accounts, where the server offers that. */
  readonly linkUrl?: string;
  /** The check run was last written in place of the board, whose news don't tell that; known from the ledger. */
  readonly checkRunInsteadOfBoard?: boolean;
};

/** A run attempt that the app has begun, at the word of the person with that number. */
export type Rerun = { readonly run: number; readonly runAttempt: number; readonly by: number };

/** The files for which a gate was opened: what was approved. */
export type OpenedFor = {
  readonly environment: string;
  readonly run: number;
  readonly runAttempt: number;
  readonly files: readonly (Pick<ArchiveFile, "sha256" | "sha512"> & { readonly filename: string })[];
};

/** Permissions as GitHub names them: `{ issues: "write" }`. */
export type Granted = Readonly<Record<string, string>>;

export type Repository = {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly ownerType: "User" | "Organization";
  readonly private: boolean;
  readonly defaultBranch: string;
  readonly archived: boolean;
  readonly hasIssues: boolean;
  readonly url: string;
};

/** The configuration at a branch's newest commit; `file` is absent where there is none. */
export type BranchFile = { readonly commit: string; readonly file?: ConfigurationFile };

/** What the tag's ref points at, peeled. */
export type Tag = {
  /** The tag object of an annotated tag; the commit itself for a lightweight one. */
  readonly object: string;
  /** Absent when the tag does not lead to a commit. */
  readonly commit?: string;
  readonly tagger?: { readonly name: string; readonly at: Instant };
};

/** What of the commit that the tag leads to says why nothing runs. */
export type TaggedCommit = {
  /** When it was committed: a tag on it is no older. */
  readonly at: Instant;
  /** Its message keeps GitHub from starting anything. */
  readonly skipsRuns: boolean;
};

export type VersionFile =
  | { readonly is: "found"; readonly path: string; readonly version: string }
  | { readonly is: "computed"; readonly path: string; readonly why: string }
  | { readonly is: "unreadable"; readonly path: string; readonly why: string }
  | { readonly is: "none" };

export type Person = { readonly id: number; readonly login: string };

export type Run = {
  readonly id: number;
  readonly attempt: number;
  /** Path of the workflow file, without `@ref`. */
  readonly path: string;
  readonly name: string;
  readonly commit: string;
  readonly repository?: number;
  readonly event: string;
  readonly status: string;
  readonly conclusion?: string;
  readonly createdAt: Instant;
  /** When this attempt began. */
  readonly startedAt: Instant;
  readonly actor?: Person;
  readonly triggeredBy?: Person;
  readonly url: string;
  /** Workflow files that it called: `owner/name/.github/workflows/publish.yml`. */
  readonly called?: readonly string[];
};

export type Job = {
  readonly id: number;
  readonly runAttempt: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion?: string;
  readonly createdAt: Instant;
  readonly startedAt?: Instant;
  readonly completedAt?: Instant;
  readonly url: string;
  /** What its runner has to be. */
  readonly labels?: readonly string[];
  /** The step that failed, where one did. */
  readonly failedStep?: string;
};

/** GitHub's record that a job reached an environment. */
export type Deployment = {
  readonly id: number;
  readonly environment: string;
  readonly createdAt: Instant;
  /** Who started what led to it. */
  readonly creator?: Person;
  /** The run and the job, as the newest status's log address names them. */
  readonly run?: number;
  readonly job?: number;
  readonly state: string;
};

export type PendingGate = {
  readonly run: number;
  readonly environment: string;
  readonly environmentId: number;
};

/** What guards an environment. */
export type Environment = {
  readonly name: string;
  /** Our own custom deployment protection rule is on. */
  readonly rule: boolean;
  readonly otherRules: readonly string[];
  readonly reviewers: readonly string[];
  readonly preventSelfReview: boolean;
  readonly waitMinutes: number;
};

/** A decision in GitHub's own log of the run. */
export type Review = {
  readonly environments: readonly string[];
  readonly state: "approved" | "rejected" | "pending";
  readonly by: string;
  readonly comment: string;
};

export type SupersededReview = Review & { readonly run: number };

export type Artifact = {
  readonly id: number;
  readonly name: string;
  readonly digest?: string;
  readonly size: number;
  readonly expired: boolean;
  /** When it was uploaded; absent where GitHub does not tell. */
  readonly createdAt?: Instant;
  readonly commit?: string;
  readonly run?: number;
};

/** Digests are lower-case hexadecimal. */
export type ArchiveFile = {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  /** Of npm's tarballs: the one their registry tells. */
  readonly sha512?: string;
  /** Of wheels and source distributions. */
  readonly metadata?: MetadataRead;
  /** Of zips that are no wheels: an installer may bring along the wheel it installs. */
  readonly wheels?: NestedWheels;
};

/** A wheel inside a zip inside an artifact. */
export type NestedWheel = { readonly path: string; readonly filename: string; readonly sha256: string };

export type NestedWheels =
  | { readonly is: "read"; readonly files: readonly NestedWheel[] }
  | { readonly is: "unreadable"; readonly why: string };

export type ArtifactContents = { readonly artifact: string; readonly id: number } & (
  | { readonly is: "read"; readonly files: readonly ArchiveFile[] }
  | { readonly is: "refused"; readonly why: string }
);

export type Board = {
  readonly number: number;
  readonly title: string;
  readonly state: "open" | "closed";
  /** Who closed it, when a person did. */
  readonly closedByApp: boolean;
  /** When it was closed, and by whom where GitHub tells; absent while it is open. */
  readonly closed?: { readonly at: Instant; readonly by?: string };
  /** The conversation is locked: the app can neither react nor reply there. */
  readonly locked: boolean;
  readonly url: string;
  /** Fingerprints of what was last written and when, while the marker is genuine and nobody changed the text. */
  readonly shown?: { readonly news: string; readonly body: string; readonly at: Instant };
  readonly memory: Memory;
  /** Open boards of the same release with higher numbers, made by accident: of several the lowest is the board. */
  readonly twins?: readonly number[];
  /** The board is this comment, on the issue that is another release's board. Its twins are comments, too. */
  readonly comment?: number;
  /** Whose board the issue is, in that case, and what is remembered there. */
  readonly lead?: { readonly tag: string; readonly memory: Memory };
  /** The app has closed the issue over this release, whose board in it is not finished. */
  readonly closedOver?: true;
};

/** The board of another release. */
export type OtherBoard = Pick<Board, "number" | "url" | "state" | "closedByApp" | "memory">;

/** What a ref points at; `commit` is absent for a tag that leads to none. */
export type Ref = { readonly object: string; readonly commit?: string };

export type Comment = {
  readonly id: number;
  readonly node: string;
  /** Absent: the account is gone. */
  readonly author?: Person & { readonly bot: boolean };
  readonly viaApp: boolean;
  readonly body: string;
  readonly createdAt: Instant;
  readonly edited: boolean;
  readonly url: string;
  /** The app's own reactions. */
  readonly claimed: boolean;
  readonly outcome?: "done" | "refused";
  /** For the app's own replies: the comment they answer. */
  readonly answers?: number;
  /** For the app's own replies: which commands of that comment were refused, by their positions, and why. */
  readonly refuses?: readonly RefusedCommand[];
  /** For the app's own replies: the run that it has started, and the number of the person for whom. */
  readonly started?: { readonly run: number; readonly by: number };
  /** For the app's own reminders: what of, so that none is made twice. */
  readonly reminds?: string;
  /** For the app's own call-out: what it says, and whether that is as it was written. */
  readonly callOut?: {
    readonly text: string;
    readonly print: string;
    readonly intact: boolean;
    /** It says that it is kept up to date no more. */
    readonly ended: boolean;
  };
  /** Of people's comments where several releases share the board: whose word it can be. */
  readonly aboard?: Aboard;
  /** Of the app's own: the board of a release that this comment is. */
  readonly board?: BoardComment;
};

/** `why` is a kind of `Refusal`, also one of another version of the app. */
export type RefusedCommand = { readonly position: number; readonly why: string };

export type CheckRun = {
  readonly id: number;
  readonly status: string;
  readonly conclusion?: string;
  readonly title: string;
  readonly summary: string;
  readonly detailsUrl?: string;
};

/** What people talk below a pull request or an issue, as far as "released in" goes. */
export type Thread = {
  readonly locked: boolean;
  /** A comment of the app's names this release there. */
  readonly told: boolean;
  /** Issues of this repository that a pull request closes; asked for only where the configuration wants them told. */
  readonly closes: readonly number[];
};

export type ReleaseAsset = {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly uploaded: boolean;
  /** "sha256:…", where GitHub tells. */
  readonly digest?: string;
  /** The app has uploaded it: nobody else can in its name. */
  readonly byApp: boolean;
};

export type GithubRelease = {
  readonly id: number;
  readonly tag: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly name: string;
  readonly body: string;
  readonly url: string;
  readonly uploadUrl: string;
  readonly assets: readonly ReleaseAsset[];
  readonly byApp: boolean;
  /** Nobody can change its tag or its assets any more, and no other release can ever have this tag. */
  readonly immutable: boolean;
  /** When it was made public; of a draft that never was, there is none. */
  readonly publishedAt?: Instant;
  /** The address of its discussion, where it has one. */
  readonly discussion?: string;
};

/** What a person may do in the repository right now. */
export type Right = { readonly person: Person; readonly permission: string; readonly role: string };

/** Whether a person is in a team: an invitation that was not accepted is no membership. */
export type Membership = { readonly state: "active" | "pending" };

/** Whether GitHub would take a person's review of the release run, asked with the token of their linked account. */
export type Reviewing =
  | { readonly is: "not-linked" }
  /** The environments at which it would. */
  | { readonly is: "linked"; readonly environments: readonly string[] }
  /**
   * GitHub refuses the token: the link has ended, the organization wants a sign-in of its own first, or the person and
   * the app do not both see the repository.
   */
  | { readonly is: "refused"; readonly why: ReviewRefusal };

export type ReviewRefusal = "link-ended" | "sso-missing" | "no-access";
