import { type Chore, doChore } from "../chore.ts";
import type { Clock } from "../clock.ts";
import type { Parts } from "../conductor.ts";
import type { Env } from "../env.ts";
import { connect } from "../github/connect.ts";
import type { Log } from "../log.ts";
import { MINUTE, SECOND } from "../release/instant.ts";
import type { Store } from "../store/store.ts";
import { type Conduct, startWorker } from "../store/worker.ts";
import { createIdentity, type Identity } from "./identity.ts";
import { linkAccounts } from "./link-accounts.ts";
import type { Listening } from "./listen.ts";
import { openDoor } from "./open-door.ts";
import { openStore } from "./open-store.ts";
import type { LinkPages } from "./pages/link.ts";
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
  readonly conductor: (parts: Parts) => Conductor;
};

/**
 * Starts the whole app: store, door, server and worker. Rejects with one message that names cause and remedy when
 * something is missing; then nothing is left open. `close` lets requests and conducts in flight end.
 */
export async function startConductor(options: StartOptions): Promise<Listening> {
  const { env, clock } = options;
  const store = await openStore(env.database, clock);
  try {
    const running = await startOver(partsOf(options, store), options.conductor);
    let closed: Promise<void> | undefined;
    return {
      url: running.url,
      close() {
        closed ??= running.close().then(() => store.close());
        return closed;
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** What everything is made of, and where accounts are linked. */
type Started = Parts & { readonly pages?: LinkPages };

/** Starts all but the store. What may fail comes first: no release is conducted unless the server listens. */
async function startOver(
  { pages, ...parts }: Started,
  conductor: StartOptions["conductor"],
): Promise<Listening> {
  const { env, clock, log, store } = parts;
  const identity = createIdentity(parts.github, env.app.id);
  if ((await clock.busy(identity.ask)) === "unreachable") {
    log.warn({ url: env.urls.github }, "GitHub does not answer; started all the same, and it is asked again");
  }
  const { conduct, chores = [] } = conductor(parts);
  const listening = await openDoor({
    ...parts,
    queue: store.queue,
    links: store.accounts,
    ...(pages === undefined ? {} : { pages }),
    slug: identity.slug,
    checks: { store: store.check, key: identity.checkKey },
  });
  const background = [
    repeat(identityAgain(identity), { clock, log }),
    ...chores.map((chore) => repeat(choreAgain(chore, parts), { clock, log })),
    startWorker({ store, clock, concurrency: env.concurrency, leaseMs: leaseOf(env), conduct, log }),
  ];
  return {
    url: listening.url,
    async close() {
      // Deliveries are taken to the last: what is stored now is conducted by another replica, or at the next start.
      await Promise.all(background.map((task) => task.stop()));
      await listening.close();
    },
  };
}

function identityAgain(identity: Identity): Repeated {
  return {
    name: "identity",
    pause: MINUTE,
    task: async () => {
      const isKnown = identity.slug() !== undefined || (await identity.ask()) === "known";
      return isKnown ? "done" : "again";
    },
  };
}

function choreAgain(chore: Chore, { clock, log, store: { chores } }: Parts): Repeated {
  return {
    name: chore.name,
    pause: MINUTE,
    task: (signal) => doChore(chore, { chores, clock, log }, signal),
  };
}

function partsOf(
  { env, clock, log, userAgent, fetch = globalThis.fetch }: StartOptions,
  store: Store,
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
    shared,
    userAgent,
    fetch,
    longestWrite,
  });
  const parts = { env, clock, log, store, github, fetch };
  return env.linking === undefined
    ? parts
    : { ...parts, ...linkAccounts(env.linking, { ...parts, userAgent }) };
}

function leaseOf({ leaseSeconds }: Env): number {
  return leaseSeconds * SECOND;
}
