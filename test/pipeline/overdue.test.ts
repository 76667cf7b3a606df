import { describe, expect, it } from "vitest";
import { withWarning } from "../../src/notes/merge.ts";
import { warningOn } from "../../src/notes/warning-text.ts";
import { plan } from "../../src/pipeline/plan.ts";
import { DEADLINES } from "../../src/release/deadlines.ts";
import { absent, seen, unknown } from "../../src/release/fact.ts";
import { DAY, HOUR, type Instant, MINUTE, SECOND } from "../../src/release/instant.ts";
import type { Late } from "../../src/release/overdue.ts";
import type { Plan } from "../../src/release/plan.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";
import type { Wait } from "../../src/release/wait.ts";
import { range } from "../release/range-builder.ts";
import {
  announcing,
  atTheGates,
  board,
  comment,
  configured,
  deployment,
  environment,
  GATED,
  gate,
  githubRelease,
  greenChecks,
  memory,
  people,
  published,
  publishJob,
  released,
  run,
  runningJob,
  START,
  served,
  smokeTested,
  snapshot,
  TAG_OBJECT,
} from "../release/snapshot-builder.ts";

const REMEMBERED: Instant = GATED + HOUR;
const fault = { kind: "unreachable", whom: "pypi", detail: "503" } as const;

/** A board that remembers since when a phase waits for something. */
function remembering(
  phase: string,
  kind: Wait["for"],
  more: Parameters<typeof memory>[0] = {},
): Snapshot["board"] {
  const waits = { [phase]: { for: kind, since: REMEMBERED, of: TAG_OBJECT } };
  return seen(board({ memory: memory({ ...more, waits }) }));
}

const approve = (answered: object = {}) =>
  comment(2_400_000_003, people.lstein, "/approve pypi", {
    createdAt: REMEMBERED,
    claimed: true,
    ...answered,
  });
const opened = [
  {
    environments: ["pypi"],
    state: "approved" as const,
    by: "release-conductor[bot]",
    comment:
      "Approved by `lstein` in https://x/issues/6905 (comment 2400000003), for commit 5a2f9c1, run attempt 1.",
  },
];
const onlyPypi = (rules: Parameters<typeof gate>[1] = {}) => configured({ gates: [gate("pypi", rules)] });
const failedPost = {
  channel: announcing.variable,
  at: REMEMBERED + 150 * MINUTE,
  tries: 9,
  outcome: { is: "failed", why: "503" },
} as const;

type World = {
  readonly waits: Wait["for"];
  readonly late: Late["for"];
  /** When it is overdue. */
  readonly at: Instant;
  readonly world: Snapshot;
};

