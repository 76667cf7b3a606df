import {
  type Announcing,
  type Configuration,
  DEFAULT_NOTES,
  DEFAULT_PREPARE,
  DEFAULT_RELEASE,
  type Gate,
} from "../../src/release/configuration.ts";
import { absent, type Fact, given, seen, unseen } from "../../src/release/fact.ts";
import type { FileProvenance, IndexFile, IndexRelease, Publisher } from "../../src/release/index-release.ts";
import { DAY, HOUR, type Instant, MINUTE, SECOND } from "../../src/release/instant.ts";
import type { JobLog } from "../../src/release/job-log.ts";
import { emptyMemory, type Memory } from "../../src/release/memory.ts";
import type {
  Artifact,
  ArtifactContents,
  Board,
  Comment,
  Deployment,
  Environment,
  GithubRelease,
  Job,
  PendingGate,
  Person,
  Repository,
  Right,
  Run,
  Snapshot,
} from "../../src/release/snapshot.ts";
import { range } from "./range-builder.ts";

/** Snapshots as plain data: InvokeAI's release v5.0.0 as it was built then, 17 jobs, gates testpypi and pypi. */

export const START: Instant = Date.UTC(2026, 10, 22, 20, 0);
export const REPOSITORY = 525_593_923;
export const COMMIT = "5a2f9c1d04be8a7763e2f1909d4c5b8e7a6f3d21";
export const TAG_OBJECT = "b81c3e9f7d2a4c6058e1f3b5d7092c4e6a8b0d13";
export const BLOB = "0f09c0b245d3e8a1b7c6f5049382716a5b4c3d2e";
export const RUN = 10_988_001_337;
export const BOARD = 6_905;
const URL = "https://github.com/invoke-ai/InvokeAI";

export const people = {
  lstein: { id: 111_189, login: "lstein" },
  ebr: { id: 2_043_111, login: "ebr" },
  hipsterusername: { id: 51_831_190, login: "hipsterusername" },
  stranger: { id: 9_000_001, login: "passer-by" },
} as const satisfies Readonly<Record<string, Person>>;

export const WHEEL = "InvokeAI-5.0.0-py3-none-any.whl";
export const SDIST = "invokeai-5.0.0.tar.gz";

/** Digests that look like digests, and differ by what they are of. */
export function sha256(of: string): string {
  let state = 0x81_1c_9d_c5;
  let digest = "";
  for (let round = 0; round < 8; round += 1) {
    for (const character of `${of}${round}`) {
      state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01_00_01_93) >>> 0;
    }
    digest += state.toString(16).padStart(8, "0");
  }
  return digest;
}

export const repository: Repository = {
  id: REPOSITORY,
  owner: "invoke-ai",
  name: "InvokeAI",
  ownerType: "Organization",
  private: false,
  defaultBranch: "main",
  archived: false,
  hasIssues: true,
  url: URL,
};

export function gate(name: string, overrides: Partial<Gate> = {}): Gate {
  const usual = {
    approvals: 1,
    selfApproval: true,
    commitRequired: false,
    approvalsExpire: 14 * DAY,
    optional: false,
    after: [],
    remindAfter: 2 * DAY,
    escalate: [],
  };
  return { name, ...usual, ...overrides };
}

export function configuration(overrides: Partial<Configuration> = {}): Configuration {
  return {
    tags: ["v*"],
    sameWorkflow: false,
    workflow: "release.yml",
    version: { file: "invokeai/version/invokeai_version.py" },
    board: { labels: ["release"] },
    prepare: DEFAULT_PREPARE,
    approvers: { role: "maintain", users: [], teams: [] },
    remindAfter: 2 * DAY,
    smokeTests: { require: ["linux", "windows"], before: "pypi" },
    gates: [
      gate("testpypi", { index: "testpypi", optional: true }),
      gate("pypi", { index: "pypi", packages: ["invokeai"] }),
    ],
    assets: [{ artifact: "installer", files: "InvokeAI-installer-*.zip" }],
    notes: DEFAULT_NOTES,
    release: DEFAULT_RELEASE,
    announce: [announcing],
    ...overrides,
  };
}

