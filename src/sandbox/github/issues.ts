import type { Account } from "./accounts.ts";
import type { App } from "./apps.ts";
import { stamp } from "./clock.ts";
import { type Comment, type Reaction, refuseLongBody } from "./comments.ts";
import { refuse } from "./refused.ts";
import { findRepository, fullName, type Label, labelOf, type Repository } from "./repository.ts";
import type { World } from "./world.ts";

export interface Issue {
  readonly id: number;
  readonly number: number;
  title: string;
  body: string | null;
  readonly author: Account;
  /** The App it was made through, if any. */
  readonly viaApp: App | null;
  /** It is the conversation of a pull request. */
  readonly pull?: { readonly mergedAt: number | null };
  state: "open" | "closed";
  stateReason: "completed" | "not_planned" | "reopened" | null;
  closedBy: Account | null;
  labels: readonly Label[];
  locked: boolean;
  readonly createdAt: number;
  updatedAt: number;
  closedAt: number | null;
  readonly milestone: string | null;
  readonly comments: Comment[];
  readonly reactions: Reaction[];
  /** Where it went; by its old number it is not found any more but redirects. */
  transferredTo: string | null;
  deleted: boolean;
}

export interface IssueDraft {
  readonly title: string;
  readonly body?: string | null;
  readonly author: Account;
  readonly viaApp?: App;
  readonly labels?: readonly string[];
  /** Its title. */
  readonly milestone?: string;
}

/** Longest title (GitHub: "title is too long (maximum is 256 characters)"). */
const LONGEST_TITLE = 256;

const checkTexts = (title: string | undefined, body: string | null | undefined): void => {
  if (title === "") refuse("title-missing");
  if (title !== undefined && title.length > LONGEST_TITLE) refuse("title-too-long");
  refuseLongBody(body);
};

/** The live issue, or conversation of a pull request, of that number. */
export const issueOf = (repository: Repository, number: number): Issue => {
  const issue =
    repository.issues.get(number) ?? repository.pulls.find((pull) => pull.number === number)?.conversation;
  if (!issue) return refuse("not-found");
  if (issue.deleted) return refuse("issue-deleted");
  return issue;
};

/** Opens an issue. */
export const openIssue = (world: World, repository: Repository, draft: IssueDraft): Issue => {
  if (!repository.hasIssues) refuse("issues-disabled");
  checkTexts(draft.title, draft.body);
  const now = stamp(world.clock);
  repository.lastNumber += 1;
  const issue: Issue = {
    id: world.ids("issue"),
    number: repository.lastNumber,
    title: draft.title,
    body: draft.body ?? null,
    author: draft.author,
    viaApp: draft.viaApp ?? null,
    state: "open",
    stateReason: null,
    closedBy: null,
    labels: (draft.labels ?? []).map((name) => labelOf(world, repository, name)),
    locked: false,
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    milestone: draft.milestone ?? null,
    comments: [],
    reactions: [],
    transferredTo: null,
    deleted: false,
  };
  repository.issues.set(issue.number, issue);
  world.emit({ name: "issues", action: "opened", repository, sender: draft.author, issue });
  for (const label of issue.labels) {
    world.emit({ name: "issues", action: "labeled", repository, sender: draft.author, issue, label });
  }
  return issue;
};

export interface IssuePatch {
  readonly title?: string;
  readonly body?: string | null;
  readonly state?: "open" | "closed";
  readonly stateReason?: "completed" | "not_planned" | "reopened" | null;
  readonly labels?: readonly string[];
}

const retext = (issue: Issue, patch: IssuePatch): { title?: string; body?: string } | undefined => {
  const from: { title?: string; body?: string } = {};
  if (patch.title !== undefined && patch.title !== issue.title) {
    from.title = issue.title;
    issue.title = patch.title;
  }
  if (patch.body !== undefined && patch.body !== issue.body) {
    from.body = issue.body ?? "";
    issue.body = patch.body;
  }
  return Object.keys(from).length > 0 ? from : undefined;
};

const move = (
  issue: Issue,
  patch: IssuePatch,
  by: Account,
  now: number,
): "closed" | "reopened" | undefined => {
  if (patch.state === undefined || patch.state === issue.state) return undefined;
  issue.state = patch.state;
  const closed = patch.state === "closed";
  issue.stateReason = patch.stateReason ?? (closed ? "completed" : "reopened");
  issue.closedAt = closed ? now : null;
  issue.closedBy = closed ? by : null;
  return closed ? "closed" : "reopened";
};

/** Changes an issue's texts, state or labels. */
export const editIssue = (
  world: World,
  repository: Repository,
  issue: Issue,
  edit: { readonly patch: IssuePatch; readonly by: Account },
): void => {
  const { patch, by } = edit;
  checkTexts(patch.title, patch.body);
  const now = stamp(world.clock);
  const from = retext(issue, patch);
  const moved = move(issue, patch, by, now);
  const added = (patch.labels ?? [])
    .map((name) => labelOf(world, repository, name))
    .filter((label) => !issue.labels.includes(label));
  if (patch.labels) issue.labels = patch.labels.map((name) => labelOf(world, repository, name));
  issue.updatedAt = now;
  if (from) world.emit({ name: "issues", action: "edited", repository, sender: by, issue, from });
  if (moved) world.emit({ name: "issues", action: moved, repository, sender: by, issue });
  for (const label of added) {
    world.emit({ name: "issues", action: "labeled", repository, sender: by, issue, label });
  }
};

/** Locks the conversation: only people with write access may comment, no App, and nobody may react. */
export const lockIssue = (world: World, repository: Repository, issue: Issue, by: Account): void => {
  issue.locked = true;
  issue.updatedAt = stamp(world.clock);
  world.emit({ name: "issues", action: "locked", repository, sender: by, issue });
};

/** Ends the lock. */
export const unlockIssue = (world: World, repository: Repository, issue: Issue, by: Account): void => {
  issue.locked = false;
  issue.updatedAt = stamp(world.clock);
  world.emit({ name: "issues", action: "unlocked", repository, sender: by, issue });
};

/** Deletes an issue; GitHub answers 410 for it afterwards. */
export const deleteIssue = (world: World, repository: Repository, issue: Issue, by: Account): void => {
  world.emit({ name: "issues", action: "deleted", repository, sender: by, issue });
  issue.deleted = true;
};

/** Moves an issue to another repository, where it gets a number of its own; the old number redirects there. */
export const transferIssue = (
  world: World,
  repository: Repository,
  issue: Issue,
  to: { readonly repository: string; readonly by: Account },
): Issue => {
  const target = findRepository(world, to.repository);
  if (!target) throw new Error(`The sandbox has no repository ${to.repository} to transfer an issue to`);
  target.lastNumber += 1;
  const moved: Issue = { ...issue, id: world.ids("issue"), number: target.lastNumber, transferredTo: null };
  target.issues.set(moved.number, moved);
  issue.transferredTo = `${fullName(target)}#${moved.number}`;
  world.emit({
    name: "issues",
    action: "transferred",
    repository,
    sender: to.by,
    issue,
    to: { repository: target, issue: moved },
  });
  return moved;
};