/** A world for each wait, in which it becomes overdue. */
const WORLDS: Readonly<Record<string, World>> = {
  "a job in the queue": {
    waits: "jobs",
    late: "job",
    at: START + 5 * SECOND + HOUR,
    world: snapshot({ jobs: seen([withoutStart("python-checks / python-checks", "queued")]) }),
  },
  "a job at work": {
    waits: "jobs",
    late: "job",
    at: START + 20 * SECOND + 6 * HOUR,
    world: snapshot(),
  },
  "a run in which nothing goes on": {
    waits: "jobs",
    late: "more-jobs",
    at: START + 8 * MINUTE + HOUR,
    world: snapshot({ jobs: seen(greenChecks) }),
  },
  "a gate that no job comes to": {
    waits: "gate-reached",
    late: "more-jobs",
    at: GATED + HOUR + MINUTE + HOUR,
    world: published(served(), {
      configuration: configured({ gates: [gate("pypi", { index: "pypi" }), gate("docs")] }),
      jobs: seen([...greenChecks, publishJob("pypi", "published")]),
      runs: seen([run()]),
      pending: seen([]),
      deployments: seen([deployment("pypi", { state: "success" })]),
    }),
  },
  "several workflows": {
    waits: "which-workflow",
    late: "which-workflow",
    at: START + HOUR,
    world: snapshot({
      configuration: withoutWorkflow(),
      runs: seen([run(), run({ id: 2, path: ".github/workflows/docs.yml" })]),
    }),
  },
  "a gate that nobody approves": {
    waits: "approval",
    late: "gate",
    at: GATED + 2 * DAY,
    world: atTheGates({ comments: seen(smokeTested) }),
  },
  "a gate at which nobody clicks": {
    waits: "review",
    late: "gate",
    at: GATED + 2 * DAY,
    world: atTheGates({
      comments: seen(smokeTested),
      environments: seen([environment("testpypi"), environment("pypi", { rule: false })]),
    }),
  },
  "notes that nobody writes": {
    waits: "notes",
    late: "gate",
    at: GATED + 2 * DAY,
    world: atTheGates({
      comments: seen(smokeTested),
      configuration: onlyPypi({ conditions: ["notes"] }),
      githubReleases: seen([githubRelease({ body: "" })]),
    }),
  },
  "a gate that does not open": {
    waits: "gate-opening",
    late: "gate-opening",
    at: REMEMBERED + 15 * MINUTE,
    world: atTheGates({ comments: seen([...smokeTested, approve()]), reviews: seen(opened) }),
  },
  "a gate that does not open before its timer": {
    waits: "gate-opening",
    late: "gate-opening",
    at: GATED + 600 * MINUTE + 15 * MINUTE,
    world: atTheGates({
      comments: seen([...smokeTested, approve()]),
      reviews: seen(opened),
      environments: seen([environment("testpypi"), environment("pypi", { waitMinutes: 600 })]),
    }),
  },
  "a job that publishes": {
    waits: "publish-job",
    late: "publish-job",
    at: GATED + HOUR + HOUR,
    world: published(served(), {
      jobs: seen([...greenChecks, publishJob("testpypi", "waiting"), publishJob("pypi", "publishing")]),
    }),
  },
  "a hold": {
    waits: "unhold",
    late: "unhold",
    at: GATED + HOUR + 2 * DAY,
    world: atTheGates({
      comments: seen(smokeTested),
      board: seen(board({ memory: memory({ holds: [{ by: "ebr", comment: 8, at: GATED + HOUR }] }) })),
    }),
  },
  "smoke tests": {
    waits: "smoke-tests",
    late: "smoke-tests",
    at: START + 8 * MINUTE + 2 * DAY,
    world: atTheGates(),
  },
  "a draft": {
    waits: "publish-command",
    late: "publish-command",
    at: REMEMBERED + 2 * DAY,
    world: published(served(), {
      board: remembering("draft", "publish-command"),
      githubReleases: seen([githubRelease({ assets: [] })]),
      ...({ configuration: configured({ assets: [] }) } as const),
    }),
  },
  "the end of a run": {
    waits: "run-end",
    late: "more-jobs",
    at: GATED + HOUR + MINUTE + HOUR,
    world: published(served(), {
      configuration: withoutGates(),
      jobs: seen([...greenChecks, publishJob("pypi", "published")]),
      runs: seen([run()]),
      pending: seen([]),
      deployments: seen([deployment("pypi", { state: "success" })]),
    }),
  },
  "a channel": {
    waits: "channel",
    late: "channel",
    at: REMEMBERED + 3 * HOUR,
    world: released({
      now: REMEMBERED + MINUTE,
      board: remembering(`announce ${announcing.variable}`, "channel", { announcements: [failedPost] }),
    }),
  },
  "an index that does not answer": {
    waits: "answer",
    late: "answer",
    at: REMEMBERED + HOUR,
    world: published(unknown(fault), { board: remembering("verify pypi", "answer") }),
  },
  "a tag that nobody pushes": { waits: "tag", late: "tag", at: START + 28 * DAY, world: untagged() },
  "a yank that nobody makes": {
    waits: "yank",
    late: "yank",
    at: released().now - MINUTE + 2 * DAY,
    world: badRelease(),
  },
};

const lates = (planned: Plan) =>
  planned.phases.flatMap(({ step }) =>
    (step.notices ?? []).flatMap((one) => (one.is === "overdue" ? [one.late.for] : [])),
  );

