import { setTimeout as sleep } from "node:timers/promises";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { type Answered, createFinder } from "./answers.ts";
import { sentAgain } from "./floor.ts";
import { comment, finishOneJob, isPending, type Place } from "./town.ts";

/** An approval that was said. */
type Said = { readonly place: Place; readonly comment: number };

/** What was measured of approvals. */
export type Measured = {
  readonly answered: readonly Answered[];
  /** Those whose comment had no answer in time. */
  readonly unanswered: readonly Place[];
  /** The requests of such an approval one after the other, without an app, in milliseconds. */
  readonly floor: readonly number[];
};

// In milliseconds.
const GLANCE = 5;
/** Nobody waits longer for an answer: GitHub's limits of a minute alone may take one. */
const PATIENCE = 90_000;
const LONGEST_ALONE = 40_000;
const APPROVED_EVERY = 500;
const MOVED_EVERY = 300;
const FLOOR_EVERY = 5_000;
const FLOORS_ALONE = 10;

/** Every so many-th move is a comment, the others are jobs that end. */
const COMMENT_EACH = 4;

/**
 * One after the other, each in another installation than the one before. What else GitHub has to tell, as that a job
 * has published, it tells later.
 */
export async function approveAlone(sandbox: Sandbox, places: readonly Place[]): Promise<Measured> {
  const until = Date.now() + LONGEST_ALONE;
  const later = ({ event }: { readonly event: string }) =>
    event === "issue_comment" ? undefined : { copies: 1, delaySeconds: [(until - Date.now()) / 1000 + 5] };
  sandbox.deliveries.policy(later);
  const said: Said[] = [];
  for (const place of places) {
    if (Date.now() > until) break;
    said.push(approve(place));
    await isOver(() => !isPending(place));
  }
  sandbox.deliveries.policy(null);
  const measured = measuredOf(sandbox, said);
  const floor: number[] = [];
  for (const { exchanges } of measured.answered.slice(-FLOORS_ALONE)) floor.push(await sentAgain(exchanges));
  return { ...measured, floor };
}

/** At a steady pace, whether or not the last one is answered, while jobs end and people talk on all the other boards. */
export async function approveAmongOthers(
  sandbox: Sandbox,
  {
    places,
    others,
    sample,
  }: {
    readonly places: readonly Place[];
    readonly others: readonly Place[];
    readonly sample: Answered | undefined;
  },
): Promise<Measured> {
  const over = new AbortController();
  const floor: number[] = [];
  const moving = move(others, over.signal);
  const replaying = every(FLOOR_EVERY, over.signal, async () => {
    if (sample !== undefined) floor.push(await sentAgain(sample.exchanges));
  });
  const said: Said[] = [];
  for (const place of places) {
    said.push(approve(place));
    await sleep(APPROVED_EVERY);
  }
  await isOver(() => !places.some(isPending));
  over.abort();
  await Promise.all([moving, replaying]);
  return { ...measuredOf(sandbox, said), floor };
}

function approve(place: Place): Said {
  return { place, comment: comment(place, "maintainer", "/approve pypi") };
}

/** The others get on: jobs end, and now and then somebody says something. */
function move(others: readonly Place[], over: AbortSignal): Promise<void> {
  let turn = 0;
  return every(MOVED_EVERY, over, async () => {
    turn += 1;
    // Another installation each time, and all of them in the end: 37 has no divisor in common with how many there are.
    const place = others[(turn * 37) % others.length];
    if (place === undefined) return;
    if (turn % COMMENT_EACH === 0)
      comment(place, "triager", turn % 3 === 0 ? "/tested linux ok" : "Looks good here.");
    else finishOneJob(place);
  });
}

async function every(pause: number, over: AbortSignal, task: () => Promise<void>): Promise<void> {
  while (!over.aborted) {
    await task();
    await sleep(pause, undefined, { signal: over }).catch(() => undefined);
  }
}

async function isOver(is: () => boolean): Promise<void> {
  const until = Date.now() + PATIENCE;
  while (!is() && Date.now() < until) await sleep(GLANCE);
}

function measuredOf(sandbox: Sandbox, said: readonly Said[]): Omit<Measured, "floor"> {
  const find = createFinder(sandbox.exchanges);
  const sent = new Map(
    sandbox.deliveries
      .all()
      .map(({ event, payload, attempts }) => [
        event === "issue_comment" ? commentIn(payload) : undefined,
        attempts[0]?.at,
      ]),
  );
  const found = said.map(({ place, comment: id }) => {
    const sentAt = sent.get(id);
    return { place, answered: sentAt === undefined ? undefined : find({ place, sentAt }) };
  });
  return {
    answered: found.flatMap(({ answered }) => answered ?? []),
    unanswered: found.flatMap(({ place, answered }) => (answered === undefined ? place : [])),
  };
}

function commentIn(payload: Readonly<Record<string, unknown>>): unknown {
  return (payload["comment"] as { readonly id?: unknown } | undefined)?.id;
}
