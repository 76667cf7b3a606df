import { describe, expect, it } from "vitest";
import type { Clock } from "../../src/clock.ts";
import type { Urgency } from "../../src/github/budget.ts";
import { faultOf } from "../../src/github/fault.ts";
import { heard } from "../../src/github/heard.ts";
import { type Budgets, createBudgets, createLimiter } from "../../src/github/limiter.ts";
import { createSleeper } from "../../src/github/sleeper.ts";
import { createSlots } from "../../src/github/slots.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { createSharedInMemory } from "../../src/store/shared.ts";
import { unwatched } from "../../src/watch/watch.ts";
import { ADDRESS, failure, json, START, stage } from "./stage.ts";

const LABELS = "POST /repos/{owner}/{repo}/labels" as const;
const ISSUE = "GET /repos/{owner}/{repo}/issues/{issue_number}" as const;

/** Budgets in a store that takes its time. */
function slowBudgets(clock: Clock): Budgets {
  const budgets = createBudgets(createSharedInMemory());
  return {
    async change(whose, change) {
      await clock.sleepUntil(clock.now() + 20);
      return budgets.change(whose, change);
    },
  };
}

function limits(clock = createVirtualClock(START), budgets = createBudgets(createSharedInMemory())) {
  const logged: object[] = [];
  const happened: object[] = [];
  const limiter = createLimiter({
    whose: "installation 5",
    budgets,
    clock,
    random: () => 0,
    log: { debug: (fields, text) => logged.push({ text, ...fields }) },
    watch: { ...unwatched, happened: (happening, what) => void happened.push({ happening, ...what }) },
  });
  const done: string[] = [];
  /** One conduct's request. */
  const ask = (name: string, kind: "read" | "write", urgency: Urgency = "progress", after = 0) =>
    clock.busy(async () => {
      await clock.sleepUntil(START + after);
      await limiter.run({ kind, creates: false, urgency, what: name }, createSleeper(clock), async () => {
        done.push(`${name} ${clock.now() - START}`);
      });
    });
  return { clock, limiter, done, ask, logged, happened };
}

