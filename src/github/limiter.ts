import type { Clock } from "../clock.ts";
import { type Instant, SECOND } from "../release/instant.ts";
import type { Watch } from "../watch/watch.ts";
import {
  type Budget,
  booked,
  isNews,
  LIMITS,
  type Limit,
  learned,
  type Need,
  type Start,
  startOf,
  type Urgency,
  untouched,
  WRITE_SPACING,
} from "./budget.ts";
import { GitHubFault } from "./fault.ts";
import type { Heard } from "./heard.ts";
import type { Sleeper } from "./sleeper.ts";
import { createSlots, type Slots } from "./slots.ts";
import type { Log } from "./transport.ts";

/** Waits up to this long are slept; longer ones are a fault, and the queue tries again when it is over. */
const PATIENCE = 5 * SECOND;

/** GitHub docs, "Rate limits for the REST API": no more than 100 concurrent requests. */
const MOST_CONCURRENT = 100;

/** Whose limits they are: GitHub counts by installation, and by person where a person's token is used. */
export type Whose = `installation ${number}` | `person ${number}`;

/** A request that wants to be sent; `what` is what the log calls it. */
export type Wanted = Need & { readonly what: string };

/** Keeps the requests of one installation, or in the name of one person, within GitHub's limits. */
export type Limiter = {
  /**
   * Sends when the limits allow: at once, or after up to 5 s slept on the clock. Rejects with a "limited" fault,
   * with nothing sent, when it would take longer. What was waited is in the log, in milliseconds.
   */
  run<T>(wanted: Wanted, sleep: Sleeper, send: () => Promise<T>): Promise<T>;
  /** Waits up to 5 s until such a request could be sent at once, and sends nothing: whoever asks first is first. */
  ready(wanted: Wanted, sleep: Sleeper): Promise<void>;
  /** Learns from an answer; gives until when GitHub wants to be left alone if it refused because of a limit. */
  hear(heard: Heard): Promise<Instant | undefined>;
};

/** Where the budgets are kept. A change is atomic, also between replicas that share them. */
export type Budgets = {
  change<T>(whose: Whose, change: (budget: Budget) => readonly [Budget, T]): Promise<T>;
};

/** Values that the replicas have in common, as the store keeps them: one change of a key at a time. */
export type Shared = {
  change<V, T>(key: string, change: (value: V | undefined) => readonly [V, T]): Promise<T>;
};

/** Budgets in common, so that all replicas together keep to what GitHub allows. */
export function createBudgets(shared: Shared): Budgets {
  return {
    change: (whose, change) =>
      shared.change(`budget of ${whose}`, (budget: Budget | undefined) => change(budget ?? untouched)),
  };
}

export type LimiterSettings = {
  readonly whose: Whose;
  readonly budgets: Budgets;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: Log;
  readonly watch: Watch;
};

