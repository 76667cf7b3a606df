import { Octokit } from "@octokit/core";
import type { Clock } from "../clock.ts";
import { createRecent } from "../recent.ts";
import { unwatched, type Watch } from "../watch/watch.ts";
import { createCounter } from "./counts.ts";
import { createEtagCache } from "./etag-cache.ts";
import { createBudgets, createLimiter, type Limiter, type Shared, type Whose } from "./limiter.ts";
import { createTransport, type Log } from "./transport.ts";
import { unkept } from "./unkept.ts";
import type { Ground } from "./way.ts";
import { WRITE_TIMEOUT } from "./writing.ts";

/** Answers kept for their ETags, over all repositories: as many as a hundred releases need warm, and a thousand cold. */
const MOST_KEPT = { warm: 16 * 1024 * 1024, cold: 48 * 1024 * 1024 };

/** What it takes to talk to GitHub, whoever does. */
export type GroundSettings = {
  /** `https://api.github.com`, or `https://<host>/api/v3`. */
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Absent: nobody watches. */
  readonly watch?: Watch;
  /** Where the use of GitHub's limits is kept, for all replicas together. */
  readonly shared: Shared;
  /** `release-conductor/<version>`; GitHub refuses requests without one. */
  readonly userAgent: string;
  readonly fetch?: typeof fetch;
  /** No write takes longer, in milliseconds; uploads may, by their size. It has to fit into a lease. */
  readonly longestWrite?: number;
  /** In [0, 1); for the jitter of back-offs. */
  readonly random?: () => number;
};

/** What every client to one GitHub shares: nothing of it belongs to an app or a person. Asks nothing yet. */
export function createGround(settings: GroundSettings): Ground {
  const { clock, baseUrl, log, userAgent, watch = unwatched } = settings;
  const anonymous = new Octokit(octokitOptions(settings));
  const counter = createCounter();
  return {
    transport: createTransport({ octokit: anonymous, userAgent, log, watch }),
    cache: createEtagCache(MOST_KEPT),
    counter,
    clock,
    random: settings.random ?? Math.random,
    baseUrl,
    writeTimeout: Math.min(WRITE_TIMEOUT, settings.longestWrite ?? WRITE_TIMEOUT),
    urlOf: remembered(
      (route: string, parameters: Readonly<Record<string, unknown>>) =>
        anonymous.request.endpoint(route, { ...parameters }).url,
    ),
  };
}

/** Addresses kept: the same few are asked for at each look, and to fill a template takes as long as to send it. */
const MOST_ADDRESSES = 2_000;

function remembered(urlOf: Ground["urlOf"]): Ground["urlOf"] {
  const known = createRecent<string>(MOST_ADDRESSES);
  return (route, parameters) => {
    const key = `${route} ${JSON.stringify(parameters)}`;
    const url = known.get(key) ?? urlOf(route, parameters);
    known.set(key, url);
    return url;
  };
}

/** Octokit, told to use our fetch, and to say on no console what it notes (deprecations). */
export function octokitOptions({ baseUrl, log, fetch: own }: GroundSettings) {
  const send: typeof fetch = (input, init) => (own ?? fetch)(input, init);
  const note = (text: unknown): void => log.debug({}, String(text));
  const quiet = { debug: note, info: note, warn: note, error: note };
  return { baseUrl, log: quiet, request: { log: quiet, fetch: unkept(send) } };
}

/** One limiter per installation and person: what GitHub limits is shared by all tokens of one. */
export function createLimiters(
  { shared, log, watch = unwatched }: GroundSettings,
  ground: Ground,
): (whose: Whose) => Limiter {
  const { clock, random } = ground;
  const budgets = createBudgets(shared);
  const limiters = new Map<Whose, Limiter>();
  return (whose) => {
    const limiter = limiters.get(whose) ?? createLimiter({ whose, budgets, clock, random, log, watch });
    limiters.set(whose, limiter);
    return limiter;
  };
}
