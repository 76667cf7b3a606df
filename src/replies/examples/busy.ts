import { DEFAULT_NOTES, DEFAULT_PREPARE, DEFAULT_RELEASE, type Gate } from "../../release/configuration.ts";
import { absent, seen, unknown } from "../../release/fact.ts";
import { defaultGate } from "../../release/gate.ts";
import type { FileProvenance, IndexRelease } from "../../release/index-release.ts";
import { HOUR, MINUTE } from "../../release/instant.ts";
import type { ApprovalRecord, Lapse, Memory } from "../../release/memory.ts";
import { EMPTY_RANGE } from "../../release/range.ts";
import type { Comment, Deployment, Job, Person, Snapshot } from "../../release/snapshot.ts";
import { LAPSES } from "../board/lapses.ts";
import { board, EXAMPLE, run, silence } from "./release.ts";

const START = run.createdAt;
const GATED = START + 8 * MINUTE;
const lstein: Person = { id: 4, login: "lstein" };
const ebr: Person = { id: 5, login: "ebr" };
const passerBy: Person = { id: 6, login: "passer-by" };

/** One gate in each state: `testpypi` published, `pypi` waiting, `docker` open, `docs` failed, `conda` not reached. */
const gates: readonly Gate[] = [
  { ...defaultGate("testpypi"), optional: true },
  defaultGate("pypi"),
  defaultGate("docker"),
  { ...defaultGate("docs"), index: "pypi", escalate: ["octocat"] },
  defaultGate("conda"),
];

function job(id: number, name: string, overrides: Partial<Job>): Job {
  const url = `${run.url}/job/${id}`;
  return { id, runAttempt: 2, name, status: "completed", createdAt: START, url, ...overrides };
}

const ended = { conclusion: "success", startedAt: GATED + HOUR, completedAt: GATED + HOUR + MINUTE };
const jobs: readonly Job[] = [
  job(1, "build", { conclusion: "success", completedAt: GATED }),
  job(2, "tests (3.12)", { conclusion: "failure", completedAt: GATED, failedStep: "run pytest" }),
  job(3, "tests (3.13)", { status: "in_progress" }),
  job(4, "lint", { status: "in_progress" }),
  job(5, "types", { conclusion: "failure", completedAt: GATED }),
  job(11, "publish-testpypi", ended),
  job(12, "publish-pypi", { status: "waiting" }),
  job(13, "publish-docker", { status: "in_progress", startedAt: GATED + HOUR }),
  job(14, "publish-docs", { ...ended, conclusion: "failure" }),
];

function reached(environment: string, of: number): Deployment {
  return { id: of + 100, environment, createdAt: GATED, run: 1, job: of, state: "waiting" };
}

function comment(id: number, by: Person, body: string): Comment {
  const author = { ...by, bot: false };
  const url = `${board.url}#issuecomment-${id}`;
  const createdAt = GATED + 30 * MINUTE;
  return { id, node: `IC_${id}`, author, viaApp: false, body, createdAt, edited: false, url, claimed: true };
}

const lapsed: readonly ApprovalRecord[] = [...(Object.keys(LAPSES) as Lapse[]), "other", "other"].map(
  (why, index) => ({ gate: "pypi", by: "ebr", comment: 50 + index, at: GATED, lapsed: why as Lapse }),
);

const memory: Memory = {
  attempt: { object: "5a2f9c1d04", commit: "5a2f9c1d04", run: 1 },
  superseded: [{ object: "c0ffee1234", commit: "c0ffee1234" }],
  configuration: { blob: "0f09c0b245", since: START + HOUR },
  holds: [
    { by: "ebr", comment: 99, at: GATED, reason: "the installer's icon is last year's" },
    { by: "lstein", comment: 98, at: GATED },
  ],
  announcements: [
    { channel: "ANNOUNCE_DISCORD", at: GATED + HOUR, tries: 1, outcome: { is: "sent", id: "1" } },
  ],
  approvals: lapsed,
  replaces: 5,
};

