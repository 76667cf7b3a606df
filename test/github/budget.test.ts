import { describe, expect, it } from "vitest";
import {
  type Budget,
  booked,
  isNews,
  learned,
  type Need,
  startOf,
  type Urgency,
  untouched,
} from "../../src/github/budget.ts";
import { heard } from "../../src/github/heard.ts";

const NOW = Date.parse("2026-11-02T12:00:00Z");
const need = (kind: Need["kind"], urgency: Urgency = "command", creates = false): Need => ({
  kind,
  urgency,
  creates,
});

/** How many such requests in a row start at once, spacing aside. */
function runOf(ask: Need): number {
  let budget = untouched;
  let count = 0;
  while (startOf({ ...budget, writeAt: 0 }, ask, NOW).at === NOW && count < 5_000) {
    budget = booked(budget, ask, NOW);
    count += 1;
  }
  return count;
}

describe("secondary limits", () => {
  it.each([
    ["read", false, 900],
    ["write", false, 180],
    ["query", false, 2_000],
    ["write", true, 80],
  ] as const)("let pass in a minute of %s (creating: %s): %i", (kind, creates, most) => {
    expect(runOf(need(kind, "command", creates))).toBe(most);
  });

  it("keep the last tenth for people's commands, and more from background reading", () => {
    expect(runOf(need("read", "progress"))).toBe(810);
    expect(runOf(need("read", "background"))).toBe(630);
  });

  it("free a point when the minute since its use is over", () => {
    let budget = booked(untouched, need("read"), NOW - 59_000);
    for (let i = 1; i < 900; i += 1) budget = booked(budget, need("read"), NOW - 1_000);
    expect(startOf(budget, need("read"), NOW)).toEqual({
      at: NOW + 1_000,
      because: "rest_points",
    });
    expect(startOf(budget, need("write"), NOW).at).toBe(NOW + 59_000);
  });

  it("let pass 500 creations an hour", () => {
    let budget = untouched;
    const create = need("write", "command", true);
    for (let minute = 0; minute < 50; minute += 1) {
      for (let i = 0; i < 10; i += 1) budget = booked(budget, create, NOW + minute * 60_000);
    }
    const start = startOf(budget, create, NOW + 50 * 60_000);
    expect(start).toEqual({ at: NOW + 3_600_000, because: "creations_per_hour" });
    expect(startOf(budget, need("write"), NOW + 50 * 60_000).at).toBe(NOW + 50 * 60_000);
  });

  it("stay small to keep, however busy a minute was", () => {
    let budget = untouched;
    for (let i = 0; i < 900; i += 1) budget = booked(budget, need("read"), NOW + i * 60);
    expect(budget.rest.length).toBeLessThanOrEqual(61);
  });
});

describe("writes", () => {
  it("are a second apart; reads between them are not", () => {
    const budget = booked(untouched, need("write"), NOW);
    expect(startOf(budget, need("write"), NOW)).toEqual({
      at: NOW + 1_000,
      because: "spacing",
    });
    expect(startOf(budget, need("read"), NOW).at).toBe(NOW);
    expect(startOf(budget, need("query"), NOW).at).toBe(NOW);
  });
});

const quotaHeaders = (remaining: number, { resource = "core", inSeconds = 600, limit = 5_000 } = {}) => ({
  date: new Date(NOW).toUTCString(),
  "x-ratelimit-limit": String(limit),
  "x-ratelimit-remaining": String(remaining),
  "x-ratelimit-reset": String(NOW / 1_000 + inSeconds),
  "x-ratelimit-resource": resource,
});
const learn = (budget: Budget, status: number, headers: Record<string, string>, now = NOW, said = "") =>
  learned(budget, heard(status, headers, said), { now, random: () => 0 });

