import { describe, expect, it } from "vitest";
import { seen } from "../../src/release/fact.ts";
import { HOUR, type Instant, MINUTE, SECOND } from "../../src/release/instant.ts";
import type { AnnouncementRecord, Memory } from "../../src/release/memory.ts";
import type { Comment, Job, Snapshot } from "../../src/release/snapshot.ts";
import { learning } from "../../src/replies/board/learning.ts";
import {
  atTheGates,
  board,
  CHECKS,
  COMMIT,
  comment,
  configured,
  deployment,
  GATED,
  gate,
  githubRelease,
  greenChecks,
  job,
  memory,
  people,
  publishJob,
  released,
  run,
  START,
  smokeTested,
} from "../release/snapshot-builder.ts";

const PUBLISHED = GATED + 2 * HOUR;
const sent = { is: "sent", id: "1" } as const;
const announced: AnnouncementRecord = {
  channel: "ANNOUNCE_DISCORD",
  at: PUBLISHED + MINUTE,
  tries: 1,
  outcome: sent,
};
const DRAFTED = { release: githubRelease().id, at: GATED + HOUR + 5 * MINUTE };
const approval = comment(2_400_000_003, people.lstein, "/approve pypi", { claimed: true, outcome: "done" });

function remembering(overrides: Partial<Memory> = {}): Partial<Snapshot> {
  const usual = { announcements: [announced], drafted: DRAFTED };
  return { board: seen(board({ memory: memory({ ...usual, ...overrides }) })) };
}

/** A release that is over: smoke tests, an hour at its gate, an hour for its draft. */
function over(...overrides: readonly Partial<Snapshot>[]): Snapshot {
  return released({
    githubReleases: seen([githubRelease({ draft: false, publishedAt: PUBLISHED })]),
    ...remembering(),
    ...Object.assign({}, ...overrides),
  });
}

function saying(...more: readonly Comment[]): Partial<Snapshot> {
  return { comments: seen([...smokeTested, approval, ...more]) };
}

/** What a person said, and what the app made of it. */
function said(id: number, body: string, at: Instant, outcome: Comment["outcome"] = "done"): Comment {
  return comment(id, people.ebr, body, { claimed: true, createdAt: at, ...(outcome ? { outcome } : {}) });
}

/** The app's reply to a comment that was refused. */
function refusing(id: number, ...refuses: NonNullable<Comment["refuses"]>): Comment {
  const bot = { id: 1, login: "release-conductor[bot]", bot: true };
  return { ...comment(id + 1, people.ebr, "no"), author: bot, answers: id, refuses };
}

const textOf = (world: Snapshot) => learning({ standing: { is: "finished" } }, world);
const points = (world: Snapshot) =>
  textOf(world)
    .split("\n")
    .filter((line) => line.startsWith("- "))
    .map((line) => line.slice(2));
const rows = (world: Snapshot) =>
  textOf(world)
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .slice(2)
    .map((line) => line.replace(/2026-11-22 | UTC/g, ""));

describe("what a board says at its end of how it went", () => {
  it("is where the time went, by phase", () => {
    expect(textOf(over())).toMatchInlineSnapshot(`
      "### How it went

      - 2 h 9 min in all: 1 h 55 min waiting for people, 14 min for machines.
      - Longest wait: 55 min for people, GitHub release. The draft was made after everything was published; with \`release: { draft: early }\` its notes can be written while the gates still wait.

      <details><summary>Where the time went</summary>

      | Step | From | Took | Waiting for |
      | --- | --- | --- | --- |
      | Checks and build | 2026-11-22 20:00 UTC | 8 min | machines |
      | Smoke tests | 2026-11-22 20:08 UTC | 20 min | people |
      | Publish \`pypi\` | 2026-11-22 20:28 UTC | 41 min | people 40 min, machines 1 min |
      | Verifying and drafting | 2026-11-22 21:09 UTC | 4 min | machines |
      | GitHub release | 2026-11-22 21:13 UTC | 55 min | people |
      | Announce \`ANNOUNCE_DISCORD\` | 2026-11-22 22:08 UTC | 1 min | machines |

      </details>"
    `);
  });

  it("is nothing before the end", () => {
    expect(learning({ standing: { is: "conducted" } }, over())).toBe("");
    expect(learning({ standing: { is: "abandoned" } }, over())).toBe("");
  });

  it("is the same at another moment, and whatever order GitHub answers in", () => {
    const world = over(saying(said(1, "/retry", GATED, "refused"), said(3, "/cancel", GATED + 1, "refused")));
    expect(textOf({ ...world, now: world.now + 40 * HOUR })).toBe(textOf(world));
    const reversed = {
      ...world,
      jobs: seen(world.jobs.is === "seen" ? world.jobs.value.toReversed() : []),
      deployments: seen(world.deployments.is === "seen" ? world.deployments.value.toReversed() : []),
      comments: seen(world.comments.is === "seen" ? world.comments.value.toReversed() : []),
    };
    expect(textOf(reversed)).toBe(textOf(world));
  });
});

