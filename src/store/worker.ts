import type { Clock } from "../clock.ts";
import type { Aside } from "../github/sleeper.ts";
import { type Instant, SECOND } from "../release/instant.ts";
import { releaseName } from "../release/release.ts";
import type { Watch } from "../watch/watch.ts";
import { plainError } from "./plain-error.ts";
import type { Lease, Outcome, Store } from "./store.ts";
import { createTurns } from "./turns.ts";

/** How long to leave a store alone that failed. */
const STORE_PAUSE = 5 * SECOND;
/** So many times `concurrency` are under way at most, those that stand aside included: each holds a lease. */
const MOST_UNDER_WAY = 8;
/** Shortest sleep when something is due that could not be taken (another replica was faster). */
const SHORTEST_PAUSE = 5;

/** Conducts one release. The signal aborts when the lease is lost: then nothing may be written any more. */
export type Conduct = (lease: Lease, signal: AbortSignal, aside: Aside) => Promise<Outcome>;

export type WorkerOptions = {
  readonly store: Store;
  readonly clock: Clock;
  /** Most releases conducted at the same time, not counting those that stand aside. */
  readonly concurrency: number;
  readonly leaseMs: number;
  readonly conduct: Conduct;
  readonly log?: { error(details: object, message: string): void };
  readonly watch?: Watch;
};

export type Worker = {
  /** Takes nothing any more; resolves when the conducts that run have ended. */
  stop(): Promise<void>;
  /** How many conducts run now. */
  active(): number;
  /** Since when the conduct runs that has run longest; undefined when none does. */
  oldest(): Instant | undefined;
  /** Rejects when it hangs: it should have looked at the queue minutes ago, and has not. */
  check(): Promise<void>;
};

/**
 * Takes releases as they become due and conducts each under a lease that is renewed while it runs. Sleeps until
 * something is due or woken; never throws: what fails is logged, and the queue's back-off repeats it.
 */
export function startWorker(options: WorkerOptions): Worker {
  const { store, clock, concurrency } = options;
  const conducts = new Map<Promise<void>, Instant>();
  const turns = createTurns(clock);
  let active = 0;
  let asleep = 0;
  let stopping = false;
  /** Ends the current sleep. Made anew before each look at the queue, so that no wake during the look is missed. */
  let nap = new AbortController();
  const look = () => {
    // With its hands full, it looks when one of them is free again.
    if (hasRoom() || stopping) nap.abort();
  };
  const hasRoom = () => active - asleep < concurrency && active < concurrency * MOST_UNDER_WAY;
  const unsubscribe = store.queue.onWake(look);

  const aside: Aside = async (sleep) => {
    asleep += 1;
    look();
    try {
      await sleep();
    } finally {
      asleep -= 1;
    }
  };

  function start(lease: Lease): void {
    active += 1;
    const conduct = clock.busy(async () => {
      await conductLease(options, lease, aside);
      active -= 1;
      conducts.delete(conduct);
      look();
    });
    conducts.set(conduct, clock.now());
  }

  /** Gives the moment to look again. */
  async function fill(): Promise<Instant> {
    while (!stopping && hasRoom()) {
      turns.looks();
      const next = (await store.queue.nextDue()) ?? Number.POSITIVE_INFINITY;
      // Most wakes are for later: nothing is tried to be taken before it is due.
      if (next > clock.now()) return next;
      const lease = await store.queue.take(options.leaseMs);
      if (lease === undefined) return clock.now() + SHORTEST_PAUSE;
      start(lease);
    }
    return Number.POSITIVE_INFINITY;
  }

  const loop = clock.busy(async () => {
    while (!stopping) {
      nap = new AbortController();
      const next = await fill().catch((error: unknown) => {
        options.log?.error({ error: plainError(error) }, "the queue can't be read; trying again");
        return clock.now() + STORE_PAUSE;
      });
      if (stopping) break;
      if (hasRoom()) turns.sleeps(next);
      else turns.isFull();
      await clock.sleepUntil(next, nap.signal);
    }
  });

  return {
    async stop() {
      stopping = true;
      unsubscribe();
      look();
      await loop;
      await Promise.all(conducts.keys());
    },
    active: () => active,
    oldest: () => (conducts.size === 0 ? undefined : Math.min(...conducts.values())),
    check: turns.check,
  };
}

/** Conducts one release and ends its lease; never rejects. */
async function conductLease(options: WorkerOptions, lease: Lease, aside: Aside): Promise<void> {
  const { store, clock, log, watch } = options;
  const release = nameOf(lease);
  const lost = new AbortController();
  const ended = new AbortController();
  const renewing = clock.busy(() => keepLease(options, lease, { lost, ended: ended.signal }));
  const outcome = await outcomeOf(options, lease, { lost: lost.signal, aside });
  ended.abort();
  await renewing;
  try {
    const kept = !lost.signal.aborted && (await store.queue.release(lease, outcome));
    if (!kept) {
      watch?.happened("lease-lost", {});
      log?.error({ release }, "the lease was lost during the conduct; whoever took it over goes on");
    }
  } catch (error) {
    // The lease runs out, and the release is taken up again.
    log?.error({ release, error: plainError(error) }, "the outcome of a conduct could not be stored");
  }
}

async function outcomeOf(
  { conduct, log }: WorkerOptions,
  lease: Lease,
  { lost, aside }: { readonly lost: AbortSignal; readonly aside: Aside },
): Promise<Outcome> {
  try {
    return await conduct(lease, lost, aside);
  } catch (error) {
    const text = plainError(error);
    if (!lost.aborted) log?.error({ release: nameOf(lease), error: text }, "a conduct failed");
    return { is: "failed", error: text };
  }
}

/** Renews the lease at each third of its time until the conduct ends; aborts the conduct when the lease is lost. */
async function keepLease(
  options: WorkerOptions,
  lease: Lease,
  { lost, ended }: { readonly lost: AbortController; readonly ended: AbortSignal },
): Promise<void> {
  const { clock, leaseMs, log } = options;
  let { until } = lease;
  let pause = leaseMs / 3;
  while (!lost.signal.aborted) {
    await clock.sleepUntil(Math.min(until, clock.now() + pause), ended);
    if (ended.aborted) return;
    try {
      const renewed = await renewedBy(options, lease, until);
      if (renewed === undefined) lost.abort();
      else until = renewed.until;
      pause = leaseMs / 3;
    } catch (error) {
      log?.error(
        { release: nameOf(lease), error: plainError(error) },
        "a lease could not be renewed; trying again",
      );
      if (clock.now() >= until) lost.abort();
      pause = leaseMs / 12;
    }
  }
}

/** The renewed lease; undefined when it was lost, also when the store hangs until it has run out. */
async function renewedBy(
  { store, clock, leaseMs }: WorkerOptions,
  lease: Lease,
  until: Instant,
): Promise<Lease | undefined> {
  const answered = new AbortController();
  // Busy of its own: the one here sleeps, and no virtual time may pass while the store works.
  const renewal = clock.busy(() => store.queue.renew(lease, leaseMs));
  const ranOut = clock.sleepUntil(until, answered.signal).then(() => undefined);
  try {
    return await Promise.race([renewal, ranOut]);
  } finally {
    answered.abort();
    await ranOut;
    // When it rejects after all, the lease is gone already.
    renewal.catch(() => undefined);
  }
}

function nameOf(lease: Lease): string {
  return releaseName(lease.address, lease.key.tag);
}
