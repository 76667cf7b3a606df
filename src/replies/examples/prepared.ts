import {
  type Configuration,
  DEFAULT_NOTES,
  DEFAULT_PREPARE,
  DEFAULT_RELEASE,
  type Gate,
} from "../../release/configuration.ts";
import { absent, seen, unseen } from "../../release/fact.ts";
import { defaultGate } from "../../release/gate.ts";
import type { IndexRelease } from "../../release/index-release.ts";
import { emptyMemory } from "../../release/memory.ts";
import { type Aims, PULL_STATES } from "../../release/preparation.ts";
import { EMPTY_RANGE, type Range } from "../../release/range.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { board, EXAMPLE } from "./release.ts";

const HERE = "https://github.com/octo/tool";

const gate = (name: string, more: Partial<Gate>): Gate => ({ ...defaultGate(name), ...more });

/** One pull request in every state, the last without an author, and two blockers. */
const aims: Aims = {
  pulls: PULL_STATES.map((state, nth) => ({
    number: 21 + nth,
    title: `Change ${nth + 1}`,
    url: `${HERE}/pull/${21 + nth}`,
    state,
    by: (["milestone", "label", "linked-issue"] as const)[nth % 3] ?? "label",
    ...(nth === 5 ? {} : { author: { login: nth < 2 ? "octocat" : `dev-${nth}`, bot: nth === 4 } }),
  })),
  blockers: [12, 15].map((number) => ({
    number,
    title: "Models are lost",
    url: `${HERE}/issues/${number}`,
  })),
  open: 412,
  read: 300,
  more: 2,
  moreBlockers: 0,
};

const merged: Range = {
  ...EMPTY_RANGE,
  base: "v4.9.0",
  pullRequests: [
    {
      number: 18,
      title: "feat: layers",
      url: `${HERE}/pull/18`,
      association: "CONTRIBUTOR",
      labels: [],
      author: { login: "octocat", bot: false },
      mergedAt: 1,
    },
  ],
  commits: [
    {
      sha: "5a2f9c1d04be8a7763e2f1909d4c5b8e7a6f3d21",
      subject: "feat: layers",
      body: "",
      authoredAt: 1,
      isMerge: false,
      authors: [],
      pullRequests: [18],
    },
  ],
};

/** Three gates with an index, of which one is asked for its package only once it is built. */
export const CONFIGURED = {
  tags: ["v*"],
  version: {},
  board: { labels: [] },
  sameWorkflow: false,
  prepare: { ...DEFAULT_PREPARE, labels: ["next"] },
  approvers: { role: "maintain", users: [], teams: [] },
  smokeTests: { require: [] },
  gates: [
    gate("pypi", { index: "pypi", packages: ["tool"] }),
    gate("npm", { index: "npm", packages: ["tool"] }),
    gate("crates", { index: "crates" }),
  ],
  assets: [],
  notes: DEFAULT_NOTES,
  release: DEFAULT_RELEASE,
  announce: [],
} satisfies Configuration;

/** A board that was opened before its tag, with all that can be said there. */
export const PREPARED: Snapshot = {
  ...EXAMPLE,
  tag: absent,
  runs: seen([]),
  comments: seen([]),
  permissions: seen({ pull_requests: "read" }),
  board: seen({
    ...board,
    memory: { ...emptyMemory, prepared: { by: "lstein", issue: 3, comment: 4, at: 0, newest: "v4.9.0" } },
  }),
  configuration: seen({
    is: "valid",
    blob: "0f09c0b245",
    configuration: CONFIGURED,
  }),
  tags: seen(["v4.9.0"]),
  head: seen({ branch: "main", commit: "5a2f9c1d04", checks: "green" }),
  versionAhead: seen({ is: "found", path: "pyproject.toml", version: "4.9.0" }),
  rangesAhead: seen({ list: merged }),
  notesFile: absent,
  aims: seen(aims),
  index: { pypi: absent, npm: seen([taken("served"), taken("yanked"), taken("emptied")]) },
};

function taken(known: IndexRelease["known"]): IndexRelease {
  return { project: `tool-${known}`, version: "5.0.0", known, files: [] };
}

const nothing: Aims = { ...aims, pulls: [], blockers: [], more: 0, open: 0, read: 0 };
const pull = aims.pulls.slice(0, 1);

/** The same release, while somebody holds it. */
export const HELD_AHEAD: Snapshot = {
  ...PREPARED,
  board: seen({
    ...board,
    memory: {
      ...emptyMemory,
      prepared: { by: "lstein", issue: 3, comment: 4, at: 0, newest: "v4.9.0" },
      holds: [{ by: "dunkeroni", comment: 5, at: 0, reason: "until the models are back" }],
    },
  }),
};

/** The same in other states. */
export const otherPrepared: Readonly<Record<string, Snapshot>> = {
  "one of each": {
    ...PREPARED,
    aims: seen({ ...aims, pulls: pull, more: 0, blockers: aims.blockers.slice(1) }),
  },
  "one pull request": { ...PREPARED, aims: seen({ ...nothing, pulls: pull }) },
  "pull requests alone": { ...PREPARED, aims: seen({ ...aims, blockers: [] }) },
  "nothing open": {
    ...PREPARED,
    aims: seen(nothing),
    tags: seen(["v4.9.0", "v5.0.0rc1"]),
    head: seen({ branch: "main", commit: "5a2f9c1d04", checks: "failing" }),
    versionAhead: seen({ is: "found", path: "pyproject.toml", version: "5.0.0" }),
  },
  "checks running, a fix": {
    ...PREPARED,
    head: seen({ branch: "main", commit: "5a2f9c1d04", checks: "running" }),
    versionAhead: seen({ is: "none" }),
    rangesAhead: seen({ list: { ...EMPTY_RANGE, base: "v4.9.0", missing: [{ is: "no-base" }] } }),
  },
  "no checks, something breaks": {
    ...PREPARED,
    head: seen({ branch: "main", commit: "5a2f9c1d04" }),
    versionAhead: seen({ is: "computed", path: "pyproject.toml", why: "it is dynamic" }),
    rangesAhead: seen({ list: { ...merged, pullRequests: [], commits: breaking() } }),
  },
  "little is known": { ...PREPARED, aims: unseen, head: unseen, rangesAhead: unseen, index: {} },
  "no branch, no first version": {
    ...PREPARED,
    head: absent,
    versionAhead: seen({ is: "unreadable", path: "version.py", why: "is not there at the tagged commit" }),
    rangesAhead: seen({ list: EMPTY_RANGE }),
  },
  "no introduction": {
    ...PREPARED,
    configuration: seen({
      is: "valid",
      blob: "0f09c0b245",
      configuration: {
        ...CONFIGURED,
        notes: { ...DEFAULT_NOTES, intro: { file: ".github/release-intro.md" } },
      },
    }),
    introFile: absent,
  },
  "pull requests not shown": { ...PREPARED, permissions: seen({}), aims: unseen },
};

function breaking(): Range["commits"] {
  return merged.commits.map((commit) => ({ ...commit, subject: "feat!: no more zip", pullRequests: [] }));
}
