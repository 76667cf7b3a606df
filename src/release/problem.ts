import type { AlreadyOut } from "./already-out.ts";
import type { ArtifactProblem } from "./artifact-problem.ts";
import type { ChannelKind, ConfigurationFault, DistributionKind, IndexName } from "./configuration.ts";
import type { DistributionFault } from "./distribution-fault.ts";
import type { StatusIncident } from "./index-release.ts";
import type { Instant } from "./instant.ts";
import type { UnreadMembers } from "./notes-file.ts";
import type { NoRunCause, Overdue } from "./overdue.ts";
import type { Blocker } from "./preparation.ts";
import type { NextVersion, PublishFailure } from "./publish-failure.ts";
import type { Unexpected } from "./publisher-rules.ts";
import type { Remains } from "./remains.ts";

/** Something a person must decide or mend. `replies/problem.ts` puts each in words, with the remedy. */
export type Problem =
  | {
      readonly is: "configuration-broken";
      readonly faults: readonly ConfigurationFault[];
      readonly blob: string;
    }
  | { readonly is: "configuration-gone" }
  | { readonly is: "tag-unparsable"; readonly tag: string; readonly scheme: string }
  | {
      /** The tag names a version, and none as the index of a gate reads versions. */
      readonly is: "version-foreign";
      readonly tag: string;
      readonly index: string;
      readonly scheme: string;
      /** The version as all read it, where there is such a form. */
      readonly form?: string;
    }
  /** Another tag names the same version, and is the release. */
  | { readonly is: "version-held"; readonly tag: string }
  /** Worth telling, stops nothing: a later candidate, or the final. */
  | { readonly is: "newer-tagged"; readonly tag: string }
  | { readonly is: "tag-not-a-commit"; readonly tag: string }
  /** Open issues and pull requests with a blocker's label; `more`: those that are not named. */
  | {
      readonly is: "blockers-open";
      readonly blockers: readonly Blocker[];
      readonly more: number;
      readonly tagged: boolean;
    }
  /** While a release was prepared these tags were pushed instead; `same`: they name its version in another spelling. */
  | {
      readonly is: "tagged-otherwise";
      readonly tag: string;
      readonly others: readonly string[];
      readonly same: boolean;
    }
  | {
      readonly is: "tag-deleted";
      readonly tag: string;
      /** The commit at which it was. */
      readonly commit?: string;
      readonly remains: Remains;
      /** Somebody has said `/cancel` since: the board is closed. */
      readonly cleaned?: true;
    }
  /** The tag is there, and GitHub has started no workflow for it. */
  | { readonly is: "no-run"; readonly tag: string; readonly since: Instant; readonly cause: NoRunCause }
  | Overdue
  | {
      readonly is: "tag-off-branches";
      readonly tag: string;
      readonly commit: string;
      readonly patterns: readonly string[];
      /** The branches that were looked at. */
      readonly branches: readonly string[];
      /** So many more match the patterns. */
      readonly more: number;
    }
  | {
      readonly is: "workflow-changed";
      readonly tag: string;
      readonly commit: string;
      readonly paths: readonly string[];
      /** More workflows are called than were compared. */
      readonly more: boolean;
    }
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
  | {
      readonly is: "distributions-faulty";
      readonly faults: readonly [DistributionFault, ...DistributionFault[]];
      /** The gates, where all that have such files are optional: then nothing waits for them. */
      readonly optional?: readonly string[];
    }
  | {
      readonly is: "distributions-doubtful";
      readonly faults: readonly [DistributionFault, ...DistributionFault[]];
    }
  | {
      readonly is: "distribution-missing";
      readonly gate: string;
      readonly missing: readonly DistributionKind[];
      readonly artifacts: readonly string[];
      /** The configuration asks for it; else it is only told. */
      readonly isAsked: boolean;
    }
  | {
      readonly is: "installer-stale";
      readonly wheels: readonly [StaleWheel, ...StaleWheel[]];
      /** The files of their projects that the gates publish. */
      readonly published: readonly string[];
    }
  | { readonly is: "installer-unread"; readonly installers: readonly [Unread, ...Unread[]] }
  | {
      readonly is: "jobs-failed";
      readonly jobs: readonly FailedJob[];
      readonly url: string;
      readonly running: number;
    }
  | { readonly is: "run-failed"; readonly conclusion: string; readonly url: string }
  | { readonly is: "no-job-ran"; readonly url: string }
  /** The jobs have come to a gate, and no other has run. */
  | { readonly is: "nothing-before-gate"; readonly jobs: readonly string[]; readonly url: string }
  | ArtifactProblem
  | {
      readonly is: "package-not-built";
      readonly environment: string;
      readonly packages: readonly string[];
      readonly built: readonly string[];
    }
  | { readonly is: "package-not-named"; readonly environment: string; readonly packages: readonly string[] }
  | { readonly is: "asset-not-found"; readonly artifact: string; readonly pattern: string }
  /** The artifact was deleted before its files were attached. */
  | { readonly is: "asset-gone"; readonly artifact: string; readonly pattern: string }
  | { readonly is: "asset-name-taken"; readonly name: string }
  | { readonly is: "smoke-test-failed"; readonly what: string; readonly by: string; readonly note?: string }
  | {
      readonly is: "gate-rejected";
      readonly environment: string;
      readonly by?: string;
      readonly reason?: string;
    }
  | { readonly is: "gate-never-reached"; readonly environment: string; readonly url: string }
  | { readonly is: "gate-unguarded"; readonly environment: string }
  | { readonly is: "gate-not-configured"; readonly environment: string; readonly url: string }
  | {
      readonly is: "gate-expired";
      readonly environment: string;
      readonly url: string;
      /** Absent: the release ends without the gate, and nobody has looked. */
      readonly out?: AlreadyOut;
      /** The version to go on with, where this one is out and that one is known to be free. */
      readonly next?: NextVersion;
    }
  | {
      readonly is: "publish-failed";
      readonly environment: string;
      readonly job: FailedJob;
      readonly found: PublishFailure;
    }
  | WorkflowProblem
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
      /** The yanked ones, where others are not. */
      readonly files?: readonly string[];
      readonly reason?: string;
    }
  | {
      readonly is: "index-extra-files";
      readonly index: string;
      readonly environment: string;
      readonly files: readonly string[];
    }
  | {
      readonly is: "provenance-mismatch";
      readonly index: string;
      readonly environment: string;
      readonly files: readonly ({ readonly filename: string } & Unexpected)[];
    }
  | {
      readonly is: "index-status";
      readonly page: string;
      readonly readAt: Instant;
      readonly components: readonly { readonly name: string; readonly status: string }[];
      readonly incidents: readonly Omit<StatusIncident, "about">[];
    }
  | { readonly is: "index-without-digests"; readonly index: string; readonly files: readonly string[] }
  | {
      readonly is: "index-requires-python";
      readonly index: string;
      /** An empty text is none at all. */
      readonly files: readonly {
        readonly filename: string;
        readonly built: string;
        readonly served: string;
      }[];
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
  | { readonly is: "tag-burnt"; readonly tag: string }
  | { readonly is: "intro-left-out"; readonly path: string; readonly why: "missing" | "too-long" }
  /** People's own text is longer by this many characters than leaves room for the app's sections. */
  | { readonly is: "notes-full"; readonly over: number; readonly url: string }
  /** Other drafts of the tag, and the one that is gone on with. */
  | { readonly is: "stray-drafts"; readonly strays: readonly string[]; readonly url: string }
  | { readonly is: "published-as-other-kind"; readonly prerelease: boolean; readonly url: string }
  /** The release that should be the latest and is not, this one or another. */
  | {
      readonly is: "wrong-latest";
      readonly tag: string;
      readonly url: string;
      readonly isOurs: boolean;
    }
  | {
      readonly is: "published-incomplete";
      readonly missing: readonly string[];
      readonly other: readonly string[];
      /** What the app has attached of another build. */
      readonly extra: readonly string[];
      readonly immutable: boolean;
      readonly url: string;
    }
  | { readonly is: "discussion-missing"; readonly category: string; readonly url: string }
  | { readonly is: "channel-unknown"; readonly variable: string }
  | {
      readonly is: "channel-of-another-kind";
      readonly variable: string;
      /** Whose address the server has there. */
      readonly kind: ChannelKind;
      readonly configured: ChannelKind;
    }
  | { readonly is: "announcement-unclear"; readonly channel: string }
  /** What is posted is not what would be posted now. `why` is absent where nothing there can be changed. */
  | { readonly is: "announcement-outdated"; readonly channel: string; readonly why?: string }
  /** Worth telling, stops nothing: the notes are made without it. */
  | { readonly is: "notes-file-broken"; readonly path: string; readonly fault: ConfigurationFault }
  | { readonly is: "members-unread"; readonly sources: readonly [UnreadMembers, ...UnreadMembers[]] }
  | { readonly is: "board-abandoned" }
  | { readonly is: "no-effect"; readonly action: string }
  | { readonly is: "not-granted"; readonly action: string; readonly permissions: readonly string[] }
  | { readonly is: "yanked-gate-open"; readonly environment: string; readonly url: string }
  | { readonly is: "superseded-gate-open"; readonly environment: string; readonly url: string }
  | { readonly is: "superseded-run-publishes"; readonly environment: string; readonly url: string };

/** A wheel that people get by another way than the index, and that is none of the release. */
export type StaleWheel = {
  /** What it lies in. */
  readonly carrier: { readonly is: "zip" | "artifact"; readonly name: string };
  readonly wheel: string;
  /** Digests of the two; `built` is absent where the wheel is of another version. */
  readonly carried: string;
  readonly built?: string;
};

type Unread = { readonly name: string; readonly why: string };

/** What the release workflow lacks, as far as its file tells: worth telling, stops nothing. */
export type WorkflowProblem =
  | { readonly is: "workflow-unread"; readonly path: string; readonly why: string }
  | {
      readonly is: "job-without-id-token";
      readonly path: string;
      readonly job: string;
      readonly environment: string;
      readonly index: IndexName;
    }
  | {
      readonly is: "job-without-needs";
      readonly path: string;
      readonly job: string;
      readonly environment: string;
      readonly missing: readonly string[];
    }
  | { readonly is: "job-without-gate"; readonly path: string; readonly job: string }
  | { readonly is: "gate-without-job"; readonly path: string; readonly environments: readonly string[] }
  /** No alarm: their jobs are where the file alone does not tell. */
  | {
      readonly is: "gate-out-of-sight";
      readonly path: string;
      readonly environments: readonly string[];
      readonly called: readonly string[];
      readonly expressions: readonly string[];
    };

export type PublishFailed = Extract<Problem, { readonly is: "publish-failed" }>;

export type FailedJob = {
  readonly name: string;
  readonly conclusion: string;
  readonly url: string;
  readonly step?: string;
};