export function createLimiter({ whose, budgets, clock, random, log, watch }: LimiterSettings): Limiter {
  const waiting = new Set<Need>();
  /** As it was when this process booked last. */
  let known: Budget = untouched;
  const slots = createSlots(MOST_CONCURRENT);
  const told = (text: string, { what }: Wanted, { limit, ms }: Waited) =>
    log.debug({ request: what, whose, because: LIMITS[limit], ms }, text);
  const waited = (wanted: Wanted, limit: Limit, ms: number) => {
    watch.happened("waited", { limit, ms });
    told("waited for GitHub's limits", wanted, { limit, ms });
  };
  return {
    async run(wanted, sleep, send) {
      const ticket = { ...wanted };
      waiting.add(ticket);
      try {
        await admit(ticket, sleep);
      } finally {
        waiting.delete(ticket);
      }
      // The slot is taken after the sleep: whoever waits for a slot waits for answers, never for the clock.
      return await withSlot(slots, ticket.urgency, send);
    },
    async ready(wanted, sleep) {
      await waitOut(wanted, sleep, startOfNext);
    },
    // To write down each answer would cost replicas as much as to book each request.
    hear: async (heard) => (isNews(known, heard, clock.now()) ? learn(heard) : undefined),
  };

  function learn(heard: Heard): Promise<Instant | undefined> {
    return budgets.change(whose, (budget) => {
      const after = learned(budget, heard, { now: clock.now(), random });
      const quota = heard.quota && after.budget.quotas[heard.quota.resource];
      if (heard.quota && quota) watch.happened("quota", { whose, resource: heard.quota.resource, ...quota });
      known = after.budget;
      return [after.budget, after.until];
    });
  }

  async function admit(wanted: Wanted, sleep: Sleeper): Promise<void> {
    const late = await waitOut(wanted, sleep, startNow);
    if (late === undefined) return;
    watch.happened("put-off", { limit: late.because });
    told("put off for GitHub's limits", wanted, { limit: late.because, ms: late.at - clock.now() });
    throw tooLong(late.at, LIMITS[late.because]);
  }

  /** Sleeps until no limit is in the way any more; gives the start that is too far ahead to be waited for. */
  async function waitOut(
    wanted: Wanted,
    sleep: Sleeper,
    ask: (need: Need) => Promise<Start | undefined>,
  ): Promise<Start | undefined> {
    const latest = clock.now() + PATIENCE;
    let wait: Wait | undefined;
    for (let start = await ask(wanted); start !== undefined; start = await ask(wanted)) {
      if (start.at > latest) return start;
      wait = { since: wait?.since ?? clock.now(), limit: start.because };
      await sleep(start.at);
    }
    if (wait !== undefined) waited(wanted, wait.limit, clock.now() - wait.since);
    return undefined;
  }

  /** When the request could be sent, as below. Nothing is booked. */
  function startOfNext(need: Need): Promise<Start | undefined> {
    return budgets.change(whose, (budget) => [budget, laterStart(budget, need, clock.now())]);
  }

  /** When to ask again, and because of what; undefined: now it may be sent. */
  function laterStart(budget: Budget, need: Need, now: Instant): Start | undefined {
    const { at: free, because } = startOf(budget, need, now);
    const at = free + WRITE_SPACING * writesAhead(need, waiting);
    return at > now ? { at, because: free > now ? because : "spacing" } : undefined;
  }

  /** Books the request; or gives when to ask again, and because of what, with nothing booked. */
  function startNow(need: Need): Promise<Start | undefined> {
    return budgets.change(whose, (budget) => {
      // Again, where the change is made again because another replica was first.
      waiting.add(need);
      known = budget;
      const now = clock.now();
      const later = laterStart(budget, need, now);
      if (later !== undefined) return [budget, later];
      // At once, so that whoever asks next does not count this one twice.
      waiting.delete(need);
      return [booked(budget, need, now), undefined];
    });
  }
}

/** For which limit, and how long, in milliseconds. */
type Waited = { readonly limit: Limit; readonly ms: number };

/** Since when a request waits, and for what. */
type Wait = { readonly since: Instant; readonly limit: Limit };

/** How many waiting writes go before this one: the more urgent, and of the same urgency those that came first. */
function writesAhead(need: Need, waiting: ReadonlySet<Need>): number {
  if (need.kind !== "write") return 0;
  let ahead = 0;
  let earlier = true;
  for (const other of waiting) {
    if (other === need) earlier = false;
    else if (other.kind === "write" && goesFirst(other.urgency, need.urgency, earlier)) ahead += 1;
  }
  return ahead;
}

const RANK: Readonly<Record<Urgency, number>> = { command: 0, progress: 1, background: 2 };

function goesFirst(other: Urgency, own: Urgency, earlier: boolean): boolean {
  return RANK[other] < RANK[own] || (earlier && other === own);
}

async function withSlot<T>(slots: Slots, urgency: Urgency, send: () => Promise<T>): Promise<T> {
  const leave = await slots.enter(RANK[urgency]);
  try {
    return await send();
  } finally {
    leave();
  }
}

function tooLong(until: Instant, because: string): GitHubFault {
  const detail = `nothing sent before ${new Date(until).toISOString()}, to stay within ${because}`;
  return new GitHubFault({ kind: "limited", detail, until });
}