describe("the time of a phase", () => {
  const approvedAt = (at: Instant) =>
    remembering({ approvals: [{ gate: "pypi", by: "lstein", comment: 1, at }] });

  it.each<[string, Snapshot, readonly string[]]>([
    [
      "is machines' from the approval on, though the job was long in starting",
      over(approvedAt(GATED + 30 * MINUTE)),
      ["| Publish `pypi` | 20:28 | 41 min | people 10 min, machines 31 min |"],
    ],
    [
      "is people's while a hold stands, in a row of its own",
      over(saying(said(1, "/hold", GATED + 30 * MINUTE), said(2, "/unhold", GATED + 45 * MINUTE))),
      [
        "| Holds | 20:38 | 15 min | people |",
        "| Publish `pypi` | 20:28 | 26 min | people 25 min, machines 1 min |",
      ],
    ],
    [
      "begins to be machines' with the end of a hold, where the approval was said before it",
      over(
        approvedAt(GATED + 30 * MINUTE),
        saying(said(1, "/hold", GATED + 31 * MINUTE), said(2, "/unhold", GATED + 50 * MINUTE)),
      ),
      ["| Publish `pypi` | 20:28 | 22 min | people 11 min, machines 11 min |"],
    ],
    [
      "knows nobody's hold of which /unhold was refused, nor one of an earlier attempt",
      over(
        saying(
          said(1, "/hold", START - HOUR),
          said(2, "/hold\n/retry", GATED + 30 * MINUTE, "refused"),
          refusing(2, { position: 1, why: "nothing-failed" }),
          said(4, "/unhold", GATED + 35 * MINUTE, "refused"),
          said(6, "/unhold", GATED + 50 * MINUTE),
        ),
      ),
      ["| Holds | 20:38 | 20 min | people |"],
    ],
    [
      "counts the wait at an optional gate for nothing",
      over(
        { pending: seen([]) },
        {
          jobs: seen([
            ...greenChecks,
            {
              ...publishJob("testpypi", "published"),
              startedAt: GATED + 20 * HOUR,
              completedAt: GATED + 21 * HOUR,
            },
            publishJob("pypi", "published"),
          ]),
        },
      ),
      ["| Publish `testpypi` (optional) | 20:08 | 21 h | people 20 h, machines 1 h |"],
    ],
    [
      "of a draft is not known where it was ready before everything was published",
      over(remembering({ drafted: { ...DRAFTED, at: GATED } })),
      ["| GitHub release | 21:09 | 59 min | not known |"],
    ],
    [
      "of a draft is not known where nobody saw it ready",
      over(remembering({ drafted: { ...DRAFTED, release: 1 } })),
      ["| GitHub release | 21:09 | 59 min | not known |"],
    ],
    [
      "of a draft is not known where the board that saw it is gone",
      over(remembering({ replaces: 3 })),
      ["| GitHub release | 21:09 | 59 min | not known |"],
    ],
    [
      "of an announcement that failed is people's until one was asked for",
      over(
        remembering({ announcements: [{ ...announced, comment: 9, at: PUBLISHED + 22 * MINUTE }] }),
        saying(said(9, "/announce", PUBLISHED + 20 * MINUTE)),
      ),
      ["| Announce `ANNOUNCE_DISCORD` | 22:08 | 22 min | people 20 min, machines 2 min |"],
    ],
    [
      "of comments that tell of it is machines'",
      over(
        remembering({
          announcements: [announced],
          releasedIn: { downTo: 1, at: PUBLISHED + 9 * MINUTE, of: "", comments: 3 },
        }),
      ),
      ["| “released in” comments | 22:09 | 8 min | machines |"],
    ],
  ])("%s", (_, world, expected) => {
    expect(rows(world)).toEqual(expect.arrayContaining([...expected]));
  });

  it("of the checks ends before what comes after a gate was opened", () => {
    const late = { createdAt: GATED + HOUR + SECOND, startedAt: GATED + HOUR, completedAt: GATED + 3 * HOUR };
    const jobs = [...greenChecks, publishJob("pypi", "published"), job("clean up", late)];
    expect(rows(over({ jobs: seen(jobs) }))).toContain("| Checks and build | 20:00 | 8 min | machines |");
  });

  it("is no part of the whole where nothing waited for it", () => {
    const late = { ...publishJob("testpypi", "published"), completedAt: GATED + 30 * HOUR };
    const jobs = [...greenChecks, late, publishJob("pypi", "published")];
    expect(points(over({ pending: seen([]), jobs: seen(jobs) }))[0]).toBe(points(over())[0]);
  });

  it("is told to be not known where no fact is left", () => {
    const record = { object: "a", commit: COMMIT, run: 4 };
    const later = { ...announced, comment: 9, at: PUBLISHED + 9 * HOUR };
    const world = over({
      ...remembering({ superseded: [record], announcements: [later] }),
      githubReleases: seen([githubRelease({ draft: false })]),
    });
    expect(points(world).at(-1)).toBe(
      "Not known how long it took: earlier attempts, GitHub release and announce `ANNOUNCE_DISCORD`.",
    );
  });

  it("of an announcement made again on a closed board is not known: its record took the first one's place", () => {
    const later = { ...announced, comment: 9, at: PUBLISHED + 9 * HOUR };
    const closed = board({
      state: "closed",
      closedByApp: true,
      memory: memory({ announcements: [later], drafted: DRAFTED }),
    });
    const world = over({ board: seen(closed) }, saying(said(9, "/announce", PUBLISHED + 8 * HOUR)));
    expect(points(world).at(-1)).toBe("Not known how long it took: announce `ANNOUNCE_DISCORD`.");
    expect(points(world)[0]).toMatch(/^2 h 8 min in all/);
  });
});

