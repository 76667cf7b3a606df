import { describe, expect, it } from "vitest";
import { plan } from "../../src/pipeline/plan.ts";
import { DEFAULT_RELEASE, type ReleasedIn } from "../../src/release/configuration.ts";
import { absent, type Fact, seen, unknown, unseen } from "../../src/release/fact.ts";
import { fingerprint } from "../../src/release/fingerprint.ts";
import { DAY, HOUR, SECOND } from "../../src/release/instant.ts";
import type { Memory, ReleasedInProgress } from "../../src/release/memory.ts";
import type { Snapshot, Thread } from "../../src/release/snapshot.ts";
import type { Step } from "../../src/release/step.ts";
import { author, pullRequest, range, rangeCommit } from "../release/range-builder.ts";
import {
  announcing,
  board,
  comment,
  configured,
  memory,
  people,
  released,
} from "../release/snapshot-builder.ts";

const NOW = released().now;
const quiet: Thread = { locked: false, told: false, closes: [] };

type Case = {
  readonly where?: readonly ReleasedIn[];
  readonly numbers?: readonly number[];
  readonly threads?: Readonly<Record<number, Fact<Thread>>>;
  readonly memory?: Partial<Memory>;
  readonly board?: Partial<ReturnType<typeof board>>;
  readonly overrides?: Partial<Snapshot>;
};

/** A release that is public and announced, with these pull requests. */
function told({
  where = ["pull-requests"],
  numbers = [3, 1, 2],
  threads = {},
  ...rest
}: Case = {}): Snapshot {
  const base = released();
  const { announcements } = base.board.is === "seen" ? base.board.value.memory : memory();
  const list = range({
    base: "v4.2.9",
    pullRequests: numbers.map((number) => pullRequest(number, "octocat")),
    commits: [rangeCommit(1, { authors: [author("octocat")] })],
  });
  return {
    ...base,
    configuration: configured({ release: { ...DEFAULT_RELEASE, releasedIn: where } }),
    ranges: seen({ list }),
    board: seen(board({ memory: memory({ announcements, ...rest.memory }), ...rest.board })),
    threads,
    ...rest.overrides,
  };
}

function step(now: Snapshot): Step | undefined {
  return plan(now).phases.find((phase) => phase.name === "released-in")?.step;
}

const all = (numbers: readonly number[], thread: Fact<Thread> = seen(quiet)) =>
  Object.fromEntries(numbers.map((number) => [number, thread]));

/** How far the app has come with these pull requests. */
function progress(numbers: readonly number[], overrides: Partial<ReleasedInProgress> = {}) {
  const of = fingerprint(JSON.stringify(numbers.toSorted((a, b) => b - a)));
  return { downTo: Math.min(...numbers), at: NOW, comments: numbers.length, of, ...overrides };
}

/** The threads that are told now, and how far the board remembers then. */
function telling(now: Snapshot): readonly unknown[] {
  const due = step(now);
  return (due?.is === "due" ? due.act : []).map((action) =>
    action.do === "tell-released"
      ? action.thread
      : action.do === "remember" && action.change.to === "released-in" && action.change.progress,
  );
}

