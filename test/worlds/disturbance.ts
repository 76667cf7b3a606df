import type { Interference, Moment } from "../../src/sandbox/faults.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import type { App } from "./app.ts";
import { drawn } from "./chance.ts";
import type { Mode } from "./mode.ts";
import { createRestarts } from "./restarts.ts";

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

export type Disturbed = {
  /** All that happens follows from it. */
  readonly name: string;
  readonly mode: Mode;
  /** Whether a power cut takes the database along. */
  readonly losesStore: boolean;
  readonly sandbox: Sandbox;
  readonly clock: VirtualClock;
  readonly app: App;
  readonly note: (line: string) => void;
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
  const { name, sandbox, clock, note } = disturbed;
  const restarts = createRestarts(disturbed);
  const count = createCount();
  let isCalm = false;
  disturbMail(disturbed, () => isCalm);
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
      while (restarts.areDown()) {
        await clock.sleepUntil(clock.now() + 1000);
      }
    },
  };
}

function disturbMail({ name, mode, sandbox, note }: Disturbed, isCalm: () => boolean): void {
  sandbox.deliveries.policy(({ id, event }) => {
    if (mode === "sweep") {
      return NEVER;
    }
    if (isCalm()) {
      return undefined;
    }
    const fate = drawn(`${name} delivery ${id}`);
    const isLost = mode === "both" && fate < DROPPED;
    if (isLost) {
      note(`~ ${event} ${id} is lost`);
    }
    const copies = isLost ? 0 : fate >= 1 - DOUBLED ? 2 : 1;
    const delay = (copy: number) => Math.floor(drawn(`${name} delay ${id} ${copy}`) * (LONGEST_DELAY + 1));
    return { copies, delaySeconds: [delay(0), delay(1)] };
  });
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