describe("what was done again", () => {
  /** The first attempt of the run failed at a check, or at the gate; the second began half an hour later. */
  function again(failed: string, changed: Partial<Job> = {}): Snapshot {
    const began = START + HOUR;
    const published = publishJob("pypi", "published");
    const first = [
      ...CHECKS.map((name) => job(name, { id: CHECKS.indexOf(name) + 1 })),
      {
        ...publishJob("pypi", "failed"),
        id: 900,
        startedAt: GATED + MINUTE,
        completedAt: GATED + 2 * MINUTE,
      },
    ];
    const jobs = first.map((one) =>
      one.name === failed ? { ...one, conclusion: "failure", ...changed } : one,
    );
    return over({
      runs: seen([run({ status: "completed", conclusion: "success", attempt: 2, startedAt: began })]),
      jobs: seen([
        ...jobs.filter(({ id }) => id !== 900 || failed === "publish-pypi"),
        ...CHECKS.map((name) =>
          job(name, {
            runAttempt: 2,
            ...(name === failed ? { createdAt: began, startedAt: began, completedAt: began + MINUTE } : {}),
          }),
        ),
        { ...published, runAttempt: 2, createdAt: began + MINUTE },
      ]),
      deployments: seen([
        ...(failed === "publish-pypi" ? [deployment("pypi", { id: 7, job: 900 })] : []),
        deployment("pypi", { createdAt: began + MINUTE }),
      ]),
    });
  }

  it("is the run, whose failed check may be flaky", () => {
    const world = again("check-version");
    expect(points(world)).toContain("Retries: the run again 1 time.");
    expect(points(world)).toContain(
      "Failed, and at the same commit did not fail again: `check-version`. Flaky, or what it depends on was.",
    );
    expect(rows(world)).toContain("| Failed jobs, before they were run again | 20:08 | 52 min | people |");
    expect(rows(world)).toContain("| Checks and build | 20:00 | 9 min | machines |");
  });

  it("is no chance where it was cancelled", () => {
    expect(points(again("check-version", { conclusion: "cancelled" })).join()).not.toContain(
      "did not fail again",
    );
  });

  it("is the gate, with the time of both", () => {
    const world = again("publish-pypi");
    expect(points(world)).toContain("Retries: the run again 1 time and gate `pypi` again 1 time.");
    expect(points(world).join()).not.toContain("did not fail again");
    expect(rows(world)).toContain("| Publish `pypi` | 20:08 | 10 min | people 8 min, machines 2 min |");
  });

  it("is no chance where it was the other way round", () => {
    const failed = job("tests", { id: 5, runAttempt: 2, conclusion: "failure" });
    const world = again("check-version");
    const jobs = [...(world.jobs.is === "seen" ? world.jobs.value : []), job("tests", { id: 4 }), failed];
    expect(points({ ...world, jobs: seen(jobs) }).join()).not.toContain("`tests`");
  });

  it("is the run twice, each time from the end of one attempt until the next began", () => {
    const first = (at: Instant, conclusion: string) => ({
      createdAt: at,
      startedAt: at,
      completedAt: at + MINUTE,
      conclusion,
    });
    const carried = [1, 2, 3].map((runAttempt) => job("lint", { id: runAttempt, runAttempt }));
    const tests = [1, 2].map((runAttempt) =>
      job("tests", {
        id: 10 + runAttempt,
        runAttempt,
        ...first(START + (runAttempt - 1) * 20 * MINUTE, "failure"),
      }),
    );
    const last = START + 40 * MINUTE;
    const world = over({
      runs: seen([run({ attempt: 3, status: "completed", conclusion: "success", startedAt: last })]),
      jobs: seen([
        ...carried,
        ...tests,
        job("tests", { id: 13, runAttempt: 3, ...first(last, "success") }),
        { ...publishJob("pypi", "published"), runAttempt: 3 },
      ]),
    });
    expect(points(world)).toContain("Retries: the run again 2 times.");
    expect(rows(world)).toContain("| Failed jobs, before they were run again | 20:08 | 31 min | people |");
  });

  it("is a gate that somebody shut, and that was never opened", () => {
    const world = again("publish-pypi", { startedAt: GATED, completedAt: GATED + 20 * MINUTE });
    expect(rows(world)).toContain("| Publish `pypi` | 20:08 | 28 min | people 27 min, machines 1 min |");
  });

  it("is the tag, whose earlier time is one row, and the approvals that lapsed", () => {
    const before = [1, 2].map((id) => ({ object: `${id}`, commit: `${id}`, run: id }));
    const lapsed = { gate: "pypi", by: "ebr", comment: 1, at: START - HOUR, lapsed: "tag-moved" } as const;
    const world = over({
      ...remembering({ superseded: before, approvals: [lapsed] }),
      runs: seen([
        run(),
        run({ id: 1, createdAt: START - 90 * MINUTE }),
        run({ id: 2, createdAt: START - HOUR }),
      ]),
    });
    expect(points(world)).toContain("Retries: 2 earlier attempts and 1 approval that lapsed.");
    expect(points(world)[0]).toBe(
      "3 h 39 min in all: 1 h 55 min waiting for people, 14 min for machines, 1 h 30 min of earlier attempts.",
    );
    expect(rows(world)[0]).toBe("| Earlier attempts | 18:30 | 1 h 30 min |  |");
  });
});

