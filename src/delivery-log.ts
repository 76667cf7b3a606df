import { z } from "zod";
import { INSTALLATION_EVENTS } from "./app/installation-events.ts";
import { PERSON_EVENTS } from "./app/person-events.ts";
import { DOOR, type DoorRow } from "./app.ts";
import type { Chore, ChoreRun } from "./chore.ts";
import type { Clock } from "./clock.ts";
import { faultOf } from "./github/fault.ts";
import type { GitHub } from "./github/github.ts";
import type { LoggedDelivery } from "./github/webhook-log.ts";
import type { Log } from "./log.ts";
import type { Fault } from "./release/fact.ts";
import { DAY, HOUR, type Instant, MINUTE, SECOND } from "./release/instant.ts";
import type { Queue } from "./store/store.ts";

export type DeliveryLogParts = {
  readonly clock: Clock;
  readonly log: Log;
  readonly github: Pick<GitHub, "webhookLog">;
  readonly queue: Pick<Queue, "nudgeRepository">;
};

/** GitHub keeps its log for three days, and sends nothing older again (docs: "Redelivering webhooks"). */
const WINDOW = 3 * DAY;

/**
 * A delivery so young may still be under way, and what was sent again a moment ago is not in the log yet: it is
 * judged in a later run.
 */
const SETTLES = MINUTE;

/** A run reads so many pages of a hundred, and has deliveries sent again for so long; writes are a second apart. */
const MOST_PAGES = 300;
const LONGEST = 4 * MINUTE;

/** Longer than the reading of so many pages and the sending take together. */
const LEASE = 15 * MINUTE;

const PAUSE = 5 * MINUTE;

/** Where a run left something to be done. */
const SOON = MINUTE + SECOND;

/** Where GitHub refuses the log, it will not think better of it in minutes. */
const REFUSED = HOUR;

/** Events that only look at what is under way. */
const PROGRESS = eventsThatWake("unfinished");

/** Events that also wake what nobody knows yet, or what is finished: they themselves have to come. */
const WAKING: ReadonlySet<string> = new Set([
  ...eventsThatWake("always"),
  ...INSTALLATION_EVENTS,
  ...PERSON_EVENTS,
]);

function eventsThatWake(wakes: DoorRow["wakes"]): ReadonlySet<string> {
  return new Set(Object.entries(DOOR).flatMap(([event, row]) => (row.wakes === wakes ? [event] : [])));
}

/**
 * The log of GitHub's deliveries as a chore: what did not reach the app is sent again, once. Whether it was is
 * told by the log itself, so a run that died half-way, another replica or a lost store repeats nothing.
 */
export function deliveryLogChore(parts: DeliveryLogParts): Chore {
  return {
    name: "delivery log",
    pauseMs: PAUSE,
    leaseMs: LEASE,
    run: (note, { signal }) => repairDeliveries(parts, settledIn(note), signal),
  };
}

/** Everything delivered before this moment, by GitHub's clock, needs no more looking at. */
const Note = z.object({ settled: z.int().nonnegative() });

/** A note that is absent or damaged: nothing is settled. */
function settledIn(note: string | undefined): Instant {
  try {
    return Note.parse(JSON.parse(note ?? "")).settled;
  } catch {
    return 0;
  }
}

function noteOf(settled: Instant): string {
  return JSON.stringify({ settled });
}

async function repairDeliveries(
  parts: DeliveryLogParts,
  settled: Instant,
  signal: AbortSignal,
): Promise<ChoreRun> {
  try {
    const { failed, upTo } = await failedSince(parts, settled, signal);
    await nudge(parts, failed);
    return await redeliver(parts, { due: failed.filter(({ event }) => WAKING.has(event)), upTo }, signal);
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined) {
      throw error;
    }
    parts.log.warn(
      { fault: fault.kind, detail: fault.detail },
      "GitHub's log of webhook deliveries could not be read; what did not reach the app is left to the sweep until it can be",
    );
    return { note: noteOf(settled), pauseMs: patience(fault, parts.clock.now()), inVain: true };
  }
}

function patience(fault: Fault, now: Instant): number {
  if (fault.until !== undefined) {
    return Math.max(SOON, fault.until - now);
  }
  return fault.kind === "forbidden" || fault.kind === "refused" ? REFUSED : PAUSE;
}

