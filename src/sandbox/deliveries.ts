import type { App, Installation } from "./github/apps.ts";
import type { Clock } from "./github/clock.ts";
import { type Attempt, guidOf, post } from "./webhooks/post.ts";

/** An attempt as GitHub's log shows it. */
export interface LoggedAttempt extends Attempt {
  readonly id: number;
  /** It was asked for by hand or through the API. */
  readonly redelivery: boolean;
}

/** An event on its way to an App. */
export interface Delivery {
  readonly id: number;
  /** Names the event: the same for every App and every redelivery. */
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  payload: Readonly<Record<string, unknown>>;
  readonly appId: number;
  /** Null where the event concerns none. */
  readonly installation: number | null;
  readonly at: number;
  readonly attempts: LoggedAttempt[];
  status: "held" | "pending" | "delivered" | "failed" | "dropped";
}

interface Policy {
  /** How often it is sent; 0 loses it. */
  readonly copies: number;
  /** Delay of each copy; 0 where none is given. */
  readonly delaySeconds: readonly number[];
}

/** A delivery made by hand: forged, replayed, or of another shape. */
interface HandMade {
  readonly appSlug: string;
  readonly event: string;
  readonly payload: unknown;
  readonly guid?: string;
  /** Instead of the right one; null sends none. */
  readonly signature?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A line of GitHub's log of deliveries. */
export interface Logged {
  readonly delivery: Delivery;
  readonly attempt: LoggedAttempt;
}

/** What a story can do to webhooks on their way. */
export interface Deliveries {
  all(): readonly Delivery[];
  policy(decide: ((delivery: Delivery) => Policy | undefined) | null): void;
  /** Only these events (`push`, `issue_comment.created`) arrive; null lifts it. */
  only(events: readonly string[] | null): void;
  hold(): void;
  /** Sends what was held, in order unless `order` says otherwise. */
  release(how?: { readonly order?: (held: readonly Delivery[]) => readonly Delivery[] }): void;
  /** Sends an event again, with the same GUID and payload. */
  redeliver(guid: string): Promise<void>;
  send(made: HandMade): Promise<Attempt>;
  /** Resolves when no delivery is under way. */
  settled(): Promise<void>;
}

/** What happened, ready to be delivered to one App. */
export interface Message {
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly app: App;
  readonly installation: Installation | null;
}

export interface Postman extends Deliveries {
  deliver(message: Message): void;
  /** All that reached an App or tried to, newest first, from the attempt of that id on. */
  log(from: number): Iterable<Logged>;
  /** Sends one again a moment later, as GitHub does when asked to; it may get lost like any other. */
  again(delivery: Delivery): void;
}

const succeeded = ({ status }: Attempt): boolean => status !== null && status >= 200 && status < 300;

/** Ids of attempts are an id space of their own, counted over all Apps. */
const FIRST_ATTEMPT = 190_000_000_001;

type FindApp = (key: string | number) => App;

/** Sends deliveries on the clock and knows which are under way. */
const createCarrier = (clock: Clock, findApp: FindApp) => {
  const underWay = new Set<Promise<void>>();
  /** In order of their ids, which have no gaps. */
  const logged: Logged[] = [];
  const attempt = async (delivery: Delivery, redelivery: boolean): Promise<void> => {
    const body = JSON.stringify(delivery.payload);
    const { event, guid } = delivery;
    const posted = await post(clock, findApp(delivery.appId), { body, event, guid });
    const made = { ...posted, id: FIRST_ATTEMPT + logged.length, redelivery };
    logged.push({ delivery, attempt: made });
    delivery.attempts.push(made);
    if (delivery.status !== "delivered") delivery.status = succeeded(made) ? "delivered" : "failed";
  };
  return {
    *log(from: number): Generator<Logged> {
      const last = Math.min(from - FIRST_ATTEMPT, logged.length - 1);
      for (let index = last; index >= 0; index -= 1) {
        const one = logged[index];
        if (one !== undefined) yield one;
      }
    },
    carry(delivery: Delivery, seconds: number, redelivery = false): Promise<void> {
      const task = clock
        .busy(async () => {
          await clock.sleepUntil(clock.now() + seconds * 1000);
          await attempt(delivery, redelivery);
        })
        .finally(() => underWay.delete(task));
      underWay.add(task);
      return task;
    },
    async settled(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
};

/** Which deliveries are sent, how often and how late. */
const createSorting = (carry: ReturnType<typeof createCarrier>["carry"]) => {
  let decide: ((delivery: Delivery) => Policy | undefined) | null = null;
  let allowed: readonly string[] | null = null;
  const passes = ({ event, action }: Delivery): boolean =>
    allowed === null || allowed.includes(event) || allowed.includes(`${event}.${action}`);
  return {
    policy(chosen: typeof decide): void {
      decide = chosen;
    },
    only(events: typeof allowed): void {
      allowed = events;
    },
    start(delivery: Delivery): void {
      const { copies, delaySeconds } = decide?.(delivery) ?? { copies: 1, delaySeconds: [] };
      delivery.status = passes(delivery) && copies > 0 ? "pending" : "dropped";
      if (delivery.status === "dropped") return;
      for (let copy = 0; copy < copies; copy += 1) void carry(delivery, delaySeconds[copy] ?? 0);
    },
    again(delivery: Delivery): void {
      if (passes(delivery)) void carry(delivery, 1, true);
    },
  };
};

/** Carries events to Apps: signed, on the sandbox's clock, as often and as late as the policy says. */
export const createPostman = (clock: Clock, findApp: FindApp): Postman => {
  const all: Delivery[] = [];
  let holding = false;
  const { carry, settled, log } = createCarrier(clock, findApp);
  const { policy, only, start, again } = createSorting(carry);
  return {
    all: () => all,
    policy,
    only,
    settled,
    log,
    again,
    hold() {
      holding = true;
    },
    release(how = {}) {
      holding = false;
      const held = all.filter(({ status }) => status === "held");
      for (const delivery of how.order?.(held) ?? held) start(delivery);
    },
    async redeliver(guid) {
      await Promise.all(
        all.filter((delivery) => delivery.guid === guid).map((delivery) => carry(delivery, 0, true)),
      );
    },
    send({ appSlug, payload, guid = guidOf(-1 - all.length), ...made }) {
      const body = typeof payload === "string" ? payload : JSON.stringify(payload);
      return clock.busy(() => post(clock, findApp(appSlug), { ...made, body, guid }));
    },
    deliver({ app, installation, ...message }) {
      const delivery: Delivery = {
        ...message,
        id: all.length + 1,
        appId: app.id,
        installation: installation?.id ?? null,
        at: clock.now(),
        attempts: [],
        status: "held",
      };
      all.push(delivery);
      if (!holding) start(delivery);
    },
  };
};
