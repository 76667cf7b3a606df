import type { Refusal, Said } from "../release/answer.ts";
import { type Rival, RUN_PATIENCE, shortRef, startedRun } from "../release/dispatch.ts";
import { factAt, given } from "../release/fact.ts";
import { notGranted } from "../release/granted.ts";
import { SECOND } from "../release/instant.ts";
import { triggerKey } from "../release/look.ts";
import type { Comment, Run, Snapshot } from "../release/snapshot.ts";
import { acceptedWith, type Judgement, looking, refused } from "./command.ts";
import { commandsIn } from "./parse.ts";
import { isRequest } from "./requests.ts";

/** What is to be started: a workflow's file name, and the full name of a branch or tag with what it points at. */
export type Start = { readonly workflow: string; readonly ref: string; readonly commit: string };

/** A request that starts something has its comment for itself: the claim on the comment is the claim on the start. */
export function unlessAlone(said: Said): Judgement | undefined {
  return commandsIn(said.comment).length > 1 ? refused({ is: "out-of-place", isRequest: true }) : undefined;
}

/** The start that a comment asks for, once nothing speaks against it; `onNoTrigger` says what helps where it can't be. */
export function toStart(
  said: Said,
  seen: Snapshot,
  start: Start,
  onNoTrigger: Pick<Extract<Refusal, { readonly is: "no-trigger" }>, "tag">,
): Judgement {
  const { workflow, ref, commit } = start;
  const permissions = notGranted(seen, "dispatch");
  if (permissions.length > 0) {
    return refused({ is: "may-not-start", permissions, url: workflowPage(seen, workflow) });
  }
  const found = factAt(seen.triggers, triggerKey(workflow, commit));
  switch (found.is) {
    case "unseen":
      return looking([{ at: "trigger", workflow, commit }]);
    case "unknown":
      return looking([]);
    case "absent":
      return refused({ is: "no-workflow-file", workflow, ref });
    case "seen":
      return found.value === "missing"
        ? refused({ is: "no-trigger", workflow, ref, ...onNoTrigger })
        : acceptedWith({ do: "dispatch", workflow, ref, commit, comment: said.comment.id });
  }
}

/** Whether a comment's start was made, or may have been: by its claim, or as the ledger has it. Then it is made no more. */
export function mayHaveStarted({ comment }: Said, { dispatches }: Pick<Snapshot, "dispatches">): boolean {
  const known = dispatches[comment.id];
  return comment.claimed || known?.refused !== undefined || known?.sent === true;
}

/** Other requests here that claimed a start of the same ref; of one that is deleted nobody can say what it was for. */
export function rivalsOf({ comment }: Said, seen: Snapshot, ref: string): readonly Rival[] {
  const all = given(seen.comments) ?? [];
  const isOpen = (id: number) =>
    seen.dispatches[id]?.run === undefined && seen.dispatches[id]?.refused === undefined;
  const standing = all.filter((one) => one.claimed && isOpen(one.id) && asksFor(one, ref));
  const deleted = Object.entries(seen.dispatches).filter(
    ([id, { sent }]) => sent === true && isOpen(Number(id)) && !all.some((one) => one.id === Number(id)),
  );
  return [
    ...standing.map(({ id, createdAt }) => ({ comment: id, since: createdAt })),
    ...deleted.map(([id]) => ({ comment: Number(id), since: comment.createdAt })),
  ].filter((one) => one.comment !== comment.id);
}

function asksFor(comment: Comment, ref: string): boolean {
  return commandsIn(comment).some(
    (said) => isRequest(said) && said.words[0] !== undefined && shortRef(said.words[0]) === ref,
  );
}

type Awaited = { readonly workflow: string; readonly ref: string };

/**
 * What became of a start that was claimed, or that the ledger knows: its run, or what to say while there is none. It is
 * never made again: where nothing tells whether it happened, people look.
 */
export function started(
  said: Said,
  seen: Snapshot,
  { workflow, ref }: Awaited,
): { readonly run: Run } | { readonly judgement: Judgement } {
  const { id: comment, createdAt: since } = said.comment;
  const known = seen.dispatches[comment];
  const url = workflowPage(seen, workflow);
  if (known?.refused !== undefined) {
    return { judgement: refused({ is: "not-started", detail: known.refused, url }) };
  }
  const runs = factAt(seen.dispatched, ref);
  if (runs.is === "unseen" || runs.is === "unknown") {
    return { judgement: looking(runs.is === "unseen" ? [{ at: "dispatched", ref }] : []) };
  }
  const path = `.github/workflows/${workflow}`;
  const run = startedRun(seen, given(runs) ?? [], {
    comment,
    since,
    path,
    rivals: rivalsOf(said, seen, ref),
  });
  if (run !== undefined) {
    return { run };
  }
  return seen.now - (known?.at ?? since) < RUN_PATIENCE
    ? { judgement: { answer: { is: "accepted", again: seen.now + 15 * SECOND } } }
    : { judgement: refused({ is: "start-unclear", url }) };
}

/** Where people see and start the runs of a workflow. */
function workflowPage(seen: Snapshot, workflow: string): string {
  return `${given(seen.repository)?.url ?? ""}/actions/workflows/${encodeURIComponent(workflow)}`;
}
