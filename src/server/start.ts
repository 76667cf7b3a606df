import type { SignIn } from "../accounts/session.ts";
import { INSTALLATION_EVENTS } from "../app/installation-events.ts";
import { PERSON_EVENTS } from "../app/person-events.ts";
import { DOOR } from "../app.ts";
import { type Chore, doChore } from "../chore.ts";
import type { Clock } from "../clock.ts";
import type { Parts } from "../conductor.ts";
import type { Env } from "../env.ts";
import { connect } from "../github/connect.ts";
import type { Log } from "../log.ts";
import { MINUTE, SECOND } from "../release/instant.ts";
import type { Store } from "../store/store.ts";
import { type Conduct, startWorker, type Worker } from "../store/worker.ts";
import { watchedFetch } from "../watch/fetch.ts";
import { createMetrics, type Metrics } from "../watch/metrics.ts";
import { watchedStore } from "../watch/store.ts";
import type { Traces } from "../watch/traces.ts";
import { both, unwatched, type Watch } from "../watch/watch.ts";
import { createHealth, type Health } from "./health.ts";
import { createIdentity, type Identity } from "./identity.ts";
import { linkAccounts } from "./link-accounts.ts";
import type { Listening } from "./listen.ts";
import { openMetricsDoor } from "./metrics-door.ts";
import { openDoor } from "./open-door.ts";
import { openStore } from "./open-store.ts";
import type { LinkPages } from "./pages/link.ts";
import { createMemory, createPublicReaders } from "./pages/readers.ts";
import type { Site } from "./pages/site.ts";
import { type Repeated, repeat } from "./repeat.ts";

export type Conductor = {
  /** Conducts one release. The signal aborts when the lease is lost. */
  readonly conduct: Conduct;
  /** What is done for all releases together: at the start, and then again and again. */
  readonly chores?: readonly Chore[];
};

export type StartOptions = {
  readonly env: Env;
  readonly clock: Clock;
  readonly log: Log;
  readonly userAgent: string;
  readonly fetch?: typeof fetch;
  /** Opens the store otherwise than the settings alone say: where all replicas share a clock that is not the database's. */
  readonly openStore?: typeof openStore;
  readonly conductor: (parts: Parts) => Conductor;
};

/** The app, running. */
export type Running = Listening & {
  /** Where the metrics are read, where that is set. */
  readonly metricsUrl?: string;
  /** Backs the store up while all goes on; gives where the copy is. */
  backup(): Promise<string>;
};

/**
 * Starts the whole app: store, doors, and worker. Rejects with one message that names cause and remedy when
 * something is missing; then nothing is left open. `close` lets requests and conducts in flight end.
 */
export async function startConductor(options: StartOptions): Promise<Running> {
  const { env, clock } = options;
  const metrics = env.metrics && createMetrics({ version: versionIn(options.userAgent), events: EVENTS });
  const traces = await tracesOf(options);
  const watch = both(metrics?.watch ?? unwatched, traces?.watch ?? unwatched);
  const store = watchedStore(await (options.openStore ?? openStore)(env.database, clock), watch);
  try {
    const parts = partsOf(options, store, watch);
    const running = await startOver({ ...parts, ...(metrics && { metrics }) }, options.conductor);
    let closed: Promise<void> | undefined;
    return {
      ...running,
      backup: store.backup,
      close() {
        closed ??= running
          .close()
          .then(() => store.close())
          .then(() => traces?.close());
        return closed;
      },
    };
  } catch (error) {
    await store.close();
    await traces?.close();
    throw error;
  }
}

/** The libraries that make and send traces are loaded only where somebody wants some. */
async function tracesOf({ env, userAgent, log }: StartOptions): Promise<Traces | undefined> {
  if (env.traces === undefined) {
    return undefined;
  }
  const { createTraces } = await import("../watch/traces.ts");
  return createTraces({ ...env.traces, version: versionIn(userAgent) }, log);
}

/** What GitHub sends that the app takes. */
const EVENTS: ReadonlySet<string> = new Set([...Object.keys(DOOR), ...INSTALLATION_EVENTS, ...PERSON_EVENTS]);

function versionIn(userAgent: string): string {
  return userAgent.split("/")[1] ?? "unknown";
}

/** What everything is made of, where accounts are linked, and what is counted. */
type Started = Parts & {
  readonly pages?: LinkPages;
  readonly metrics?: Metrics;
  readonly signIn?: SignIn;
  readonly version: string;
};

