import type { Delivery } from "../../src/sandbox/deliveries.ts";
import type { Interference, Moment } from "../../src/sandbox/faults.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { drawn } from "./chance.ts";
import type { Mode } from "./mode.ts";
import type { Restarts } from "./restarts.ts";

/** What is done to a world besides what its people do. Shares are of 1. */
const DROPPED = 0.1;
const DOUBLED = 0.1;
/** In whole seconds: so late that hardly two webhooks keep their order. */
const LONGEST_DELAY = 60;
const FAILS_BEFORE = 0.05;
const FAILS_AFTER = 0.05;
const LIMITED = 0.004;
/** Of the moments before and after each write. */
const KILLED = 0.04;
/** Indexes and channels are at times no better than GitHub. */
const SITE_FAILS = 0.1;

export type Disturbance = {
  /** How the app reaches the indexes and the channel. */
  reach(request: Request): Promise<Response>;
  /** From now on everything goes well; resolves when the app is up. */
  calm(): Promise<void>;
};

/** What can go wrong: with webhooks; with requests, before their effect or after it; with indexes and channels. */
export const TROUBLES = ["lost", "doubled", "late", "before", "after", "limited", "site"] as const;

export type Trouble = (typeof TROUBLES)[number];

export type Disturbed = {
  /** All that happens follows from it. */
  readonly name: string;
  readonly mode: Mode;
  readonly sandbox: Sandbox;
  readonly clock: VirtualClock;
  /** What kills the app, and starts it again. */
  readonly restarts: Restarts;
  readonly note: (line: string) => void;
  /** What part of the webhooks comes late, and so out of order; all of them unless given. */
  readonly late?: number;
  /** Told of everything that is done, for those who count. */
  readonly tally?: (trouble: Trouble) => void;
};

/** A world in which nothing goes wrong; where it lives by the sweep alone, no webhook is sent. */
export function undisturbed({ sandbox, mode }: Pick<Disturbed, "sandbox" | "mode">): Disturbance {
  sandbox.deliveries.policy(() => (mode === "sweep" ? NEVER : undefined));
  return { reach: (request) => sandbox.fetch(request), calm: async () => undefined };
}

const NEVER = { copies: 0, delaySeconds: [] } as const;

/**
 * Loses, doubles, delays and so reorders webhooks; lets requests fail before and after their effect; limits; and
 * kills the app between any two effects, with its database or without.
 */
export function disturb(disturbed: Disturbed): Disturbance {
  const { name, sandbox, clock, note, restarts, tally = () => undefined } = disturbed;
  const count = createCount();
  let isCalm = false;
  disturbMail(disturbed, () => isCalm);
  sandbox.faults.intercept((moment) => {
    if (isCalm) {
      return undefined;
    }
    const what = `${moment.when} ${moment.method} ${moment.path}`;
    const nth = count(what);
    if (isWrite(moment) && drawn(`${name} kill ${what} ${nth}`) < KILLED && restarts.kill(what)) {
      return "unreachable";
    }
    const interference = trouble(moment, (kind) => drawn(`${name} ${kind} ${what} ${nth}`), tally);
    if (interference !== undefined && isWrite(moment)) {
      note(`~ ${what} fails: ${interference === "unreachable" ? interference : interference.status}`);
    }
    return interference;
  });
  return {
    async reach(request) {
      const { pathname } = new URL(request.url);
      if (isCalm || pathname.startsWith("/github") || pathname.startsWith("/uploads")) {
        return sandbox.fetch(request);
      }
      const what = `${request.method} ${pathname}`;
      const fate = drawn(`${name} site ${what} ${count(what)}`);
      if (fate >= SITE_FAILS) {
        return sandbox.fetch(request);
      }
      tally("site");
      note(`~ ${what} fails ${fate < SITE_FAILS / 2 ? "before" : "after"}`);
      if (fate >= SITE_FAILS / 2) {
        await sandbox.fetch(request);
        return new Response("", { status: 502 });
      }
      throw new TypeError("fetch failed", {
        cause: Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }),
      });
    },
    async calm() {
      isCalm = true;
      while (restarts.areDown()) {
        await clock.sleepUntil(clock.now() + 1000);
      }
    },
  };
}

function disturbMail(disturbed: Disturbed, isCalm: () => boolean): void {
  const { mode, sandbox } = disturbed;
  sandbox.deliveries.policy((delivery) => {
    if (mode === "sweep") {
      return NEVER;
    }
    return isCalm() ? undefined : sent(delivery, disturbed);
  });
}

/** How often one webhook is sent, and how late. */
function sent(
  { id, event }: Delivery,
  { name, mode, note, tally = () => undefined, late = 1 }: Disturbed,
): { readonly copies: number; readonly delaySeconds: readonly number[] } {
  const fate = drawn(`${name} delivery ${id}`);
  if (mode === "both" && fate < DROPPED) {
    note(`~ ${event} ${id} is lost`);
    tally("lost");
    return NEVER;
  }
  const copies = fate >= 1 - DOUBLED ? 2 : 1;
  if (copies === 2) {
    tally("doubled");
  }
  const delaySeconds = [0, 1].slice(0, copies).map((copy) => delayOf(`${name} delay ${id} ${copy}`, late));
  if (delaySeconds.some((seconds) => seconds > 0)) {
    tally("late");
  }
  return { copies, delaySeconds };
}

/** In seconds; 0 for those that are not late. */
function delayOf(draw: string, late: number): number {
  return drawn(`${draw} at all`) < late ? Math.floor(drawn(draw) * (LONGEST_DELAY + 1)) : 0;
}

/** What goes wrong with one request, if anything. */
function trouble(
  { when }: Moment,
  draw: (kind: string) => number,
  tally: (trouble: Trouble) => void,
): Interference | undefined {
  if (when === "before" && draw("limit") < LIMITED) {
    tally("limited");
    const message =
      "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
    return { status: 403, message, headers: { "retry-after": "60" } };
  }
  if (draw("fault") >= (when === "before" ? FAILS_BEFORE : FAILS_AFTER)) {
    return undefined;
  }
  tally(when);
  const fate = draw("status");
  if (fate < 0.3) {
    return "unreachable";
  }
  const status = fate < 0.6 ? 502 : fate < 0.95 ? 503 : 500;
  return { status, message: "Server Error" };
}

/** Neither a GET, nor a question put as POST, nor a token, nor a webhook sent again: what changes GitHub for others. */
export function isWrite({ method, path }: Pick<Moment, "method" | "path">): boolean {
  return method !== "GET" && !/\/graphql$|\/access_tokens$|^\/app\/hook\//.test(path);
}

/** How often something has come up before. */
function createCount(): (what: string) => number {
  const counts = new Map<string, number>();
  return (what) => {
    const times = (counts.get(what) ?? 0) + 1;
    counts.set(what, times);
    return times;
  };
}
