import type { Account } from "./accounts.ts";
import type { App } from "./apps.ts";
import { stamp } from "./clock.ts";
import type { Issue } from "./issues.ts";
import { refuse } from "./refused.ts";
import { hasRole, type Repository } from "./repository.ts";
import type { World } from "./world.ts";

export const REACTIONS = ["+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"] as const;
export type ReactionContent = (typeof REACTIONS)[number];

export interface Reaction {
  readonly id: number;
  readonly content: ReactionContent;
  readonly by: Account;
  readonly createdAt: number;
}

/** A comment on an issue. */
export interface Comment {
  readonly id: number;
  body: string;
  readonly author: Account;
  readonly viaApp: App | null;
  readonly createdAt: number;
  /** Moves by itself now and then; only `lastEditedAt` tells an edit. */
  updatedAt: number;
  lastEditedAt: number | null;
  editor: Account | null;
  minimized: boolean;
  deleted: boolean;
  readonly reactions: Reaction[];
}

/** Longest body of an issue or comment. */
const LONGEST_BODY = 65_536;

/** Refuses a text that is longer than GitHub takes. */
export const refuseLongBody = (body: string | null | undefined): void => {
  if (body && body.length > LONGEST_BODY) refuse("body-too-long");
};

export interface FoundComment {
  readonly repository: Repository;
  readonly issue: Issue;
  readonly comment: Comment;
}

/** A live comment of a repository by its id. */
export const commentOf = (repository: Repository, id: number): FoundComment => {
  const pulls = repository.pulls.map(({ conversation }) => conversation);
  for (const issue of [...repository.issues.values(), ...pulls]) {
    const comment = issue.comments.find((candidate) => candidate.id === id);
    if (comment && !comment.deleted && !issue.deleted && !issue.transferredTo) {
      return { repository, issue, comment };
    }
  }
  return refuse("not-found");
};

export interface CommentDraft {
  readonly body: string;
  readonly author: Account;
  readonly viaApp?: App | undefined;
}

/** Comments on an issue. On a locked one only people with write access may, and no App. */
export const addComment = (
  world: World,
  repository: Repository,
  issue: Issue,
  draft: CommentDraft,
): Comment => {
  if (!repository.hasIssues) refuse("issues-disabled");
  if (draft.body.trim() === "") refuse("body-missing");
  refuseLongBody(draft.body);
  if (issue.locked && !hasRole(repository, draft.author, "write")) refuse("issue-locked");
  const now = stamp(world.clock);
  const comment: Comment = {
    id: world.ids("comment"),
    body: draft.body,
    author: draft.author,
    viaApp: draft.viaApp ?? null,
    createdAt: now,
    updatedAt: now,
    lastEditedAt: null,
    editor: null,
    minimized: false,
    deleted: false,
    reactions: [],
  };
  issue.comments.push(comment);
  issue.updatedAt = now;
  world.emit({ name: "issue_comment", action: "created", repository, sender: draft.author, issue, comment });
  return comment;
};

/** Edits a comment's text. */
export const editComment = (world: World, found: FoundComment, edit: { body: string; by: Account }): void => {
  refuseLongBody(edit.body);
  const { repository, issue, comment } = found;
  const now = stamp(world.clock);
  const from = comment.body;
  comment.body = edit.body;
  comment.updatedAt = now;
  comment.lastEditedAt = now;
  comment.editor = edit.by;
  world.emit({ name: "issue_comment", action: "edited", repository, sender: edit.by, issue, comment, from });
};

/** Deletes a comment. */
export const deleteComment = (world: World, found: FoundComment, by: Account): void => {
  const { repository, issue, comment } = found;
  world.emit({ name: "issue_comment", action: "deleted", repository, sender: by, issue, comment });
  comment.deleted = true;
};

/** Adds a reaction unless it is there already; says whether it is new. Reactions send no event. */
export const react = (
  world: World,
  subject: { readonly reactions: Reaction[]; updatedAt: number },
  content: ReactionContent,
  by: Account,
): { readonly reaction: Reaction; readonly isNew: boolean } => {
  const known = subject.reactions.find((reaction) => reaction.content === content && reaction.by === by);
  if (known) return { reaction: known, isNew: false };
  const reaction: Reaction = { id: world.ids("reaction"), content, by, createdAt: stamp(world.clock) };
  subject.reactions.push(reaction);
  subject.updatedAt = reaction.createdAt;
  return { reaction, isNew: true };
};

/** The comments of an issue that still exist, oldest first. */
export const liveComments = (issue: Issue): Comment[] => issue.comments.filter((comment) => !comment.deleted);
