import type { Clock } from "../clock.ts";
import { type Instant, SECOND } from "../release/instant.ts";
import {
  type Budget,
  booked,
  learned,
  type Need,
  startOf,
  type Urgency,
  untouched,
  WRITE_SPACING,
} from "./budget.ts";

import { GitHubFault } from "./fault.ts";
import type { Heard } from "./heard.ts";
import type { Sleeper } from "./sleeper.ts";
import { createSlots, type Slots } from "./slots.ts";

/** Waits up to this long are slept; longer ones are a fault, and the queue tries again when it is over. */
const PATIENCE = 5 * SECOND;

/** GitHub docs, "Rate limits for the REST API": no more than 100 concurrent requests. */
const MOST_CONCURRENT = 100;

/** Whose limits they are: GitHub counts by installation, and by person where a person's token is used. */
export type Whose = `installation ${number}` | `person ${number}`;

/** Keeps the requests of one installation, or in the name of one person, within GitHub's limits. */
export type Limiter = {
  /**
   * Sends when the limits allow: at once, or after up to 5 s slept on the clock. Rejects with a "limited" fault,
   * with nothing sent, when it would take longer.
   */
  run<T>(need: Need, sleep: Sleeper, send: () => Promise<T>): Promise<T>;
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
};

export function createLimiter({ whose, budgets, clock, random }: LimiterSettings): Limiter {
  const waiting = new Set<Need>();
  const slots = createSlots(MOST_CONCURRENT);
  return {
    async run(need, sleep, send) {
      const ticket = { ...need };
      waiting.add(ticket);
      try {
        await admit(ticket, sleep);
      } finally {
        waiting.delete(ticket);
      }
      // The slot is taken after the sleep: whoever waits for a slot waits for answers, never for the clock.
      return await withSlot(slots, need.urgency, send);
    },
    hear: (heard) =>
      budgets.change(whose, (budget) => {
        const after = learned(budget, heard, { now: clock.now(), random });
        return [after.budget, after.until];
      }),
  };

  async function admit(need: Need, sleep: Sleeper): Promise<void> {
    const latest = clock.now() + PATIENCE;
    for (;;) {
      const start = await budgets.change(whose, (budget) => {
        // Again, where the change is made again because another replica was first.
        waiting.add(need);
        const now = clock.now();
        const { at: free, because } = startOf(budget, need, now);
        const at = free + WRITE_SPACING * writesAhead(need);
        if (at > now) return [budget, { at, because }];
        // At once, so that whoever asks next does not count this one twice, as sent and as waiting.
        waiting.delete(need);
        return [booked(budget, need, now), undefined];
      });
      if (start === undefined) return;
      if (start.at > latest) throw tooLong(start.at, start.because);
      await sleep(start.at);
    }
  }

  /** How many waiting writes go before this one: the more urgent, and of the same urgency those that came first. */
  function writesAhead(need: Need): number {
    if (need.kind !== "write") return 0;
    let ahead = 0;
    let earlier = true;
    for (const other of waiting) {
      if (other === need) earlier = false;
      else if (other.kind === "write" && goesFirst(other.urgency, need.urgency, earlier)) ahead += 1;
    }
    return ahead;
  }
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