describe("the primary limit", () => {
  it.each([
    ["command", 1, 0],
    ["progress", 501, 500],
    ["background", 1_501, 1_500],
  ] as const)("lets a %s pass with %i left, and not with %i", (urgency, enough, tooFew) => {
    const withLeft = (left: number) => learn(untouched, 200, quotaHeaders(left)).budget;
    expect(startOf(withLeft(enough), need("read", urgency), NOW).at).toBe(NOW);
    expect(startOf(withLeft(tooFew), need("read", urgency), NOW)).toEqual({
      at: NOW + 600_000,
      because: "primary",
    });
  });

  it("is one for REST and one for GraphQL", () => {
    const { budget } = learn(untouched, 200, quotaHeaders(0, { resource: "graphql" }));
    expect(startOf(budget, need("query"), NOW).at).toBe(NOW + 600_000);
    expect(startOf(budget, need("read"), NOW).at).toBe(NOW);
  });

  it("is counted from GitHub's time, whatever our clock says", () => {
    const fast = NOW + 3_600_000;
    const { budget } = learn(untouched, 200, quotaHeaders(0), fast);
    expect(startOf(budget, need("read"), fast).at).toBe(fast + 600_000);
  });

  it("believes the lowest of answers that overtook one another, until it is reset", () => {
    let { budget } = learn(untouched, 200, quotaHeaders(10));
    budget = learn(budget, 200, quotaHeaders(12)).budget;
    expect(budget.quotas["core"]?.remaining).toBe(10);
    budget = learn(budget, 200, quotaHeaders(4_999, { inSeconds: 4_200 })).budget;
    expect(budget.quotas["core"]?.remaining).toBe(4_999);
  });

  it("used up says when it is reset, and is no strike", () => {
    const after = learn(untouched, 403, quotaHeaders(0), NOW, "API rate limit exceeded");
    expect(after.until).toBe(NOW + 600_000);
    expect(after.budget.strikes).toBe(0);
  });
});

describe("GitHub's wish to be left alone", () => {
  it.each([
    ["429", 429, {}, ""],
    ["403 with a secondary limit in words", 403, {}, "You have exceeded a secondary rate limit"],
    ["a GraphQL answer of 200 that says so", 200, {}, "You have exceeded a secondary rate limit"],
  ])("is heard in %s: a minute, then longer each time", (_case, status, headers, said) => {
    let budget = untouched;
    let now = NOW;
    const pauses: number[] = [];
    for (let i = 0; i < 8; i += 1) {
      const after = learn(budget, status, headers, now, said);
      const until = after.until ?? Number.NaN;
      pauses.push((until - now) / 60_000);
      ({ budget } = after);
      now = until;
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    expect(startOf(budget, need("query"), now - 1)).toEqual({
      at: now,
      because: "secondary",
    });
  });

  it("is as long as retry-after says", () => {
    const { budget, until } = learn(untouched, 403, { "retry-after": "17" });
    expect(until).toBe(NOW + 17_000);
    expect(startOf(budget, need("read"), NOW).at).toBe(NOW + 17_000);
  });

  it("has jitter", () => {
    const { until } = learned(untouched, heard(429, {}, ""), { now: NOW, random: () => 0.8 });
    expect(until).toBe(NOW + 72_000);
  });

  it("is one strike for requests that were under way together, and forgotten after a success", () => {
    let { budget } = learn(untouched, 429, {});
    ({ budget } = learn(budget, 429, {}, NOW + 10));
    expect(budget.strikes).toBe(1);
    ({ budget } = learn(budget, 200, {}, NOW + 20));
    expect(budget.strikes).toBe(1);
    ({ budget } = learn(budget, 200, {}, NOW + 90_000));
    expect(budget.strikes).toBe(0);
  });

  it("is not read into a 403 for want of permission", () => {
    expect(
      learn(untouched, 403, quotaHeaders(4_000), NOW, "Resource not accessible by integration").until,
    ).toBe(undefined);
  });
});

describe("an answer is news to a budget", () => {
  const RESET = NOW + 30 * 60_000;
  const answer = (remaining: number, reset = RESET, status = 200) =>
    heard(
      status,
      {
        "x-ratelimit-limit": "5000",
        "x-ratelimit-remaining": String(remaining),
        "x-ratelimit-reset": String(reset / 1000),
        "x-ratelimit-resource": "core",
        ...(status === 200 ? {} : { "retry-after": "60" }),
      },
      "",
    );
  const at = (remaining: number) =>
    learned(untouched, answer(remaining), { now: NOW, random: () => 0 }).budget;

  it.each<[string, Budget, ReturnType<typeof answer>, boolean]>([
    ["where it is the first", untouched, answer(4_000), true],
    ["not where one more request was made", at(4_000), answer(3_999), false],
    ["not while less than a hundredth more is gone", at(4_000), answer(3_951), false],
    ["where a hundredth more is gone", at(4_000), answer(3_950), true],
    ["not where an older one comes late", at(4_000), answer(4_003), false],
    ["each time once the last tenth has begun", at(501), answer(500), true],
    ["where another hour has begun", at(4_000), answer(4_999, RESET + 60 * 60_000), true],
    ["where a limit is hit", at(4_000), answer(3_999, RESET, 403), true],
    ["after one was hit", { ...at(4_000), strikes: 1 }, answer(3_999), true],
    ["not where it tells of no rate", at(4_000), heard(200, {}, ""), false],
  ])("%s", (_, budget, told, is) => {
    expect(isNews(budget, told, NOW)).toBe(is);
  });
});
