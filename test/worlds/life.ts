import { conductor as door } from "../../src/app.ts";
import { doChore } from "../../src/chore.ts";
import { createConductor } from "../../src/conductor.ts";
import { connect } from "../../src/github/connect.ts";
import type { Log } from "../../src/log.ts";
import type { VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { createIdentity } from "../../src/server/identity.ts";
import { repeat } from "../../src/server/repeat.ts";
import type { Store } from "../../src/store/store.ts";
import { startWorker } from "../../src/store/worker.ts";
import { unwatched } from "../../src/watch/watch.ts";
import { alive, mortal } from "./mortal.ts";
import { type Addresses, APP_ID, envOf } from "./setting.ts";

/** One running process, as far as the rest of the world can tell. */
export type Life = { over: boolean; deliver(request: Request): Promise<Response>; stop(): Promise<void> };

export type LifeOptions = {
  readonly clock: VirtualClock;
  readonly log: Log;
  readonly store: Store;
  readonly addresses: Addresses;
  readonly fetch: typeof fetch;
  /** For the jitter of back-offs. */
  readonly random: () => number;
  /** Which of the chores this process does; the others are left to nobody. */
  readonly does: (chore: string) => boolean;
  /** Told right after the process has had its store keep something, before it knows. */
  readonly onKept: (call: string) => void;
};

const LEASE = 60_000;

/** Everything `start` starts, behind the door. */
export async function begin(options: LifeOptions): Promise<Life> {
  const { clock, log, random } = options;
  const env = envOf(options.addresses);
  const life: Life = { over: false, deliver: async () => new Response(), stop: async () => undefined };
  const send: typeof fetch = async (input, init) => {
    alive(life);
    const answer = await options.fetch(input, init);
    alive(life);
    return answer;
  };
  const store = mortal(options.store, life, options.onKept);
  const github = connect({
    appId: APP_ID,
    privateKey: env.app.privateKey,
    baseUrl: env.urls.github,
    clock,
    log,
    shared: store.shared,
    userAgent: "release-conductor (worlds)",
    fetch: send,
    random,
  });
  const identity = createIdentity(github, APP_ID);
  await clock.busy(identity.ask);
  const { conduct, chores } = createConductor({
    env,
    clock,
    log,
    watch: unwatched,
    store,
    github,
    fetch: send,
  });
  const events = new Map<string, (event: never) => unknown>();
  door({ queue: store.queue, links: store.accounts, slug: identity.slug, clock, log, github })({
    on: (names: string | readonly string[], handle: (event: never) => unknown) => {
      for (const name of [names].flat()) {
        events.set(name, handle);
      }
    },
  } as Parameters<ReturnType<typeof door>>[0]);
  const again = async () =>
    identity.slug() !== undefined || (await identity.ask()) === "known" ? "done" : "again";
  const background = [
    repeat({ name: "identity", pause: LEASE, task: again }, { clock, log }),
    ...chores
      .filter(({ name }) => options.does(name))
      .map((chore) =>
        repeat(
          {
            name: chore.name,
            pause: LEASE,
            task: (signal) => doChore(chore, { chores: store.chores, clock, log, watch: unwatched }, signal),
          },
          { clock, log },
        ),
      ),
    startWorker({ store, clock, concurrency: env.concurrency, leaseMs: LEASE, conduct, log }),
  ];
  return Object.assign(life, {
    deliver: (request: Request) => answer(events, request),
    stop: async () => {
      await Promise.all(background.map((task) => task.stop()));
    },
  });
}

/** What Probot does between the signature and the handler. */
async function answer(
  events: ReadonlyMap<string, (event: never) => unknown>,
  request: Request,
): Promise<Response> {
  const name = request.headers.get("x-github-event") ?? "";
  const id = request.headers.get("x-github-delivery") ?? "";
  const event = { id, name, payload: await request.json() };
  try {
    await events.get(name)?.(event as never);
    return new Response("stored");
  } catch {
    return new Response("not stored", { status: 500 });
  }
}
