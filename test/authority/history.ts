import type { Account } from "../../src/sandbox/github/accounts.ts";
import type { Artifact } from "../../src/sandbox/github/artifacts.ts";
import type { WorldEvent } from "../../src/sandbox/github/events.ts";
import { peel } from "../../src/sandbox/github/git.ts";
import { type Role, roleOf } from "../../src/sandbox/github/repository.ts";
import type { Run } from "../../src/sandbox/github/runs.ts";
import type { Project } from "../../src/sandbox/scenes/project.ts";
import type { Policy } from "./policy.ts";

/** When something happened: by GitHub's stamps, and how many requests the app had made by then. */
export type Moment = {
  readonly at: number;
  readonly requests: number;
  /** Counts up: what came first of two things. */
  readonly order: number;
};

/** A comment on the board by anybody but the app. */
export type Voice = {
  readonly id: number;
  readonly author: Account;
  readonly viaApp: boolean;
  readonly said: Moment;
  readonly body: string;
  edited: Moment | undefined;
  deleted: Moment | undefined;
};

/** Where a tag's ref pointed; both absent while it is deleted. */
export type TagPosition = Moment & { readonly object?: string; readonly commit?: string };

export type Start = Moment & { readonly run: Run; readonly attempt: number; readonly by: Account };

/**
 * What happened on GitHub, as nobody can look it up there afterwards: who had which role when, where the tag pointed,
 * what the configuration said, what was said before it was edited or deleted.
 */
export type History = {
  readonly voices: readonly Voice[];
  readonly roles: readonly (Moment & { readonly account: number; readonly role: Role })[];
  /** Whoever was in the team, invitations not counted. */
  readonly members: readonly (Moment & { readonly accounts: readonly number[] })[];
  readonly names: readonly (Moment & { readonly account: number; readonly login: string })[];
  readonly tags: readonly TagPosition[];
  readonly policies: readonly (Moment & { readonly policy: Policy })[];
  /** Of every attempt of every run. */
  readonly starts: readonly Start[];
  /** What somebody but the release's run has put on an index. */
  readonly uploads: readonly (Moment & { readonly index: string })[];
  /** Artifacts in whose place others of the same name came. */
  readonly replaced: readonly (Moment & { readonly run: Run; readonly before: Artifact })[];
  /** What people have made of the draft's notes. */
  readonly notes: readonly (Moment & { readonly body: string })[];
  /** To be called after whatever GitHub sends no event for. */
  note(kind: "roles" | "names" | "members" | "tag"): void;
  noteUpload(index: string): void;
  notePolicy(policy: Policy): void;
  noteNotes(body: string): void;
  noteReplaced(run: Run, before: Artifact): void;
};

type Kept<L> = L extends readonly (infer T)[] ? T[] : never;

/** Keeps a project's history from now on. */
export function keepHistory(project: Project, tag: string): History {
  const { sandbox, repo } = project;
  let order = 0;
  const now = (): Moment => {
    order += 1;
    const at = Math.floor(sandbox.clock.now() / 1000) * 1000;
    return { at, requests: sandbox.exchanges.length, order };
  };
  const voices: Voice[] = [];
  const roles: Kept<History["roles"]> = [];
  const names: Kept<History["names"]> = [];
  const members: Kept<History["members"]> = [];
  const tags: TagPosition[] = [];
  const policies: Kept<History["policies"]> = [];
  const starts: Start[] = [];
  const uploads: Kept<History["uploads"]> = [];
  const notes: Kept<History["notes"]> = [];
  const replaced: Kept<History["replaced"]> = [];
  const people = () => sandbox.github.world.accounts.filter((account) => account.type !== "Organization");
  const looks = {
    roles() {
      for (const account of people()) {
        const role = roleOf(repo.state, account);
        if (roles.findLast((one) => one.account === account.id)?.role.name !== role.name) {
          roles.push({ ...now(), account: account.id, role });
        }
      }
    },
    members() {
      const [team] = sandbox.github.world.teams;
      const active = [...(team?.members ?? [])].filter(([, state]) => state === "active");
      members.push({ ...now(), accounts: active.map(([account]) => account) });
    },
    names() {
      for (const { id, login } of people()) {
        if (names.findLast((one) => one.account === id)?.login !== login) {
          names.push({ ...now(), account: id, login });
        }
      }
    },
    tag() {
      const object = repo.state.refs.get(`refs/tags/${tag}`);
      if (object !== tags.at(-1)?.object) {
        const commit = object === undefined ? {} : { commit: peel(repo.state.objects, object) };
        tags.push({ ...now(), ...(object === undefined ? {} : { object }), ...commit });
      }
    },
  };
  sandbox.github.world.onEvent((event) => {
    if (event.name === "issue_comment") {
      heard(voices, event, now());
    } else if (event.name === "workflow_run" && event.action === "requested") {
      // A tag's push starts its run before the verb that pushes it comes back.
      looks.tag();
      const { run } = event;
      starts.push({ ...now(), run, attempt: run.attempt, by: run.triggeringActor });
    }
  });
  return {
    voices,
    roles,
    names,
    members,
    tags,
    policies,
    starts,
    uploads,
    notes,
    replaced,
    noteReplaced: (run, before) => void replaced.push({ ...now(), run, before }),
    noteNotes: (body) => void notes.push({ ...now(), body }),
    note: (kind) => looks[kind](),
    noteUpload: (index) => void uploads.push({ ...now(), index }),
    notePolicy: (policy) => void policies.push({ ...now(), policy }),
  };
}

function heard(voices: Voice[], event: Extract<WorldEvent, { name: "issue_comment" }>, now: Moment): void {
  const { comment, action } = event;
  const known = voices.find((voice) => voice.id === comment.id);
  if (action === "created") {
    voices.push({
      id: comment.id,
      author: comment.author,
      viaApp: comment.viaApp !== null,
      said: now,
      body: comment.body,
      edited: undefined,
      deleted: undefined,
    });
  } else if (known !== undefined && action === "edited") {
    known.edited ??= now;
  } else if (known !== undefined) {
    known.deleted ??= now;
  }
}

/** What was so by the app's request of that number. */
export function asOf<T extends Moment>(entries: readonly T[], request: number): T | undefined {
  return entries.findLast((entry) => entry.requests <= request);
}