type Read = { readonly failed: readonly LoggedDelivery[]; readonly upTo: Instant };

/**
 * The deliveries of events that the app subscribes to which never reached it and have not been sent again, one for
 * each event, oldest first. Read from the newest backwards: whatever repaired a delivery is newer than it.
 */
async function failedSince(
  { github, log }: DeliveryLogParts,
  settled: Instant,
  signal: AbortSignal,
): Promise<Read> {
  let page = await github.webhookLog.page();
  const upTo = page.at - SETTLES;
  const since = Math.max(settled, page.at - WINDOW);
  const read = [...page.deliveries];
  for (let pages = 1; page.next !== undefined && !signal.aborted; pages += 1) {
    const oldest = read.at(-1)?.at ?? 0;
    if (oldest < since) {
      break;
    }
    if (pages === MOST_PAGES) {
      log.warn(
        { before: new Date(oldest).toISOString() },
        "GitHub's log of webhook deliveries is too long to be read to its end; what is older is left to the sweep",
      );
      break;
    }
    page = await github.webhookLog.page(page.next);
    read.push(...page.deliveries);
  }
  return { failed: unrepaired(read.filter(({ at }) => at >= since)).filter(({ at }) => at < upTo), upTo };
}

function unrepaired(newestFirst: readonly LoggedDelivery[]): readonly LoggedDelivery[] {
  const ours = newestFirst.filter(({ event }) => PROGRESS.has(event) || WAKING.has(event));
  const repaired = new Set(ours.filter((one) => one.succeeded || one.again).map(({ guid }) => guid));
  const failed = new Map(ours.map((one) => [one.guid, one]));
  return [...failed.values()].filter(({ guid }) => !repaired.has(guid)).toSorted((a, b) => a.at - b.at);
}

/** For progress the releases under way in its repository are looked at: that needs no second delivery. */
async function nudge({ queue }: DeliveryLogParts, failed: readonly LoggedDelivery[]): Promise<void> {
  const progress = failed.filter(({ event }) => PROGRESS.has(event));
  const repositories = new Set(progress.flatMap(({ repository }) => repository ?? []));
  for (const repository of repositories) {
    await queue.nudgeRepository(repository, "delivery log");
  }
}

type Due = { readonly due: readonly LoggedDelivery[]; readonly upTo: Instant };

async function redeliver(
  parts: DeliveryLogParts,
  { due, upTo }: Due,
  signal: AbortSignal,
): Promise<ChoreRun> {
  const { clock } = parts;
  const latest = clock.now() + LONGEST;
  let settled = upTo;
  for (const one of due) {
    if (signal.aborted || clock.now() > latest) {
      return { note: noteOf(Math.min(settled, one.at)), pauseMs: SOON };
    }
    const fault = await sendAgain(parts, one);
    if (fault === undefined) {
      continue;
    }
    // One that can't be sent now stands in no other's way, unless GitHub sends none at all.
    settled = Math.min(settled, one.at);
    if (fault.kind === "limited" || fault.kind === "forbidden") {
      return { note: noteOf(settled), pauseMs: patience(fault, clock.now()) };
    }
  }
  return settled < upTo ? { note: noteOf(settled), pauseMs: SOON } : { note: noteOf(upTo) };
}

/** Gives why it is to be tried again. */
async function sendAgain({ github, log }: DeliveryLogParts, one: LoggedDelivery): Promise<Fault | undefined> {
  const delivery = { delivery: one.guid, event: one.event, repository: one.repository };
  try {
    await github.webhookLog.redeliver(one.id);
    log.info(delivery, "a webhook that did not reach the app is sent again");
    return undefined;
  } catch (error) {
    const fault = faultOf(error);
    if (fault === undefined) {
      throw error;
    }
    const said = { ...delivery, fault: fault.kind, detail: fault.detail };
    if (fault.kind === "refused") {
      log.warn(said, "GitHub does not send a webhook again that did not reach the app; the sweep covers it");
      return undefined;
    }
    log.warn(said, "a webhook that did not reach the app was not sent again; it is tried again");
    return fault;
  }
}
