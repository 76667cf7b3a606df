import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { type Chore, doChore } from "../chore.ts";
import type { Clock } from "../clock.ts";
import type { Parts } from "../conductor.ts";
import type { Env } from "../env.ts";
import { connect } from "../github/connect.ts";
import type { Log } from "../log.ts";
import { MINUTE } from "../release/instant.ts";
import { openSqliteStore } from "../store/sqlite.ts";
import type { Lease, Outcome, Store } from "../store/store.ts";
import { startWorker } from "../store/worker.ts";
import { createIdentity, type Identity } from "./identity.ts";
import type { Listening } from "./listen.ts";
import { openDoor } from "./open-door.ts";
import { type Repeated, repeat } from "./repeat.ts";

export type Conductor = {
  /** Conducts one release. The signal aborts when the lease is lost. */
  readonly conduct: (lease: Lease, signal: AbortSignal) => Promise<Outcome>;
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

/** Longer than the longest time-out of a write (20 s), renewed at each third. */
const LEASE = MINUTE;

/**
 * Starts the whole app: store, door, server and worker. Rejects with one message that names cause and remedy when
 * something is missing; then nothing is left open. `close` lets requests and conducts in flight end.
 */
export async function startConductor(options: StartOptions): Promise<Listening> {
  const { env, clock } = options;
  makeFolderOf(env.databasePath);
  const store = await openSqliteStore({ path: env.databasePath, clock });
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

/** Starts all but the store. What may fail comes first: no release is conducted unless the server listens. */
async function startOver(parts: Parts, conductor: StartOptions["conductor"]): Promise<Listening> {
  const { env, clock, log, store } = parts;
  const identity = createIdentity(parts.github, env.app.id);
  if ((await clock.busy(identity.ask)) === "unreachable") {
    log.warn({ url: env.urls.github }, "GitHub does not answer; started all the same, and it is asked again");
  }
  const { conduct, chores = [] } = conductor(parts);
  const listening = await openDoor({
    ...parts,
    queue: store.queue,
    slug: identity.slug,
    checks: { store: store.check, key: identity.checkKey },
  });
  const background = [
    repeat(identityAgain(identity), { clock, log }),
    ...chores.map((chore) => repeat(choreAgain(chore, parts), { clock, log })),
    startWorker({ store, clock, concurrency: env.concurrency, leaseMs: LEASE, conduct, log }),
  ];
  return {
    url: listening.url,
    async close() {
      await listening.close();
      await Promise.all(background.map((task) => task.stop()));
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

function makeFolderOf(databasePath: string): void {
  try {
    mkdirSync(dirname(databasePath), { recursive: true });
  } catch (error) {
    const why = error instanceof Error && "code" in error ? ` (${error.code})` : "";
    throw new Error(
      `The folder of the database ${databasePath} cannot be made${why}. Set DATABASE_PATH to a place where this user may write.`,
    );
  }
}

function partsOf(
  { env, clock, log, userAgent, fetch = globalThis.fetch }: StartOptions,
  store: Store,
): Parts {
  const { id, privateKey } = env.app;
  const { shared } = store;
  const baseUrl = env.urls.github;
  const github = connect({ appId: id, privateKey, baseUrl, clock, log, shared, userAgent, fetch });
  return { env, clock, log, store, github, fetch };
}