describe("what was refused", () => {
  const at = GATED + 40 * MINUTE;
  const refusalsOf = (...comments: readonly Comment[]) =>
    points(over(saying(...comments)))
      .filter((line) => line.startsWith("Refused:"))
      .map((line) => line.replace(/\]\([^)]+\)/g, "]"));

  it.each<[string, readonly Comment[], readonly string[]]>([
    ["is nothing where everything counted", [said(1, "/unhold", at)], []],
    [
      "is named with who said it and why",
      [said(1, "/approve pypi", at, "refused"), refusing(1, { position: 0, why: "too-early" })],
      ["Refused: [`/approve pypi`] by `ebr` (before the gate waited)."],
    ],
    [
      "is only the line that was refused",
      [said(1, "/status\n/retry", at, "refused"), refusing(1, { position: 1, why: "nothing-failed" })],
      ["Refused: [`/retry`] by `ebr` (nothing had failed)."],
    ],
    [
      "has no reason where the reply is gone",
      [said(1, "/retry", at, "refused")],
      ["Refused: [`/retry`] by `ebr`."],
    ],
    [
      "has no reason that this version does not know",
      [said(1, "/retry", at, "refused"), refusing(1, { position: 0, why: "constructor" })],
      ["Refused: [`/retry`] by `ebr`."],
    ],
    [
      "is at most ten",
      Array.from({ length: 12 }, (_, id) => said(id + 1, "/retry", at, "refused")),
      [`Refused: ${Array.from({ length: 10 }, () => "[`/retry`] by `ebr`").join(", ")}, and 2 more.`],
    ],
  ])("%s", (_, comments, expected) => {
    expect(refusalsOf(...comments)).toEqual(expected);
  });

  it("is not taken from what a person wrote as if it were the app's", () => {
    const markup = comment(1, { id: 5, login: "x](https://evil.example)" }, "/retry `now`", {
      claimed: true,
      outcome: "refused",
    });
    expect(points(over(saying(markup))).at(-1)).toBe(
      "Refused: " +
        "[`` /retry `now` ``](https://github.com/invoke-ai/InvokeAI/issues/6905#issuecomment-1) by `x](https://evil.example)`.",
    );
  });
});