describe("a wait that lasts too long", () => {
  it.each(Object.entries(WORLDS))("is told in time and not before: %s", (_, { waits, late, at, world }) => {
    const before = plan({ ...world, now: at - SECOND });
    const waiting = before.phases.find(
      ({ optional, step }) => !optional && step.is === "waiting" && step.on.for === waits,
    );
    expect(waiting?.step).toMatchObject({ is: "waiting", deadline: at });
    expect(lates(before)).not.toContain(late);
    expect(before.again, "it comes back for that").toBeLessThanOrEqual(at);
    expect(lates(plan({ ...world, now: at }))).toContain(late);
    expect(plan({ ...world, now: at }).standing).toEqual({ is: "conducted" });
  });

  it("has a deadline, whatever is waited for; those left out end with another wait, or stop", () => {
    const reached = new Set(Object.values(WORLDS).map(({ waits }) => waits));
    const left = Object.keys(DEADLINES).filter((kind) => !reached.has(kind as Wait["for"]));
    expect(left.toSorted()).toEqual([
      "announce-command",
      "call-out",
      "index",
      "phases",
      "released-in",
      "run",
    ]);
    expect(Object.values(DEADLINES).filter(({ after }) => after === "none")).toHaveLength(1);
  });

  it("is told to nobody at an optional gate, nor where nobody is to be called", () => {
    const late = GATED + 20 * DAY;
    const configuration = configured({
      gates: [gate("testpypi", { optional: true }), withoutReminder("pypi")],
    });
    expect(lates(plan(atTheGates({ now: late, comments: seen(smokeTested), configuration })))).toEqual([]);
  });

  it("is for no job that stands at a gate, and for none of a run that has ended", () => {
    expect(lates(plan(atTheGates({ now: GATED + DAY, comments: seen(smokeTested) })))).toEqual([]);
  });

  it("of an answer begins anew with another tag, or with another thing to wait for", () => {
    const late = REMEMBERED + 2 * HOUR;
    const moved = seen(
      board({
        memory: memory({ waits: { "verify pypi": { for: "answer", since: REMEMBERED, of: "other" } } }),
      }),
    );
    expect(lates(plan(published(unknown(fault), { now: late, board: moved })))).toEqual([]);
    const other = published(unknown(fault), { now: late, board: remembering("verify pypi", "publish-job") });
    expect(lates(plan(other))).toEqual([]);
    expect(plan(other).phases.find(({ name }) => name === "verify pypi")?.step).toMatchObject({
      deadline: late + HOUR,
    });
  });
});

/** A board that was opened before its tag, everything looked at. */
function untagged(): Snapshot {
  const { attempt: _, ...unattempted } = memory({
    prepared: { by: "lstein", issue: 3, comment: 4, at: START },
  });
  return snapshot({
    board: seen(board({ memory: unattempted })),
    tag: absent,
    runs: seen([]),
    tags: seen([]),
    head: seen({ branch: "main", commit: "a" }),
    versionAhead: seen({ is: "none" }),
    rangesAhead: seen({ list: range({ base: "v4.2.9" }) }),
  });
}

/** A release that is out and bad, of which everything is done but the yank itself. */
function badRelease(): Snapshot {
  const next = "v5.0.1";
  const yank = { by: "lstein", comment: 77, at: released().now - MINUTE, reason: "no front end", next };
  const bad = released({
    pending: seen([]),
    board: seen(board({ memory: memory({ yank }) })),
    boards: {
      [next]: seen({ number: 12, url: "https://x/12", state: "open", closedByApp: false, memory: memory() }),
    },
    refs: { [`tags/${next}`]: absent },
    tags: seen(["v5.0.0"]),
    index: { pypi: served(), testpypi: served() },
  });
  const release = githubRelease({ draft: false });
  const body = withWarning(release.body, warningOn(bad, yank));
  return { ...bad, githubReleases: seen([{ ...release, body }]) };
}

function withoutStart(name: string, status: string) {
  const { startedAt: _, ...job } = runningJob(name, { status });
  return job;
}

function withoutReminder(name: string) {
  const { remindAfter: _, ...rest } = gate(name);
  return rest;
}

function changed(take: "workflow" | "gates"): Snapshot["configuration"] {
  const file = configured({ smokeTests: { require: [] } });
  if (file.is !== "seen" || file.value.is !== "valid") {
    throw new Error("the builder's configuration is in order");
  }
  const { [take]: _, ...configuration } = file.value.configuration;
  return seen({ ...file.value, configuration });
}

function withoutWorkflow(): Snapshot["configuration"] {
  return changed("workflow");
}

function withoutGates(): Snapshot["configuration"] {
  return changed("gates");
}
