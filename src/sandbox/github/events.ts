import type { Account } from "./accounts.ts";
import type { App, Installation } from "./apps.ts";
import type { CheckRun } from "./checks.ts";
import type { Comment } from "./comments.ts";
import type { Deployment, DeploymentStatus } from "./deployments.ts";
import type { Gate } from "./gates.ts";
import type { Commit } from "./git.ts";
import type { Issue } from "./issues.ts";
import type { Release } from "./releases.ts";
import type { Label, Repository } from "./repository.ts";
import type { Job, Run } from "./runs.ts";

interface Caused {
  /** Who caused it: GitHub's `sender`. */
  readonly sender: Account;
}

interface InRepository extends Caused {
  readonly repository: Repository;
}

export interface PushEvent extends InRepository {
  readonly name: "push";
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly commits: readonly Commit[];
  readonly head: Commit | null;
}

export interface RefEvent extends InRepository {
  readonly name: "create" | "delete";
  readonly refType: "tag" | "branch";
  readonly ref: string;
}

export interface RunEventHappened extends InRepository {
  readonly name: "workflow_run";
  readonly action: "requested" | "in_progress" | "completed";
  readonly run: Run;
}

export interface JobEvent extends InRepository {
  readonly name: "workflow_job";
  readonly action: "queued" | "waiting" | "in_progress" | "completed";
  readonly run: Run;
  readonly job: Job;
}

export interface DeploymentEvent extends InRepository {
  readonly name: "deployment";
  readonly deployment: Deployment;
}

export interface DeploymentStatusEvent extends InRepository {
  readonly name: "deployment_status";
  readonly deployment: Deployment;
  readonly status: DeploymentStatus;
}

/** Goes to the one App that is asked. */
export interface ProtectionRuleEvent extends InRepository {
  readonly name: "deployment_protection_rule";
  readonly run: Run;
  readonly gate: Gate;
  readonly app: App;
}

export interface ReviewEvent extends InRepository {
  readonly name: "deployment_review";
  readonly action: "requested" | "approved" | "rejected";
  readonly run: Run;
  readonly gates: readonly Gate[];
  readonly since: number;
  readonly comment?: string;
}

export interface CommentEvent extends InRepository {
  readonly name: "issue_comment";
  readonly action: "created" | "edited" | "deleted";
  readonly issue: Issue;
  readonly comment: Comment;
  /** The body before an edit. */
  readonly from?: string;
}

export interface IssueEvent extends InRepository {
  readonly name: "issues";
  readonly action:
    | "opened"
    | "edited"
    | "closed"
    | "reopened"
    | "deleted"
    | "transferred"
    | "labeled"
    | "locked"
    | "unlocked";
  readonly issue: Issue;
  readonly from?: { readonly title?: string; readonly body?: string };
  readonly label?: Label;
  readonly to?: { readonly repository: Repository; readonly issue: Issue };
}

export interface ReleaseEvent extends InRepository {
  readonly name: "release";
  readonly action: "created" | "published" | "unpublished" | "edited" | "deleted";
  readonly release: Release;
  readonly from?: { readonly name?: string; readonly body?: string; readonly tag?: string };
}

export interface CheckRunEvent extends InRepository {
  readonly name: "check_run";
  readonly action: "created" | "completed" | "requested_action";
  readonly check: CheckRun;
  readonly identifier?: string;
}

export interface InstallationEvent extends Caused {
  readonly name: "installation";
  readonly action: "created" | "deleted" | "suspend" | "unsuspend" | "new_permissions_accepted";
  readonly installation: Installation;
}

/** A person has taken back what they allowed an App; goes to that App. */
export interface AuthorizationEvent extends Caused {
  readonly name: "github_app_authorization";
  readonly action: "revoked";
  readonly app: App;
}

/** What an installation covers has changed; a transferred repository leaves one and may come to another. */
export interface CoverageEvent extends Caused {
  readonly name: "installation_repositories";
  readonly action: "added" | "removed";
  readonly installation: Installation;
  readonly repositories: readonly Repository[];
}

/** Everything that happens in the world and that GitHub tells Apps about. */
export type WorldEvent =
  | PushEvent
  | RefEvent
  | RunEventHappened
  | JobEvent
  | DeploymentEvent
  | DeploymentStatusEvent
  | ProtectionRuleEvent
  | ReviewEvent
  | CommentEvent
  | IssueEvent
  | ReleaseEvent
  | CheckRunEvent
  | InstallationEvent
  | CoverageEvent
  | AuthorizationEvent;