describe("what it waited for longest", () => {
  const longest = (...overrides: readonly Partial<Snapshot>[]) => points(over(...overrides))[1];
  const slow = (at: Instant) => ({
    ...publishJob("pypi", "published"),
    startedAt: at,
    completedAt: at + MINUTE,
  });
  const waited = (hours: number, remindAfter?: number): Partial<Snapshot> => ({
    configuration: configured({ gates: [{ ...gate("pypi"), ...(remindAfter ? { remindAfter } : {}) }] }),
    jobs: seen([...greenChecks, slow(GATED + hours * HOUR)]),
    githubReleases: seen([githubRelease({ draft: false, publishedAt: GATED + hours * HOUR + 9 * MINUTE })]),
    ...remembering({ drafted: { ...DRAFTED, at: GATED + hours * HOUR + 3 * MINUTE } }),
  });

  it.each<[string, Partial<Snapshot>, string]>([
    [
      "is the draft, which can be made earlier",
      {},
      "Longest wait: 55 min for people, GitHub release. The draft was made after everything was published; with `release: { draft: early }` its notes can be written while the gates still wait.",
    ],
    [
      "is a gate of which nobody was reminded in time",
      waited(20, 48 * HOUR),
      "Longest wait: 19 h 40 min for people, gate `pypi`. Nobody was reminded in that time: `remind-after` of this gate is 2 days; a shorter one calls people earlier.",
    ],
    [
      "is a gate of which people were reminded",
      waited(20, 6 * HOUR),
      "Longest wait: 19 h 40 min for people, gate `pypi`.",
    ],
    [
      "is the slowest job",
      {
        jobs: seen([...greenChecks, job("tests", { completedAt: GATED + 59 * MINUTE }), slow(GATED + HOUR)]),
      },
      "Longest wait: 1 h 7 min for machines, checks and build. Its longest job was [`tests`](https://github.com/invoke-ai/InvokeAI/actions/runs/10988001337/job/30000660880) with 1 h 6 min.",
    ],
    [
      "is who tried it last",
      {
        comments: seen([
          ...smokeTested.slice(0, 1),
          said(5, "/tested windows ok", GATED + 58 * MINUTE),
          approval,
        ]),
      },
      "Longest wait: 58 min for people, smoke tests. The last to be tried was `windows`.",
    ],
  ])("%s", (_, overrides, expected) => {
    expect(longest(overrides)).toBe(expected);
  });

  it("is the gate whose approvals lay apart", () => {
    const approvals = [0, 5].map((hours) => ({
      gate: "pypi",
      by: `${hours}`,
      comment: hours,
      at: GATED + HOUR + hours * HOUR,
    }));
    const world = {
      ...waited(6, 3 * HOUR),
      ...remembering({ approvals, drafted: { ...DRAFTED, at: GATED + 6 * HOUR + 3 * MINUTE } }),
    };
    expect(longest(world)).toContain("Between the first and the last of its 2 approvals lay 5 h.");
  });
});

it("says what is not known where GitHub shows no run any more", () => {
  expect(points(atTheGates({ runs: seen([]), comments: seen([]) }))).toEqual([
    "Not known how long it took: GitHub release.",
  ]);
});
