import type { Comment } from "../../src/sandbox/github/comments.ts";
import type { BaseRole, Role } from "../../src/sandbox/github/repository.ts";
import { roleOf } from "../../src/sandbox/github/repository.ts";
import { CONFIGURATION_FILE, OWNER } from "../../src/sandbox/scenes/project.ts";
import { COTERIE, COURIER } from "./coterie.ts";
import { boardOf, nextGate, type Place, policyOf, runOf, TAG } from "./place.ts";
import { type Approvers, approversOf, CUSTOM_ROLE, type Gate, type Policy, TEAM, textOf } from "./policy.ts";

/** Says something on the board; there may be none yet. */
export function say(
  place: Place,
  by: string,
  text: string,
  how: { readonly viaApp?: true } = {},
): Comment | undefined {
  const board = boardOf(place);
  if (board === undefined || board.state === "closed") {
    return undefined;
  }
  const via = how.viaApp ? { viaApp: COURIER } : {};
  const comment = place.project.repo.comment(board.number, by, text, via);
  place.note(`${by} says ${JSON.stringify(text)}${how.viaApp ? " through another app" : ""} (${comment.id})`);
  return comment;
}

export function edit(place: Place, comment: Comment | undefined, text: string, by: string): void {
  if (comment !== undefined && !comment.deleted) {
    place.project.repo.editComment(comment.id, text, by);
    place.note(`${by} edits ${comment.id} to ${JSON.stringify(text)}`);
  }
}

export function takeBack(place: Place, comment: Comment | undefined): void {
  if (comment !== undefined && !comment.deleted) {
    place.project.repo.deleteComment(comment.id, COTERIE.maintainer);
    place.note(`${comment.id} is deleted`);
  }
}

export function setRole(place: Place, login: string, role: BaseRole | Role): void {
  place.project.repo.setRole(login, role);
  place.history.note("roles");
  place.note(`${login} has the role ${typeof role === "string" ? role : role.name}`);
}

/** Sets who is in the team; who was only invited is none of it yet. */
export function setTeam(place: Place, members: Readonly<Record<string, "active" | "pending">>): void {
  place.project.sandbox.github.team(OWNER, TEAM, members);
  place.history.note("members");
  place.note(`in the team: ${JSON.stringify(members)}`);
}

export function roleNow(place: Place, login: string): Role {
  const { github } = place.project.sandbox;
  return roleOf(place.project.repo.state, github.account(login));
}

export function rename(place: Place, login: string, to: string): void {
  place.project.sandbox.github.renameUser(login, to);
  place.history.note("names");
  place.note(`${login} is called ${to}`);
}

/** Changes the configuration on the default branch. */
export function configure(place: Place, change: Partial<Policy>, by: string): void {
  const policy = { ...policyOf(place), ...change };
  place.history.notePolicy(policy);
  place.project.repo.commit({
    files: { [CONFIGURATION_FILE]: textOf(policy) },
    message: "Change who may approve",
    author: { login: by },
  });
  place.note(`${by} changes the configuration: ${JSON.stringify(change)}`);
}

type Tagging = {
  readonly by?: string;
  readonly sha?: string;
  readonly annotated?: boolean;
  /** With so many others that neither an event is sent nor a run begins. */
  readonly silent?: boolean;
};

export function pushTag(place: Place, how: Tagging = {}): void {
  const { by = COTERIE.writer, sha, annotated = false, silent = false } = how;
  const message = `${TAG} at ${place.clock.now()}`;
  const { commit } = place.project.repo.pushTag(TAG, {
    by,
    silent,
    ...(sha === undefined ? {} : { sha }),
    ...(annotated ? { annotated: { message } } : {}),
  });
  place.history.note("tag");
  place.note(
    `${by} pushes the tag${annotated ? ", annotated," : ""} at ${commit}${silent ? ", silently" : ""}`,
  );
}

export function deleteTag(place: Place, by: string): void {
  if (place.project.repo.state.refs.has(`refs/tags/${TAG}`)) {
    place.project.repo.deleteTag(TAG, by);
    place.history.note("tag");
    place.note(`${by} deletes the tag`);
  }
}

/** A commit that changes nothing about the version. */
export function fix(place: Place, by: string = COTERIE.writer): string {
  return place.project.repo.commit({
    files: { "fix.txt": String(place.clock.now()) },
    message: "Fix what was found",
    author: { login: by },
  });
}

/** Ends the run, and starts it over; what succeeded is not run again unless `all` is. */
export function rerun(place: Place, by: string, how: { readonly all: boolean }): void {
  const run = runOf(place);
  if (run === undefined) {
    return;
  }
  if (run.status !== "completed") {
    place.project.repo.cancelRun(run);
    place.note(`run ${run.id} is cancelled by a click`);
  }
  if (how.all || run.conclusion === "success") {
    place.project.repo.rerunAll(run, by);
  } else {
    place.project.repo.rerunFailed(run, by);
  }
  place.note(`${by} re-runs ${how.all ? "all" : "the failed"} jobs of run ${run.id}`);
}

/** The words that open a gate, as its configuration wants them. */
export function approval(place: Place, gate: Gate = nextGate(place)): string {
  const commit = policyOf(place).commit ? ` ${(runOf(place)?.headSha ?? "").slice(0, 7)}` : "";
  return `/approve ${gate}${commit}`;
}

/** Uploads the distributions again under the same name, as a step of a job may. */
export async function uploadAnew(place: Place): Promise<void> {
  const run = runOf(place);
  const before = run?.artifacts.findLast(({ name }) => name === "dist");
  if (run !== undefined && before !== undefined) {
    await place.project.repo.replaceArtifact(run, "dist", before.files);
    place.history.noteReplaced(run, before);
    place.note(`the artifact of run ${run.id} is uploaded anew`);
  }
}

/** Somebody deletes what the draft says. */
export function emptyNotes(place: Place): void {
  const draft = place.project.repo.releases().find(({ tag, draft }) => tag === TAG && draft);
  if (draft !== undefined) {
    place.project.repo.editRelease(draft.id, { body: "" }, COTERIE.writer);
    place.history.noteNotes("");
    place.note(`${COTERIE.writer} empties the notes`);
  }
}

/** Those who may approve now, and whose word nothing of themselves speaks against. */
export function approversNow(place: Place, gate: Gate = nextGate(place)): readonly string[] {
  const run = runOf(place);
  const policy = policyOf(place);
  const approvers = approversOf(policy, gate);
  const { repo, sandbox } = place.project;
  return [...repo.state.roles].flatMap(([id, role]) => {
    const account = sandbox.github.world.accounts.find((one) => one.id === id);
    if (account === undefined || account.type !== "User" || !isApprover(approvers, account.login, role)) {
      return [];
    }
    const isOwn = account === run?.actor || account === run?.triggeringActor;
    return isOwn && !policy.selfApproval ? [] : [account.login];
  });
}

const RANKS: readonly string[] = ["none", "read", "triage", "write", "maintain", "admin"];

function isApprover(policy: Approvers, login: string, role: Role): boolean {
  const byRole =
    policy.role === CUSTOM_ROLE
      ? role.name === CUSTOM_ROLE
      : RANKS.indexOf(role.base) >= RANKS.indexOf(policy.role);
  return byRole || (policy.users.includes(login) && RANKS.indexOf(role.base) >= RANKS.indexOf("triage"));
}