describe("the limiter", () => {
  it("writes down what is left of the primary limit now and then, and that a limit was hit at once", async () => {
    const shared = createSharedInMemory();
    let changes = 0;
    const counted = {
      change: (...given: Parameters<typeof shared.change>) => {
        changes += 1;
        return shared.change(...given);
      },
    } as typeof shared;
    const clock = createVirtualClock(START);
    const limiter = createLimiter({
      whose: "installation 5",
      budgets: createBudgets(counted),
      clock,
      random: () => 0,
      log: { debug: () => undefined },
      watch: unwatched,
    });
    const left = (remaining: number, more = {}) => ({
      "x-ratelimit-limit": "5000",
      "x-ratelimit-remaining": String(remaining),
      "x-ratelimit-reset": String(START / 1000 + 1800),
      ...more,
    });
    for (let remaining = 4_999; remaining > 4_900; remaining -= 1) {
      await limiter.hear(heard(200, left(remaining), ""));
    }
    expect(changes).toBe(2);
    expect(await limiter.hear(heard(403, left(4_900, { "retry-after": "60" }), ""))).toBe(START + 60_000);
    await limiter.hear(heard(200, left(4_899), ""));
    expect(changes).toBe(4);
  });

  it("spaces the writes of several conducts by a second, and no reads", async () => {
    const { ask, done } = limits();
    await Promise.all([
      ask("a", "write"),
      ask("b", "write"),
      ask("x", "read"),
      ask("c", "write"),
      ask("y", "read"),
    ]);
    expect([...done].sort()).toEqual(["a 0", "b 1000", "c 2000", "x 0", "y 0"]);
  });

  it("says when a write could go out, books nothing for it, and waits for no longer than 5 s", async () => {
    const { ask, clock, limiter, done } = limits();
    const need = { kind: "write", creates: false, urgency: "progress", what: "a write" } as const;
    await ask("a", "write");
    await clock.busy(() => limiter.ready(need, createSleeper(clock)));
    expect(clock.now() - START).toBe(1000);
    await ask("b", "write");
    expect(done).toEqual(["a 0", "b 1000"]);
    await limiter.hear(heard(403, { "retry-after": "60" }, ""));
    await clock.busy(() => limiter.ready(need, createSleeper(clock)));
    expect(clock.now() - START).toBe(1000);
  });

  it("says how long a turn to write was waited for, and for what", async () => {
    const { ask, clock, limiter, happened } = limits();
    const need = { kind: "write", creates: false, urgency: "progress", what: "a write" } as const;
    await ask("a", "write");
    await clock.busy(() => limiter.ready(need, createSleeper(clock)));
    await limiter.hear(heard(403, { "retry-after": "3" }, ""));
    await clock.busy(() => limiter.ready(need, createSleeper(clock)));
    expect(happened).toEqual([
      { happening: "waited", limit: "spacing", ms: 1_000 },
      { happening: "waited", limit: "secondary", ms: 3_000 },
    ]);
  });

  it("says nothing of a turn to write that only the store delays, or that is too far ahead to be waited for", async () => {
    const clock = createVirtualClock(START);
    const { limiter, happened } = limits(clock, slowBudgets(clock));
    const need = { kind: "write", creates: false, urgency: "progress", what: "a write" } as const;
    await clock.busy(() => limiter.ready(need, createSleeper(clock)));
    await clock.busy(() => limiter.hear(heard(403, { "retry-after": "60" }, "")));
    await clock.busy(() => limiter.ready(need, createSleeper(clock)));
    expect(clock.now()).toBeGreaterThan(START);
    expect(happened).toEqual([]);
  });

  it("lets people's commands go first, background last", async () => {
    const { ask, done } = limits();
    await Promise.all([
      ask("first", "write"),
      ask("background", "write", "background"),
      ask("progress", "write"),
      ask("command", "write", "command"),
    ]);
    expect(done).toEqual(["first 0", "command 1000", "progress 2000", "background 3000"]);
  });

  it("lets a command overtake writes that wait already", async () => {
    const { ask, done } = limits();
    await Promise.all([
      ask("a", "write"),
      ask("b", "write"),
      ask("c", "write"),
      ask("command", "write", "command", 500),
    ]);
    expect(done).toEqual(["a 0", "command 1000", "b 2000", "c 3000"]);
  });

  it("does not sleep longer than 5 s, but says until when", async () => {
    const { ask, done } = limits();
    const writes = Array.from({ length: 8 }, (_, i) => ask(`${i}`, "write"));
    const outcomes = await Promise.allSettled(writes);
    expect(done).toHaveLength(6);
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(refused.map((error) => faultOf(error))).toMatchObject([
      { kind: "limited", until: START + 6_000, detail: expect.stringContaining("the spacing of writes") },
      { kind: "limited", until: START + 7_000 },
    ]);
    expect(faultOf(refused[0])?.ambiguous).toBeUndefined();
  });

  it("says how long a request has waited, and for what", async () => {
    const { ask, logged, happened } = limits();
    await Promise.allSettled(["a", "b", "c", "d", "e", "f", "g"].map((name) => ask(name, "write")));
    const because = "the spacing of writes";
    const waited = { text: "waited for GitHub's limits", whose: "installation 5", because };
    expect(logged).toEqual([
      { text: "put off for GitHub's limits", request: "g", whose: "installation 5", because, ms: 6_000 },
      { ...waited, request: "b", ms: 1_000 },
      { ...waited, request: "c", ms: 2_000 },
      { ...waited, request: "d", ms: 3_000 },
      { ...waited, request: "e", ms: 4_000 },
      { ...waited, request: "f", ms: 5_000 },
    ]);
    const limit = "spacing";
    expect(happened).toEqual([
      { happening: "put-off", limit },
      ...[1, 2, 3, 4, 5].map((seconds) => ({ happening: "waited", limit, ms: seconds * 1_000 })),
    ]);
  });

  it("names the spacing where only a more urgent write goes first", async () => {
    const { ask, logged } = limits();
    await Promise.all([
      ask("background", "write", "background", 1_000),
      ask("first", "write"),
      ask("command", "write", "command", 500),
    ]);
    const because = "the spacing of writes";
    expect(logged).toMatchObject([
      { request: "command", because, ms: 500 },
      { request: "background", because, ms: 1_000 },
    ]);
  });

  it("keeps everyone away while GitHub wants to be left alone, commands too", async () => {
    const { ask, limiter, done, clock } = limits();
    expect(await limiter.hear(heard(403, { "retry-after": "60" }, ""))).toBe(START + 60_000);
    const error = await failure(ask("a", "read", "command"));
    expect(faultOf(error)).toMatchObject({ kind: "limited", until: START + 60_000 });
    await clock.busy(() => clock.sleepUntil(START + 56_000));
    await ask("b", "read");
    expect(done).toEqual(["b 60000"]);
  });

  it("frees its place when a request fails", async () => {
    const { limiter, clock } = limits();
    const sleep = createSleeper(clock);
    const need = { kind: "read", creates: false, urgency: "command", what: "a" } as const;
    for (let i = 0; i < 101; i += 1) {
      await failure(limiter.run(need, sleep, () => Promise.reject(new Error("no"))));
    }
    expect(await limiter.run(need, sleep, async () => "sent")).toBe("sent");
  });

  it("has no more than 100 requests under way", async () => {
    const { limiter, clock } = limits();
    let underWay = 0;
    let most = 0;
    const one = () =>
      limiter.run(
        { kind: "read", creates: false, urgency: "command", what: "a" },
        createSleeper(clock),
        async () => {
          underWay += 1;
          most = Math.max(most, underWay);
          await new Promise(setImmediate);
          underWay -= 1;
        },
      );
    await clock.busy(() => Promise.all(Array.from({ length: 250 }, one)));
    expect(most).toBe(100);
  });
});