describe("“released in”", () => {
  it("is told nowhere where nothing asks for it", () => {
    expect(step(told({ where: [] }))).toBeUndefined();
  });

  it("looks at a few pull requests, the newest first", () => {
    expect(step(told({ numbers: [9, 4, 8, 7, 6, 5, 3] }))).toEqual({
      is: "look",
      at: [9, 8, 7, 6, 5].map((number) => ({ at: "thread", number })),
    });
  });

  it("is told in one comment each, which names the release and calls nobody", () => {
    const now = told({ threads: all([1, 2, 3]) });
    expect(telling(now)).toEqual([3, 2, 1, progress([1, 2, 3])]);
    const due = step(now);
    expect(due?.is === "due" && due.act[0]).toEqual({
      do: "tell-released",
      thread: 3,
      text: "🚀 Released in [InvokeAI v5.0.0](https://github.com/invoke-ai/InvokeAI/releases/tag/v5.0.0).",
    });
  });

  it("is not told where it is told already, in a locked conversation, or in one that is gone", () => {
    const threads = {
      1: seen({ ...quiet, told: true }),
      2: seen({ ...quiet, locked: true }),
      3: absent,
      4: seen(quiet),
    };
    expect(telling(told({ numbers: [1, 2, 3, 4], threads }))).toEqual([
      4,
      progress([1, 2, 3, 4], { comments: 1 }),
    ]);
    expect(telling(told({ numbers: [1, 2, 3], threads }))).toEqual([progress([1, 2, 3], { comments: 0 })]);
  });

  it("is not told to bots", () => {
    const list = range({
      base: "v4.2.9",
      pullRequests: [pullRequest(1, "dependabot[bot]"), pullRequest(2, undefined)],
    });
    expect(telling(told({ threads: all([1, 2]), overrides: { ranges: seen({ list }) } }))).toEqual([
      2,
      progress([2]),
    ]);
  });

  it("is told to the issues that are closed, once each, and to the pull requests only where that is asked for", () => {
    const threads = {
      ...all([1], seen({ ...quiet, closes: [40, 41] })),
      ...all([2], seen({ ...quiet, closes: [41] })),
    };
    const base = { numbers: [1, 2], threads } as const;
    expect(step(told({ ...base, where: ["issues"] }))).toEqual({
      is: "look",
      at: [41, 40].map((number) => ({ at: "thread", number })),
    });
    const seenIssues = { ...base, threads: { ...threads, ...all([40, 41]) } };
    expect(telling(told({ ...seenIssues, where: ["issues"] }))).toEqual([41, 40, progress([1, 2])]);
    expect(telling(told({ ...seenIssues, where: ["issues", "pull-requests"] }))).toEqual([
      2,
      41,
      1,
      40,
      progress([1, 2], { comments: 4 }),
    ]);
    expect(telling(told(seenIssues))).toEqual([2, 1, progress([1, 2])]);
  });

  it("is told in five comments at most, or those of one pull request, before people are heard again", () => {
    const where = ["pull-requests", "issues"] as const;
    const issues = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);
    const closing = (first: number) => ({
      3: seen({ ...quiet, closes: issues(30, first) }),
      2: seen({ ...quiet, closes: issues(20, 2) }),
      ...all([1]),
      ...all([...issues(30, first), ...issues(20, 2)]),
    });
    expect(telling(told({ where, threads: closing(1) }))).toEqual([
      ...[3, 30, 2, 20, 21],
      progress([1, 2, 3], { downTo: 2, comments: 5 }),
    ]);
    expect(telling(told({ where, threads: closing(8) }))).toEqual([
      ...[3, ...issues(30, 8)],
      progress([1, 2, 3], { downTo: 3, comments: 9 }),
    ]);
  });

  it("goes on where the board says it came to, after a pause", () => {
    const since = (ago: number) => ({
      memory: { releasedIn: progress([1, 2, 3], { downTo: 2, at: NOW - ago, comments: 2 }) },
    });
    expect(step(told(since(9 * SECOND)))).toEqual({
      is: "waiting",
      on: { for: "released-in", left: 1 },
      until: NOW + SECOND,
      deadline: NOW + 6 * HOUR,
    });
    expect(telling(told({ ...since(10 * SECOND), threads: all([1]) }))).toEqual([1, progress([1, 2, 3])]);
    expect(plan(told(since(9 * SECOND))).again).toBe(NOW + SECOND);
  });

  it("begins anew where the release has other pull requests by now, and counts the comments on", () => {
    const memory = { releasedIn: progress([2, 3]) };
    expect(
      telling(told({ memory, threads: { ...all([2, 3], seen({ ...quiet, told: true })), ...all([1]) } })),
    ).toEqual([1, progress([1, 2, 3])]);
  });

  it("is done once all are seen to, and says how many were left out after 500 comments", () => {
    expect(step(told({ memory: { releasedIn: progress([1, 2, 3]) } }))).toEqual({
      is: "done",
      why: { is: "released-in-told", pullRequests: 3, left: 0 },
    });
    const numbers = Array.from({ length: 502 }, (_, at) => at + 1);
    const most = (comments: number) => ({
      numbers,
      memory: { releasedIn: progress(numbers, { downTo: 3, at: 0, comments }) },
    });
    expect(step(told(most(500)))).toEqual({
      is: "done",
      why: { is: "released-in-told", pullRequests: 500, left: 2 },
    });
    expect(step(told(most(499)))).toMatchObject({ is: "look" });
    expect(step(told({ numbers: [] }))).toMatchObject({ is: "done", why: { pullRequests: 0 } });
  });

  it("waits an hour for commits that GitHub holds back", () => {
    const list = (numbers: readonly number[]) =>
      range({
        base: "v4.2.9",
        pullRequests: numbers.map((number) => pullRequest(number, "octocat")),
        missing: [{ is: "commits-withheld", said: 9, read: 3 }],
      });
    const waited = (ago: number) =>
      step(
        told({
          memory: { releasedIn: progress([1, 2, 3], { at: NOW - ago }) },
          overrides: { ranges: seen({ list: list([1, 2, 3]) }) },
        }),
      );
    expect(waited(HOUR - SECOND)).toMatchObject({
      is: "waiting",
      on: { for: "released-in", left: 0 },
      until: NOW + SECOND,
    });
    expect(waited(HOUR)).toMatchObject({ is: "done" });
    const none = told({ overrides: { ranges: seen({ list: list([]) }) } });
    expect(telling(none)).toMatchObject([{ at: NOW, comments: 0 }]);
  });

  it("is told to nobody of a first release, nor of one that can't be compared", () => {
    const why = { is: "released-in-first" };
    const first = range({ pullRequests: [pullRequest(1, "octocat")] });
    for (const list of [first, range({ missing: [{ is: "no-base" }] })]) {
      expect(step(told({ overrides: { ranges: seen({ list }) } }))).toEqual({ is: "skipped", why });
    }
  });

  it("comes after the announcements, and waits for whoever does not answer", () => {
    expect(step(told({ memory: { announcements: [] } }))).toMatchObject({
      is: "waiting",
      on: { for: "phases", names: ["announce ANNOUNCE_DISCORD"] },
    });
    const silence = unknown({ kind: "unreachable", whom: "GitHub", detail: "502" });
    expect(step(told({ threads: all([1, 2, 3], silence) }))).toMatchObject({
      is: "waiting",
      on: { for: "answer", whom: "GitHub" },
    });
  });

  it("waits for what holds", () => {
    const holds = [{ by: "ebr", comment: 1, at: NOW }];
    expect(step(told({ memory: { holds }, threads: all([1, 2, 3]) }))).toEqual({
      is: "waiting",
      on: { for: "unhold", by: "ebr" },
      since: NOW,
      deadline: NOW + 2 * DAY,
    });
  });

  it("of a pre-release is told where some channel has it, too", () => {
    const candidate = (prereleases: boolean) =>
      told({
        threads: all([1, 2, 3]),
        overrides: {
          configuration: configured({
            release: { ...DEFAULT_RELEASE, prerelease: "always", releasedIn: ["pull-requests"] },
            announce: [{ ...announcing, prereleases }],
          }),
        },
      });
    expect(step(candidate(false))).toEqual({ is: "skipped", why: { is: "prerelease-not-announced" } });
    expect(telling(candidate(true))).toEqual([3, 2, 1, progress([1, 2, 3])]);
  });

  it("is not made up for on a closed board, of which no range is read", () => {
    const asked = comment(9, people.lstein, "/status", { createdAt: NOW });
    const closed = told({
      board: { state: "closed", closedByApp: true },
      overrides: { comments: seen([asked]), ranges: unseen },
    });
    expect(step(closed)).toEqual({ is: "skipped", why: { is: "released-in-late" } });
  });
});