export const announcing: Announcing = {
  channel: "discord",
  variable: "ANNOUNCE_DISCORD",
  prereleases: false,
};

/** The file of the configuration, in order. */
export function configured(overrides: Partial<Configuration> = {}): Snapshot["configuration"] {
  return seen({ is: "valid", blob: BLOB, configuration: configuration(overrides) });
}

export function run(overrides: Partial<Run> = {}): Run {
  const id = overrides.id ?? RUN;
  return {
    id,
    attempt: 1,
    path: ".github/workflows/release.yml",
    name: "release",
    commit: COMMIT,
    repository: REPOSITORY,
    event: "push",
    status: "in_progress",
    createdAt: START,
    startedAt: START,
    actor: people.lstein,
    triggeredBy: people.lstein,
    url: `${URL}/actions/runs/${id}`,
    ...overrides,
  };
}

const PLATFORMS = ["linux-cuda-11_7", "linux-rocm-5_2", "linux-cpu", "macos-default", "windows-cpu"];

/** The 15 jobs before the gates, as GitHub names them. */
export const CHECKS: readonly string[] = [
  "check-version",
  "frontend-checks / frontend-checks",
  "frontend-tests / frontend-tests",
  "python-checks / python-checks",
  ...["3.10", "3.11"].flatMap((python) =>
    PLATFORMS.map((platform) => `python-tests / py${python}: ${platform}`),
  ),
  "build / build-installer",
];

/** A job that has succeeded within eight minutes, unless told otherwise. */
export function job(name: string, overrides: Partial<Job> = {}): Job {
  const id =
    overrides.id ??
    30_000_000_000 +
      ([...name].reduce((sum, letter) => sum * 31 + (letter.codePointAt(0) ?? 0), 7) % 999_983);
  return {
    id,
    runAttempt: 1,
    name,
    status: "completed",
    conclusion: "success",
    createdAt: START + 5 * SECOND,
    startedAt: START + 20 * SECOND,
    completedAt: START + 8 * MINUTE,
    url: `${URL}/actions/runs/${RUN}/job/${id}`,
    ...overrides,
  };
}

/** A job under way: what a finished one has is not there. */
export function runningJob(name: string, overrides: Partial<Job> = {}): Job {
  const { conclusion: _, completedAt: __, ...rest } = job(name);
  return { ...rest, status: "in_progress", ...overrides };
}

export const greenChecks: readonly Job[] = CHECKS.map((name) => job(name));

/** When the publish jobs come to their environments. */
export const GATED: Instant = START + 8 * MINUTE + 10 * SECOND;

/** The publish job of an environment: waiting there, publishing, or done. */
export function publishJob(
  environment: string,
  stage: "waiting" | "publishing" | "published" | "failed",
): Job {
  const { startedAt: _, ...waiting } = runningJob(`publish-${environment}`, {
    status: "waiting",
    createdAt: GATED,
  });
  const startedAt = GATED + HOUR;
  switch (stage) {
    case "waiting":
      return waiting;
    case "publishing":
      return { ...waiting, status: "in_progress", startedAt };
    case "published":
      return {
        ...waiting,
        status: "completed",
        conclusion: "success",
        startedAt,
        completedAt: startedAt + MINUTE,
      };
    case "failed":
      return {
        ...waiting,
        status: "completed",
        conclusion: "failure",
        startedAt,
        completedAt: startedAt + MINUTE,
      };
  }
}

/** GitHub's record that a publish job reached its environment. */
export function deployment(environment: string, overrides: Partial<Deployment> = {}): Deployment {
  const job = publishJob(environment, "waiting").id;
  return { id: job + 1, environment, createdAt: GATED, run: RUN, job, state: "waiting", ...overrides };
}