describe("places", () => {
  it("go to the lowest rank first, then to the first come", async () => {
    const slots = createSlots(1);
    const leave = await slots.enter(1);
    const order: string[] = [];
    const waiting = [
      ["a", 2],
      ["b", 1],
      ["c", 0],
      ["d", 1],
    ] as const;
    const all = waiting.map(async ([name, rank]) => {
      const next = await slots.enter(rank);
      order.push(name);
      next();
    });
    leave();
    await Promise.all(all);
    expect(order).toEqual(["c", "b", "d", "a"]);
  });
});

describe("a client", () => {
  const guard = async () => {};

  it("has its writes spaced, across clients of one installation", async () => {
    const { github, clock, sent } = stage(() => json({}, { status: 201 }));
    await clock.busy(async () => {
      await github.writing(ADDRESS, "board", { guard }).write(LABELS, { name: "a" });
      await github.writing({ ...ADDRESS, repository: 78 }, "check", { guard }).write(LABELS, { name: "b" });
      await github.reading(ADDRESS).read(ISSUE, { issue_number: 1 });
    });
    expect(sent.map(({ at }) => at - START)).toEqual([0, 1_000, 1_000]);
  });

  it.each([
    ["retry-after", { "retry-after": "120" }, START + 120_000],
    ["nothing but words", {}, START + 60_000],
  ])(
    "that hits a limit told by %s throws until when, and sends nothing meanwhile",
    async (_case, headers, until) => {
      const message = "You have exceeded a secondary rate limit. Please wait.";
      const { github, clock, sent } = stage(() => json({ message }, { status: 403, headers }));
      const board = github.writing(ADDRESS, "board", { guard });
      const first = await clock.busy(() => failure(board.write(LABELS, { name: "a" })));
      expect(faultOf(first)).toMatchObject({ kind: "limited", status: 403, until });
      expect(faultOf(first)?.ambiguous).toBeUndefined();
      const second = await clock.busy(() =>
        failure(github.reading(ADDRESS).read(ISSUE, { issue_number: 1 })),
      );
      expect(faultOf(second)).toMatchObject({ kind: "limited", until });
      expect(sent).toHaveLength(1);
    },
  );
});
