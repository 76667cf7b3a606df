import { HOUR, type Instant, MINUTE, SECOND } from "../release/instant.ts";
import type { Heard } from "./heard.ts";

/** People's commands go first, background reading last. */
export type Urgency = "command" | "progress" | "background";

/** A request, as far as limits are concerned. */
export type Need = {
  readonly kind: "read" | "query" | "write";
  /** Creates content that notifies people, which GitHub limits further. */
  readonly creates: boolean;
  readonly urgency: Urgency;
};

/** What one installation has used of GitHub's limits, by our clock. Plain data, so that replicas can share it. */
export type Budget = {
  /** No write before. */
  readonly writeAt: Instant;
  /** Points, and contents created, oldest first. */
  readonly rest: Uses;
  readonly graphql: Uses;
  readonly creations: Uses;
  /** The primary limit per resource, as GitHub last told it. */
  readonly quotas: Readonly<Record<string, Quota>>;
  /** The secondary limit: nothing at all before, and how often in a row it was hit. */
  readonly blockedUntil: Instant;
  readonly strikes: number;
};

type Uses = readonly { readonly at: Instant; readonly amount: number }[];
type Quota = { readonly limit: number; readonly remaining: number; readonly resetAt: Instant };
type Cap = { readonly span: number; readonly amount: number; readonly limit: Limit };

/** What a request may have to wait for, in words. */
export const LIMITS = {
  nothing: "nothing",
  spacing: "the spacing of writes",
  primary: "GitHub's primary rate limit",
  secondary: "GitHub's secondary rate limit",
  rest_points: "GitHub's limit of 900 a minute",
  graphql_points: "GitHub's limit of 2000 a minute",
  creations_per_minute: "GitHub's limit of 80 a minute",
  creations_per_hour: "GitHub's limit of 500 an hour",
} as const;
export type Limit = keyof typeof LIMITS;

/** When a request may start, and what it waits for if that is not now. */
export type Start = { readonly at: Instant; readonly because: Limit };

export const untouched: Budget = {
  writeAt: 0,
  rest: [],
  graphql: [],
  creations: [],
  quotas: {},
  blockedUntil: 0,
  strikes: 0,
};

// GitHub docs, "Rate limits for the REST API" and "Rate limits and query limits for the GraphQL API":
// secondary limits per minute in points (a read costs 1, a write 5), and content creation.
const REST_POINTS: Cap = { span: MINUTE, amount: 900, limit: "rest_points" };
const GRAPHQL_POINTS: Cap = { span: MINUTE, amount: 2_000, limit: "graphql_points" };
const CREATIONS_PER_MINUTE: Cap = { span: MINUTE, amount: 80, limit: "creations_per_minute" };
const CREATIONS_PER_HOUR: Cap = { span: HOUR, amount: 500, limit: "creations_per_hour" };
const POINTS = { read: 1, query: 1, write: 5 } as const;

/** GitHub docs, "Best practices for using the REST API": at least one second between writes. */
export const WRITE_SPACING = SECOND;

/** "If no header says otherwise, wait for at least one minute", then exponentially longer (same page). */
const FIRST_BLOCK = MINUTE;
const LONGEST_BLOCK = HOUR;

/** How much of each limit a request may use up: the last tenth is kept for people's commands. */
const SHARE: Readonly<Record<Urgency, number>> = { command: 1, progress: 0.9, background: 0.7 };

/** The earliest moment, not before now, at which every limit lets the request through. */
export function startOf(budget: Budget, need: Need, now: Instant): Start {
  const share = SHARE[need.urgency];
  const starts: readonly Start[] = [
    { at: now, because: "nothing" },
    { at: budget.blockedUntil, because: "secondary" },
    quotaStart(budget.quotas[need.kind === "query" ? "graphql" : "core"], share, now),
    need.kind === "query"
      ? windowStart(budget.graphql, GRAPHQL_POINTS, { amount: POINTS.query, share, now })
      : windowStart(budget.rest, REST_POINTS, { amount: POINTS[need.kind], share, now }),
    ...(need.kind === "write" ? [{ at: budget.writeAt, because: "spacing" as const }] : []),
    ...(need.creates
      ? [
          windowStart(budget.creations, CREATIONS_PER_MINUTE, { amount: 1, share, now }),
          windowStart(budget.creations, CREATIONS_PER_HOUR, { amount: 1, share, now }),
        ]
      : []),
  ];
  return starts.reduce((latest, start) => (start.at > latest.at ? start : latest));
}

