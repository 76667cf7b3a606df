import type { Clock } from "../clock.ts";
import { PAUSES, patiently } from "../patience.ts";
import type { Instant } from "../release/instant.ts";
import type { Urgency } from "./budget.ts";
import type { Counter } from "./counts.ts";
import type { EtagCache } from "./etag-cache.ts";
import { faultOf, GitHubFault } from "./fault.ts";
import type { RepositoryAddress } from "./github.ts";
import type { Heard } from "./heard.ts";
import type { Limiter } from "./limiter.ts";
import type { Sleeper } from "./sleeper.ts";
import type { Transport } from "./transport.ts";

/** What every client shares. */
export type Ground = {
  readonly transport: Transport;
  readonly cache: EtagCache;
  readonly counter: Counter;
  readonly clock: Clock;
  readonly random: () => number;
  readonly baseUrl: string;
  /** In milliseconds. */
  readonly writeTimeout: number;
  /** Fills a route's template: the URL it is sent to. */
  readonly urlOf: (route: string, parameters: Readonly<Record<string, unknown>>) => string;
};

/** One client's way to GitHub: whose repository, in which line, how urgent. */
export type Way = Ground & {
  /** Absent for what concerns a whole installation. */
  readonly address?: RepositoryAddress;
  readonly limiter: Limiter;
  readonly sleep: Sleeper;
  readonly urgency: Urgency;
  /** Requests are sent in a person's name. */
  readonly asPerson?: true;
  readonly hear: (heard: Heard) => Promise<Instant | undefined>;
  readonly seenAt: () => Instant | undefined;
};

/** Where a client's tokens come from, by route: most have one for all they do. */
export type Purse = (route: string) => Promise<Lent>;

export type Lent = {
  readonly token: string;
  /** GitHub answered 401 to it. */
  refused(): void;
};

/** A way, with the memory of when GitHub last answered on it. */
export function createWay(given: Omit<Way, "hear" | "seenAt">): Way {
  let newest: Instant | undefined;
  return {
    ...given,
    hear(heard) {
      if (heard.date !== undefined) newest = Math.max(newest ?? heard.date, heard.date);
      return given.limiter.hear(heard);
    },
    seenAt: () => newest,
  };
}

/** The route's parameters with the repository's owner and name, where the route has a place for them. */
export function filled(way: Way, route: string, parameters: Readonly<Record<string, unknown>>) {
  const { address } = way;
  return address && route.includes("{owner}")
    ? { ...parameters, owner: address.owner, repo: address.name }
    : parameters;
}

/** How a request is called in messages. */
export function called(way: Way, route: string): string {
  return way.address ? `${route} (${way.address.owner}/${way.address.name})` : route;
}

/** Does what may be done twice, and again after a short back-off where GitHub is only busy. */
export function repeated<T>(
  { clock, sleep, random }: Way,
  task: () => Promise<T>,
  mayPass: (error: unknown) => boolean = isPassing,
): Promise<T> {
  const pauses = PAUSES.map((pause) => pause * (1 + random() / 2));
  return patiently(task, { clock, sleep, pauses, mayPass });
}

/** Whether GitHub, asked the same a moment later, may well answer. */
export function isPassing(error: unknown): boolean {
  return error instanceof GitHubFault && error.again;
}

/** Runs a request with a token, and tells where it came from when GitHub refused it. */
export async function withToken<T>(lent: Lent, send: (token: string) => Promise<T>): Promise<T> {
  try {
    return await send(lent.token);
  } catch (error) {
    if (faultOf(error)?.status === 401) lent.refused();
    throw error;
  }
}
