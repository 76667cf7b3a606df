import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/core";
import type { Clock } from "../clock.ts";
import { createRecent } from "../recent.ts";
import { createAppClient } from "./app-client.ts";
import { createClients } from "./clients.ts";
import { createCounter } from "./counts.ts";
import { createEtagCache } from "./etag-cache.ts";
import type { GitHub } from "./github.ts";
import { createJwts } from "./jwt.ts";
import { createBudgets, createLimiter, type Limiter, type Shared, type Whose } from "./limiter.ts";
import { createTokens } from "./tokens.ts";
import { createTransport, type Log } from "./transport.ts";
import { unkept } from "./unkept.ts";
import type { Ground } from "./way.ts";
import { createWebhookLog } from "./webhook-log.ts";
import { WRITE_TIMEOUT } from "./writing.ts";

/** Answers kept for their ETags, over all repositories, in bytes of JSON. */
const MOST_KEPT = 64 * 1024 * 1024;

/** Under which the limits of the app's own requests are kept; no installation has this number. */
const THE_APP = "installation 0";

export type Settings = {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  /** `https://api.github.com`, or `https://<host>/api/v3`. */
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly log: Log;
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

/** GitHub as the given app sees it. Throws when the private key is none; asks nothing yet. */
export function connect(settings: Settings): GitHub {
  const { clock, baseUrl, log, userAgent } = settings;
  const createJwt = jwtsOf(settings.privateKey);
  const random = settings.random ?? Math.random;
  const counter = createCounter();
  const limiterOf = createLimiters(settings, random);
  const anonymous = new Octokit(octokitOptions(settings));
  const asApp = new Octokit({
    ...octokitOptions(settings),
    authStrategy: createAppAuth,
    auth: { appId: settings.appId, createJwt },
  });
  const transport = createTransport({ octokit: asApp, userAgent, log, counter });
  const limiter = limiterOf(THE_APP);
  const app = createAppClient({ transport, hear: limiter.hear, baseUrl, clock, counter });
  const webhookLog = createWebhookLog({ transport, limiter, baseUrl, clock, counter });
  const ground = {
    transport: createTransport({ octokit: anonymous, userAgent, log, counter }),
    cache: createEtagCache(MOST_KEPT),
    counter,
    clock,
    random,
    baseUrl,
    writeTimeout: Math.min(WRITE_TIMEOUT, settings.longestWrite ?? WRITE_TIMEOUT),
    urlOf: remembered(
      (route: string, parameters: Readonly<Record<string, unknown>>) =>
        anonymous.request.endpoint(route, { ...parameters }).url,
    ),
  };
  const tokens = createTokens(clock, ({ installation, repository, permissions }) =>
    app.mint(installation, repository, permissions),
  );
  return createClients({ ground, limiterOf, app, webhookLog, tokens });
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
function octokitOptions({ baseUrl, log, fetch: own }: Settings) {
  const send: typeof fetch = (input, init) => (own ?? fetch)(input, init);
  const note = (text: unknown): void => log.debug({}, String(text));
  const quiet = { debug: note, info: note, warn: note, error: note };
  return { baseUrl, log: quiet, request: { log: quiet, fetch: unkept(send) } };
}

/** One limiter per installation and person: what GitHub limits is shared by all tokens of one. */
function createLimiters({ clock, shared, log }: Settings, random: () => number): (whose: Whose) => Limiter {
  const budgets = createBudgets(shared);
  const limiters = new Map<Whose, Limiter>();
  return (whose) => {
    const limiter = limiters.get(whose) ?? createLimiter({ whose, budgets, clock, random, log });
    limiters.set(whose, limiter);
    return limiter;
  };
}

function jwtsOf(privateKey: string): ReturnType<typeof createJwts> {
  try {
    return createJwts(privateKey);
  } catch {
    // The cause is left out: it may quote the key.
    throw new Error(
      "the app's private key is not a PEM key: use the whole file that GitHub gave, line breaks included",
    );
  }
}