/** Starts all but the store. What may fail comes first: no release is conducted unless the server listens. */
async function startOver(
  { pages, signIn, metrics, version, ...parts }: Started,
  conductor: StartOptions["conductor"],
): Promise<Omit<Running, "backup">> {
  const { env, clock, log, watch, store } = parts;
  const identity = createIdentity(parts.github, env.app.id);
  if ((await clock.busy(identity.ask)) === "unreachable") {
    log.warn({ url: env.urls.github }, "GitHub does not answer; started all the same, and it is asked again");
  }
  const { conduct, chores = [] } = conductor(parts);
  const work: { worker?: Worker } = {};
  // Before it begins nothing can hang.
  const conducting = async () => work.worker?.check();
  const health = createHealth({ store: store.check, key: identity.checkKey, conductor: conducting }, log);
  const metricsDoor = await metricsDoorOf(parts, { metrics, health, work });
  const listening = await openDoor({
    ...parts,
    queue: store.queue,
    links: store.accounts,
    ...(pages === undefined ? {} : { pages }),
    site: siteOf(parts, { health, version, ...(signIn && { signIn }) }),
    slug: identity.slug,
    health,
  }).catch(async (error: unknown) => {
    await metricsDoor?.close();
    throw error;
  });
  work.worker = startWorker({
    store,
    clock,
    concurrency: env.concurrency,
    leaseMs: leaseOf(env),
    conduct,
    log,
    watch,
  });
  const background = [
    repeat(identityAgain(identity), { clock, log }),
    ...chores.map((chore) => repeat(choreAgain(chore, parts), { clock, log })),
    work.worker,
  ];
  return {
    url: listening.url,
    ...(metricsDoor && { metricsUrl: `${metricsDoor.url}/metrics` }),
    async close() {
      health.stop();
      // Deliveries are taken to the last: what is stored now is conducted by another replica, or at the next start.
      await Promise.all(background.map((task) => task.stop()));
      await listening.close();
      await metricsDoor?.close();
    },
  };
}

/** The pages of releases, which answer where a setting says so. */
function siteOf(
  { env, clock, log, github, store: { cards, ledger } }: Parts,
  { signIn, ...around }: Pick<Site, "health" | "version"> & { readonly signIn?: SignIn },
): Site {
  const { publicUrl } = env.linking ?? { publicUrl: "http://any.invalid" };
  return {
    cards,
    ledger,
    clock,
    log,
    ...around,
    remembered: createMemory(clock),
    base: new URL(publicUrl).pathname.replace(/\/+$/, ""),
    ...(signIn && { door: { signIn, publicUrl, github, log } }),
    ...(env.publicPages ? { everybody: createPublicReaders({ github, cards, clock, log }) } : {}),
  };
}

type Metered = {
  readonly metrics: Metrics | undefined;
  readonly health: Health;
  /** Its worker begins only once everything listens. */
  readonly work: { readonly worker?: Worker };
};

async function metricsDoorOf(
  { env, clock, log, store: { queue } }: Parts,
  { metrics, health, work }: Metered,
): Promise<Listening | undefined> {
  if (env.metrics === undefined || metrics === undefined) {
    return undefined;
  }
  const worker = () => work.worker;
  return openMetricsDoor(env.metrics, metrics, { clock, log, queue, worker, ready: health.parts });
}

/** While GitHub takes the key, the answer is remembered and the asking costs nothing. */
function identityAgain(identity: Identity): Repeated {
  return {
    name: "identity",
    pause: MINUTE,
    task: async () => {
      await identity.ask();
      return "again";
    },
  };
}

function choreAgain(chore: Chore, { clock, log, watch, store: { chores } }: Parts): Repeated {
  return {
    name: chore.name,
    pause: MINUTE,
    task: (signal) => doChore(chore, { chores, clock, log, watch }, signal),
  };
}

function partsOf(
  { env, clock, log, userAgent, fetch = globalThis.fetch }: StartOptions,
  store: Store,
  watch: Watch,
): Started {
  const { id, privateKey } = env.app;
  const { shared } = store;
  const baseUrl = env.urls.github;
  // A write has to end within the lease it is made under.
  const longestWrite = leaseOf(env) / 2;
  const github = connect({
    appId: id,
    privateKey,
    baseUrl,
    clock,
    log,
    watch,
    shared,
    userAgent,
    fetch,
    longestWrite,
  });
  const version = versionIn(userAgent);
  const parts = { env, clock, log, watch, store, github, fetch, version };
  return env.linking === undefined
    ? parts
    : {
        ...parts,
        ...linkAccounts(env.linking, { ...parts, fetch: watchedFetch(fetch, "login", watch), userAgent }),
      };
}

function leaseOf({ leaseSeconds }: Env): number {
  return leaseSeconds * SECOND;
}
