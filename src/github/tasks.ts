/** What an installation grants, or a token may do, as GitHub names it: `{ issues: "write" }`. */
export type Permissions = Readonly<Record<string, string>>;

/** What a write token is for. */
export type Task = keyof typeof TASKS;

type Ask = {
  /** Without these the task cannot be done. */
  readonly needs: Permissions;
  /** Asked for where granted. */
  readonly wants?: Permissions;
};

/**
 * The permissions of each task, one token for each, so that a token that leaks or is misused opens nothing else.
 * From GitHub's "Permissions required for GitHub Apps".
 */
export const TASKS = {
  /** Issues, comments, labels, reactions. */
  board: { needs: { issues: "write" } },
  /** The check run on the tag's commit. */
  check: { needs: { checks: "write" } },
  /** Answers to gates at which the app is the rule. */
  gate: { needs: { deployments: "write", actions: "read" } },
  /** Dispatch, re-run, cancel. */
  run: { needs: { actions: "write" } },
  /** GitHub releases: notes, drafts, assets, publishing; a discussion with it. */
  release: { needs: { contents: "write" }, wants: { discussions: "write" } },
} as const satisfies Readonly<Record<string, Ask>>;

/**
 * Drafts of GitHub releases and the list of collaborators are shown only to who may push (GitHub docs, "List
 * releases", "List repository collaborators"): these routes, and only these, are read with a token that may, where it
 * is granted.
 */
const TO_PUSHERS = /^GET \/repos\/\{owner\}\/\{repo\}\/(?:releases\b|collaborators$)/;
const MAY_PUSH: Permissions = { contents: "write" };

/** What the features read. What an installation has not granted is left out of the token. */
const READS: Permissions = {
  metadata: "read",
  actions: "read",
  attestations: "read",
  checks: "read",
  contents: "read",
  deployments: "read",
  discussions: "read",
  issues: "read",
  members: "read",
  pull_requests: "read",
};

const RANK: Readonly<Record<string, number>> = { read: 1, write: 2, admin: 3 };

/** Whether what is granted covers one permission at the level asked for. */
export function grants(granted: Permissions, permission: string, level: string): boolean {
  return rank(granted[permission]) >= rank(level);
}

/** Those of the permissions asked for that are granted. */
function granted(asked: Permissions, by: Permissions): Permissions {
  return Object.fromEntries(Object.entries(asked).filter(([name, level]) => grants(by, name, level)));
}

function lacking(asked: Permissions, by: Permissions): readonly string[] {
  return Object.entries(asked)
    .filter(([name, level]) => !grants(by, name, level))
    .map(([name, level]) => `${name}: ${level}`);
}

/** What a task needs and is not granted, as `issues: write`; empty when it can be done. */
export function lackingFor(task: Task, by: Permissions): readonly string[] {
  return lacking(TASKS[task].needs, by);
}

/** The permissions of a task's token under what is granted. */
export function permissionsOf(task: Task, by: Permissions): Permissions {
  const ask: Ask = TASKS[task];
  return { ...ask.needs, ...granted(ask.wants ?? {}, by) };
}

/** The permissions of the token that reads the route, under what is granted. */
export function permissionsToRead(route: string, by: Permissions): Permissions {
  return TO_PUSHERS.test(route) && lacking(MAY_PUSH, by).length === 0 ? MAY_PUSH : granted(READS, by);
}

function rank(level: string | undefined): number {
  return level === undefined ? 0 : (RANK[level] ?? 0);
}