const BUILT = [
  "tool-5.0.0.tar.gz",
  ...["linux", "macos", "win"].map((os) => `tool-5.0.0-py3-none-${os}.whl`),
];
const files = BUILT.map((name, index) => ({ name, size: 2_098_765, sha256: `${index}`.repeat(64) }));
const served: IndexRelease = {
  project: "tool",
  version: "5.0.0",
  known: "served",
  files: files.slice(0, 3).map(({ name, sha256 }, index) => ({
    filename: name,
    sha256: index === 1 ? "f".repeat(64) : sha256,
    yanked: index === 2,
  })),
};

/** As expected, somebody else's, and nobody's. */
const provenance: readonly FileProvenance[] = ["octo/tool", "octo/tool-mirror"].map((repository, index) => ({
  filename: BUILT[index * 2] ?? "",
  publishers: [
    {
      kind: "GitHub",
      repository,
      workflow: "release.yml",
      environment: "testpypi",
      attests: [`${index * 2}`.repeat(64)],
    },
  ],
}));

/** A release in which nearly everything happened at once, so that its board shows all that a board can show. */
export const BUSY: Snapshot = {
  ...EXAMPLE,
  configuration: seen({
    is: "valid",
    blob: "0f09c0b245",
    configuration: {
      tags: ["v*"],
      sameWorkflow: false,
      version: {},
      board: { labels: [], checklist: ".github/release-checklist.md" },
      prepare: DEFAULT_PREPARE,
      approvers: { role: "Release Manager", users: ["lstein"], teams: ["core"] },
      smokeTests: { require: ["linux", "windows", "macos"] },
      gates,
      assets: [],
      notes: DEFAULT_NOTES,
      release: DEFAULT_RELEASE,
      announce: [],
    },
  }),
  runs: seen([
    { ...run, attempt: 2, startedAt: START + MINUTE, actor: lstein, triggeredBy: ebr, status: "waiting" },
  ]),
  jobs: seen(jobs),
  deployments: seen([
    reached("testpypi", 11),
    reached("pypi", 12),
    reached("docker", 13),
    reached("docs", 14),
  ]),
  pending: seen([{ run: 1, environment: "pypi", environmentId: 2 }]),
  environments: seen(
    gates.map(({ name }) => ({
      name,
      rule: true,
      otherRules: [],
      reviewers: [],
      preventSelfReview: false,
      waitMinutes: 0,
    })),
  ),
  reviews: seen([
    { environments: ["testpypi"], state: "approved", by: "lstein", comment: "" },
    { environments: ["docs"], state: "rejected", by: "ebr", comment: "no" },
  ]),
  artifacts: seen([
    { id: 31, name: "dist", digest: `sha256:${"a".repeat(64)}`, size: 5_123_456, expired: false, run: 1 },
    { id: 32, name: "logs", size: 91_222, expired: true, run: 1 },
  ]),
  contents: seen([
    {
      artifact: "dist",
      id: 31,
      is: "read",
      files: [...files, { name: "README.txt", size: 12, sha256: "9".repeat(64) }],
    },
  ]),
  board: seen({ ...board, memory }),
  comments: seen([
    comment(21, lstein, "/tested linux ok"),
    comment(22, lstein, "/tested windows fail it stays black"),
    comment(23, passerBy, "/tested linux ok"),
    comment(24, lstein, "/retry"),
  ]),
  rights: Object.fromEntries(
    [lstein, ebr, passerBy].map((person) => {
      const role = person === passerBy ? "read" : "maintain";
      return [person.id, seen({ person, permission: role, role })];
    }),
  ),
  tags: seen(["v4.9.0", "v5.0.0rc1", "v5.0.0"]),
  ranges: seen({
    list: {
      ...EMPTY_RANGE,
      base: "v4.9.0",
      shipped: { commits: 3, pullRequests: [38] },
      missing: [{ is: "newcomers-unknown", why: "503" }],
    },
  }),
  index: { testpypi: seen([served]), docs: unknown(silence({ status: 503 })) },
  provenance: { testpypi: seen(provenance) },
  repositoriesNamed: { "octo/tool-mirror": absent },
};