export function pendingGate(environment: string, overrides: Partial<PendingGate> = {}): PendingGate {
  return { run: RUN, environment, environmentId: environment.length, ...overrides };
}

/** An environment that our rule guards. */
export function environment(name: string, overrides: Partial<Environment> = {}): Environment {
  const open = { otherRules: [], reviewers: [], preventSelfReview: false, waitMinutes: 0 };
  return { name, rule: true, ...open, ...overrides };
}

export const artifacts: readonly Artifact[] = [
  {
    id: 1_971_222_001,
    name: "dist",
    digest: `sha256:${sha256("dist")}`,
    size: 5_123_456,
    expired: false,
    createdAt: GATED - MINUTE,
    commit: COMMIT,
    run: RUN,
  },
  {
    id: 1_971_222_002,
    name: "installer",
    digest: `sha256:${sha256("installer")}`,
    size: 91_222,
    expired: false,
    createdAt: GATED - MINUTE,
    commit: COMMIT,
    run: RUN,
  },
];

export const contents: readonly ArtifactContents[] = [
  {
    artifact: "dist",
    id: 1_971_222_001,
    is: "read",
    files: [
      { name: WHEEL, size: 3_012_345, sha256: sha256(WHEEL) },
      { name: SDIST, size: 2_098_765, sha256: sha256(SDIST) },
    ],
  },
  {
    artifact: "installer",
    id: 1_971_222_002,
    is: "read",
    files: [{ name: "InvokeAI-installer-v5.0.0.zip", size: 90_111, sha256: sha256("installer.zip") }],
  },
];

/** What an index serves: the files as built, the first ones only, or none. */
export function served(files: number = 2): Fact<readonly IndexRelease[]> {
  if (files === 0) {
    return absent;
  }
  const all = [WHEEL, SDIST].map((filename) => ({
    filename,
    sha256: sha256(filename),
    yanked: false as const,
  }));
  return seen([{ project: "invokeai", version: "5.0.0", known: "served", files: all.slice(0, files) }]);
}

/** Both files as built but for these changes. */
export function serving(changed: {
  readonly filename?: string;
  readonly sha256?: string;
}): Fact<readonly IndexRelease[]> {
  const asBuilt = ({ filename, sha256 = "" }: IndexFile) => ({ filename, sha256, yanked: false });
  return seen(
    (given(served()) ?? []).map((one) => ({
      ...one,
      files: one.files.map((file) => ({ ...asBuilt(file), ...changed })),
    })),
  );
}

/** What an index shows of who published both files: this repository's workflow, unless told otherwise. */
export function attested(
  environment: string,
  overrides: Partial<Publisher> = {},
): Fact<readonly FileProvenance[]> {
  const by = { kind: "GitHub", repository: "invoke-ai/InvokeAI", workflow: "release.yml", environment };
  return seen(
    [WHEEL, SDIST].map((filename) => ({
      filename,
      publishers: [{ ...by, attests: [sha256(filename)], ...overrides }],
    })),
  );
}

export function memory(overrides: Partial<Memory> = {}): Memory {
  return {
    ...emptyMemory,
    attempt: { object: TAG_OBJECT, commit: COMMIT, run: RUN },
    configuration: { blob: BLOB, since: 0 },
    ...overrides,
  };
}

export function board(overrides: Partial<Board> = {}): Board {
  return {
    number: BOARD,
    title: "Release v5.0.0",
    state: "open",
    closedByApp: false,
    locked: false,
    url: `${URL}/issues/${BOARD}`,
    memory: memory(),
    ...overrides,
  };
}

/** A comment by a person, an hour after the gates began to wait. */
export function comment(id: number, by: Person, body: string, overrides: Partial<Comment> = {}): Comment {
  return {
    id,
    node: `IC_${id}`,
    author: { ...by, bot: false },
    viaApp: false,
    body,
    createdAt: GATED + 30 * MINUTE,
    edited: false,
    url: `${URL}/issues/${BOARD}#issuecomment-${id}`,
    claimed: false,
    ...overrides,
  };
}