/** The budget after a request that starts now. */
export function booked(budget: Budget, need: Need, now: Instant): Budget {
  const points = POINTS[need.kind];
  return {
    ...budget,
    ...(need.kind === "query"
      ? { graphql: used(budget.graphql, points, { now, span: MINUTE }) }
      : { rest: used(budget.rest, points, { now, span: MINUTE }) }),
    ...(need.kind === "write" ? { writeAt: now + WRITE_SPACING } : {}),
    ...(need.creates ? { creations: used(budget.creations, 1, { now, span: HOUR }) } : {}),
  };
}

/** The budget after an answer, and until when GitHub wants to be left alone if it refused because of a limit. */
export function learned(
  budget: Budget,
  heard: Heard,
  { now, random }: { readonly now: Instant; readonly random: () => number },
): { readonly budget: Budget; readonly until?: Instant } {
  const known = withQuota(budget, heard, now);
  if (!heard.limited) {
    const calm = known.strikes > 0 && now >= known.blockedUntil && heard.status < 400;
    return { budget: calm ? { ...known, strikes: 0 } : known };
  }
  if (heard.retryAfter === undefined && heard.quota?.remaining === 0) {
    return { budget: known, until: resetOf(heard.quota.reset, heard, now) };
  }
  // Requests already under way when the limit was hit fail as well: they are one strike, not many.
  const strikes = now < known.blockedUntil ? known.strikes : known.strikes + 1;
  const pause =
    heard.retryAfter ?? Math.min(FIRST_BLOCK * 2 ** (strikes - 1), LONGEST_BLOCK) * (1 + random() / 4);
  const blockedUntil = Math.max(known.blockedUntil, Math.ceil(now + pause));
  return { budget: { ...known, strikes, blockedUntil }, until: blockedUntil };
}

/** What is left of the primary limit is kept to a hundredth of it, and exactly once the last tenth begins. */
const ROUGHLY = 0.01;
const EXACTLY_BELOW = 0.1;

/** Whether an answer tells what a budget has to know; most tell only that one more request has been made. */
export function isNews(budget: Budget, heard: Heard, now: Instant): boolean {
  if (heard.limited || budget.strikes > 0) return true;
  if (!heard.quota) return false;
  const { resource, limit, remaining, reset } = heard.quota;
  const before = budget.quotas[resource];
  if (before === undefined || !isSamePeriod(before, resetOf(reset, heard, now), now)) return true;
  return remaining <= limit * EXACTLY_BELOW || before.remaining - remaining >= limit * ROUGHLY;
}

function withQuota(budget: Budget, heard: Heard, now: Instant): Budget {
  if (!heard.quota) return budget;
  const { resource, limit, remaining, reset } = heard.quota;
  const before = budget.quotas[resource];
  const resetAt = resetOf(reset, heard, now);
  // Answers overtake one another: within one period only the lowest remainder is true. Stamps are whole seconds.
  const same = before !== undefined && isSamePeriod(before, resetAt, now);
  const quota = { limit, remaining: same ? Math.min(before.remaining, remaining) : remaining, resetAt };
  return { ...budget, quotas: { ...budget.quotas, [resource]: quota } };
}

function isSamePeriod(before: Quota, resetAt: Instant, now: Instant): boolean {
  return Math.abs(before.resetAt - resetAt) < 5 * SECOND && before.resetAt > now;
}

/** GitHub's moment on our clock, which need not agree with GitHub's. */
function resetOf(reset: Instant, heard: Heard, now: Instant): Instant {
  return now + Math.max(0, reset - (heard.date ?? now));
}

function quotaStart(quota: Quota | undefined, share: number, now: Instant): Start {
  const spent = quota !== undefined && quota.limit - quota.remaining >= quota.limit * share;
  return { at: spent ? quota.resetAt : now, because: "primary" };
}

function windowStart(
  uses: Uses,
  cap: Cap,
  { amount, share, now }: { readonly amount: number; readonly share: number; readonly now: Instant },
): Start {
  const current = uses.filter((use) => use.at + cap.span > now);
  let total = current.reduce((sum, use) => sum + use.amount, amount);
  let at = now;
  for (const use of current) {
    if (total <= cap.amount * share) break;
    total -= use.amount;
    at = use.at + cap.span;
  }
  return { at, because: cap.limit };
}

/** Uses within the same second are kept as one, so that a busy minute stays short. */
function used(
  uses: Uses,
  amount: number,
  { now, span }: { readonly now: Instant; readonly span: number },
): Uses {
  const current = uses.filter((use) => use.at + span > now);
  const last = current.at(-1);
  if (last === undefined || Math.floor(last.at / SECOND) !== Math.floor(now / SECOND)) {
    return [...current, { at: now, amount }];
  }
  return [...current.slice(0, -1), { at: Math.max(last.at, now), amount: last.amount + amount }];
}
