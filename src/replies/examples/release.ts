import { blank } from "../../release/blank.ts";
import { type Fault, seen, unknown } from "../../release/fact.ts";
import { emptyMemory } from "../../release/memory.ts";
import type { Board, Environment, Repository, Run, Snapshot } from "../../release/snapshot.ts";

const address = { installation: 1, owner: "octo", name: "tool" };

export const repository: Repository = {
  id: 1,
  owner: address.owner,
  name: address.name,
  ownerType: "Organization",
  private: false,
  defaultBranch: "main",
  archived: false,
  hasIssues: true,
  url: "https://github.com/octo/tool",
};

export const run: Run = {
  id: 1,
  attempt: 1,
  path: ".github/workflows/release.yml",
  name: "release",
  commit: "5a2f9c1d04",
  repository: 1,
  event: "push",
  status: "in_progress",
  createdAt: Date.UTC(2026, 10, 22, 20, 0),
  startedAt: Date.UTC(2026, 10, 22, 20, 0),
  url: "https://github.com/octo/tool/actions/runs/1",
};

export const board: Board = {
  number: 7,
  title: "Release v5.0.0",
  state: "open",
  closedByApp: false,
  locked: false,
  url: "https://github.com/octo/tool/issues/7",
  memory: emptyMemory,
};

/** A repository, a tag and its run, of which little else is known. */
export const EXAMPLE: Snapshot = {
  ...blank({
    key: { repository: 1, tag: "v5.0.0" },
    address,
    app: { id: 1, slug: "release-conductor" },
    now: 0,
    reported: [],
    futile: [],
    channels: {},
  }),
  repository: seen(repository),
  tag: seen({ object: "5a2f9c1d04", commit: "5a2f9c1d04" }),
  runs: seen([run]),
};

/** A run that came to the environment `npm`, of which no configuration says anything. */
export const AT_NPM: Snapshot = {
  ...EXAMPLE,
  deployments: seen([{ id: 1, environment: "npm", createdAt: 0, run: 1, state: "success" }]),
};

/** The same with its board. */
export const ON_A_BOARD: Snapshot = { ...EXAMPLE, board: seen(board) };

/** A repository that belongs to a person: GitHub knows fewer roles there. */
export const OF_A_PERSON: Snapshot = { ...EXAMPLE, repository: seen({ ...repository, ownerType: "User" }) };

/** As long as GitHub has not told the repository: no links, no default branch. */
export const UNKNOWN_REPOSITORY: Snapshot = { ...EXAMPLE, repository: unknown(silence({ status: 502 })) };

/** The environment `pypi`, guarded as given. */
export function guarded(by: Partial<Environment>, seenSoFar: Snapshot = EXAMPLE): Snapshot {
  const open = { rule: false, otherRules: [], reviewers: [], preventSelfReview: false, waitMinutes: 0 };
  return { ...seenSoFar, environments: seen([{ name: "pypi", ...open, ...by }]) };
}

/** Where people can link their accounts. */
export const LINKED: Partial<Snapshot> = { linkUrl: "https://conductor.example.org/link" };

/** GitHub does not answer. */
export function silence({ status }: { readonly status: number }): Fault {
  return { kind: "unreachable", whom: "GitHub", detail: `${status} for the list of comments`, status };
}

/** Somebody has closed the board while a job waited at a gate. */
export const ABANDONED: Snapshot = {
  ...EXAMPLE,
  board: seen({
    ...board,
    state: "closed",
    closed: { at: Date.UTC(2026, 10, 23, 9, 30), by: "octocat" },
    memory: { ...emptyMemory, attempt: { object: "5a2f9c1d04", commit: "5a2f9c1d04", run: 1 } },
  }),
  pending: seen([{ run: 1, environment: "pypi", environmentId: 1 }]),
};