/** What people may do, as GitHub says it, by the id of the person. */
export function rights(roles: readonly (readonly [Person, string])[]): Readonly<Record<number, Fact<Right>>> {
  const folded: Readonly<Record<string, string>> = { maintain: "write", triage: "read" };
  return Object.fromEntries(
    roles.map(([person, role]) => [person.id, seen({ person, permission: folded[role] ?? role, role })]),
  );
}

export function githubRelease(overrides: Partial<GithubRelease> = {}): GithubRelease {
  const url =
    overrides.draft === false ? `${URL}/releases/tag/v5.0.0` : `${URL}/releases/tag/untagged-0a1b2c3d4e5f`;
  return {
    id: 177_000_001,
    tag: "v5.0.0",
    draft: true,
    prerelease: false,
    name: "InvokeAI v5.0.0",
    body: "",
    url,
    uploadUrl: "https://uploads.github.com/repos/invoke-ai/InvokeAI/releases/177000001/assets",
    assets: [
      {
        id: 1,
        name: "InvokeAI-installer-v5.0.0.zip",
        size: 90_111,
        uploaded: true,
        digest: `sha256:${sha256("installer.zip")}`,
        byApp: true,
      },
    ],
    byApp: true,
    immutable: false,
    ...overrides,
  };
}

/** A log that names no cause. */
const untelling: JobLog = { is: "read", lines: ["Error: Process completed with exit code 1."], whole: true };

/** The release right after its run began: everything seen, 15 jobs running, nothing published anywhere. */
export function snapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  return {
    key: { repository: REPOSITORY, tag: "v5.0.0" },
    address: { installation: 51_000_001, owner: "invoke-ai", name: "InvokeAI" },
    app: { id: 1_000_001, slug: "release-conductor" },
    now: START + 10 * MINUTE,
    repository: seen(repository),
    permissions: seen({
      metadata: "read",
      actions: "write",
      checks: "write",
      contents: "write",
      deployments: "write",
      issues: "write",
    }),
    configuration: configured(),
    configuredAt: seen(START - 30 * DAY),
    tag: seen({ object: TAG_OBJECT, commit: COMMIT, tagger: { name: "Lincoln Stein", at: START - MINUTE } }),
    taggedCommit: absent,
    workflowFile: absent,
    tagBranch: unseen,
    workflowChanges: unseen,
    versionFile: seen({ is: "found", path: "invokeai/version/invokeai_version.py", version: "5.0.0" }),
    runs: seen([run()]),
    jobs: seen(CHECKS.map((name) => runningJob(name))),
    deployments: seen([]),
    pending: seen([]),
    environments: seen([environment("testpypi"), environment("pypi")]),
    reviews: seen([]),
    supersededReviews: seen([]),
    artifacts: seen([]),
    contents: seen([]),
    board: seen(board()),
    comments: seen([]),
    checkRun: unseen,
    githubReleases: seen([]),
    latestRelease: absent,
    introFile: absent,
    tags: seen(["v4.2.8", "v4.2.9", "v5.0.0"]),
    neighbours: unseen,
    ranges: seen({ list: range({ base: "v4.2.9" }) }),
    notesFile: absent,
    notesMembers: unseen,
    index: { testpypi: absent, pypi: absent },
    versions: {},
    repositoriesNamed: {},
    jobLogs: {
      [publishJob("testpypi", "failed").id]: seen(untelling),
      [publishJob("pypi", "failed").id]: seen(untelling),
    },
    provenance: {},
    indexStatus: absent,
    head: unseen,
    versionAhead: unseen,
    rangesAhead: unseen,
    aims: unseen,
    setupCommit: unseen,
    setupCheck: unseen,
    setup: unseen,
    branchFile: unseen,
    branchCheck: unseen,
    memberships: {},
    accounts: {},
    reviewing: {},
    rights: rights([
      [people.lstein, "admin"],
      [people.hipsterusername, "maintain"],
      [people.ebr, "triage"],
      [people.stranger, "read"],
    ]),
    threads: {},
    boards: {},
    refs: {},
    dispatched: {},
    runsOf: {},
    artifactsOf: {},
    failedJobsOf: {},
    triggers: {},
    origins: {},
    dispatches: {},
    reruns: [],
    opened: [],
    reported: ["testpypi", "pypi"].map((name) => `${RUN}/${name}/1/waits`),
    futile: [],
    refused: [],
    channels: { ANNOUNCE_DISCORD: "discord" },
    installFrom: {
      pypi: "https://index.example.org/simple/",
      testpypi: "https://test.index.example.org/simple/",
    },
    ...overrides,
  };
}

