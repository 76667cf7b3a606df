import type { Interference, Moment } from "../../src/sandbox/faults.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import type { App } from "./app.ts";
import { createChance, drawn } from "./chance.ts";

/** What is done to a world besides what its people do. Shares are of 1. */
const DROPPED = 0.1;
const DOUBLED = 0.1;
/** In seconds. Few, so that what was sent together is late together, as after a hiccup of GitHub's. */
const DELAYS = [0, 25, 50] as const;
const FAILS_BEFORE = 0.05;
const FAILS_AFTER = 0.05;
const LIMITED = 0.004;
/** Of the moments before and after each write. */
const KILLED = 0.04;
const MOST_RESTARTS = 4;
/** Indexes and channels are at times no better than GitHub. */
const SITE_FAILS = 0.1;

export type Disturbance = {
  /** How the app reaches the indexes and the channel. */
  reach(request: Request): Promise<Response>;
  /** From now on everything goes well; resolves when the app is up. */
  calm(): Promise<void>;
};

export type Disturbed = {
  /** All that happens follows from it. */
  readonly name: string;
  /** Whether a power cut takes the database along. */
  readonly losesStore: boolean;
  readonly sandbox: Sandbox;
  readonly clock: VirtualClock;
  readonly app: App;
  readonly note: (line: string) => void;
};

/** An undisturbed world. */
export function undisturbed(sandbox: Pick<Sandbox, "fetch">): Disturbance {
  return { reach: (request) => sandbox.fetch(request), calm: async () => undefined };
}

/**
 * Loses, doubles, delays and so reorders webhooks; lets requests fail before and after their effect; limits; and
 * kills the app between any two effects, with its database or without.
 */
export function disturb(disturbed: Disturbed): Disturbance {
  const { name, sandbox, clock, note } = disturbed;
  const restarts = createRestarts(disturbed);
  const count = createCount();
  let isCalm = false;
  sandbox.deliveries.policy(({ id, event }) => {
    if (isCalm) {
      return undefined;
    }
    const fate = drawn(`${name} delivery ${id}`);
    const copies = fate < DROPPED ? 0 : fate < DROPPED + DOUBLED ? 2 : 1;
    if (copies === 0) {
      note(`~ ${event} ${id} is lost`);
    }
    const delay = (copy: number) =>
      DELAYS[Math.floor(drawn(`${name} delay ${id} ${copy}`) * DELAYS.length)] ?? 0;
    return { copies, delaySeconds: [delay(0), delay(1)] };
  });
  sandbox.faults.intercept((moment) => {
    if (isCalm) {
      return undefined;
    }
    const what = `${moment.when} ${moment.method} ${moment.path}`;
    const nth = count(what);
    const interference =
      isWrite(moment) && drawn(`${name} kill ${what} ${nth}`) < KILLED && restarts.kill(what)
        ? "unreachable"
        : trouble(moment, (kind) => drawn(`${name} ${kind} ${what} ${nth}`));
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
      while (restarts.isDown()) {
        await clock.sleepUntil(clock.now() + 1000);
      }
    },
  };
}

/** What goes wrong with one request, if anything. */
function trouble({ when }: Moment, draw: (kind: string) => number): Interference | undefined {
  if (when === "before" && draw("limit") < LIMITED) {
    const message =
      "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
    return { status: 403, message, headers: { "retry-after": "60" } };
  }
  if (draw("fault") >= (when === "before" ? FAILS_BEFORE : FAILS_AFTER)) {
    return undefined;
  }
  const fate = draw("status");
  if (fate < 0.3) {
    return "unreachable";
  }
  const status = fate < 0.6 ? 502 : fate < 0.95 ? 503 : 500;
  return { status, message: "Server Error" };
}

/** Neither a GET, nor a question put as POST, nor a token: what changes GitHub for others. */
function isWrite({ method, path }: Moment): boolean {
  return method !== "GET" && !path.endsWith("/graphql") && !path.endsWith("/access_tokens");
}

/** Kills the app and starts it again after a while, with its database or without. */
function createRestarts({ name, losesStore, app, clock, note }: Disturbed) {
  const chance = createChance(`${name} restarts`);
  let made = 0;
  let down = false;
  const again = async () => {
    await clock.sleepUntil(clock.now() + chance.between(0, 90) * 1000);
    if (losesStore) {
      await app.loseStore();
      note("~ the database is lost");
    }
    await app.start();
    down = false;
    note("~ the app is started again");
  };
  return {
    isDown: () => down,
    /** False when it has been killed often enough. */
    kill(what: string): boolean {
      if (down || made === MOST_RESTARTS) {
        return false;
      }
      made += 1;
      down = true;
      app.kill();
      note(`~ the app is killed ${what}`);
      void clock.busy(again);
      return true;
    },
  };
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