/** All checks green, artifacts there, both publish jobs at their gates. */
export function atTheGates(overrides: Partial<Snapshot> = {}): Snapshot {
  return snapshot({
    now: GATED + HOUR,
    runs: seen([run({ status: "waiting" })]),
    jobs: seen([...greenChecks, publishJob("testpypi", "waiting"), publishJob("pypi", "waiting")]),
    deployments: seen([deployment("testpypi"), deployment("pypi")]),
    pending: seen([pendingGate("testpypi"), pendingGate("pypi")]),
    artifacts: seen(artifacts),
    contents: seen(contents),
    ...overrides,
  });
}

/** Both smoke tests reported as ok. */
export const smokeTested: readonly Comment[] = [
  comment(2_400_000_001, people.ebr, "/tested linux ok", {
    claimed: true,
    outcome: "done",
    createdAt: GATED + 10 * MINUTE,
  }),
  comment(2_400_000_002, people.lstein, "/tested windows ok upgrade from 4.2.9 works, too", {
    claimed: true,
    outcome: "done",
    createdAt: GATED + 20 * MINUTE,
  }),
];

/** Gate pypi opened and its job done; testpypi still waits. `pypi` is what the index serves by now. */
export function published(pypi: Fact<readonly IndexRelease[]>, overrides: Partial<Snapshot> = {}): Snapshot {
  const approval = comment(2_400_000_003, people.lstein, "/approve pypi", { claimed: true, outcome: "done" });
  return atTheGates({
    now: GATED + HOUR + 5 * MINUTE,
    jobs: seen([...greenChecks, publishJob("testpypi", "waiting"), publishJob("pypi", "published")]),
    pending: seen([pendingGate("testpypi")]),
    deployments: seen([deployment("testpypi"), deployment("pypi", { state: "success" })]),
    comments: seen([...smokeTested, approval]),
    reviews: seen([
      {
        environments: ["pypi"],
        state: "approved",
        by: "release-conductor[bot]",
        comment: `Approved by \`lstein\` in ${URL}/issues/${BOARD} (comment 2400000003), for commit 5a2f9c1, run attempt 1.`,
      },
    ]),
    index: { testpypi: absent, pypi },
    provenance: { pypi: attested("pypi") },
    ...overrides,
  });
}

/** Everything done: served byte for byte, published on GitHub, announced. */
export function released(overrides: Partial<Snapshot> = {}): Snapshot {
  const at = GATED + 2 * HOUR;
  const sent = { is: "sent", id: "1310000000000000001", url: "https://discord.com/channels/1/2/3" } as const;
  const publish = comment(2_400_000_004, people.hipsterusername, "/publish", {
    claimed: true,
    outcome: "done",
    createdAt: at,
  });
  const before = published(served());
  return {
    ...before,
    now: at + HOUR,
    comments: seen([...(before.comments.is === "seen" ? before.comments.value : []), publish]),
    githubReleases: seen([githubRelease({ draft: false })]),
    latestRelease: seen(githubRelease({ draft: false })),
    board: seen(
      board({
        memory: memory({
          announcements: [{ channel: "ANNOUNCE_DISCORD", at: at + MINUTE, tries: 1, outcome: sent }],
        }),
      }),
    ),
    ...overrides,
  };
}
