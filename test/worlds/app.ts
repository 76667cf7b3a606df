import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { conductor as door } from "../../src/app.ts";
import { doChore } from "../../src/chore.ts";
import { createConductor } from "../../src/conductor.ts";
import { type Env, readEnv } from "../../src/env.ts";
import { connect } from "../../src/github/connect.ts";
import { createLogger, type Log } from "../../src/log.ts";
import type { SceneApp } from "../../src/sandbox/scenes/project.ts";
import type { VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { createIdentity } from "../../src/server/identity.ts";
import { repeat } from "../../src/server/repeat.ts";
import { DEFAULT_BACKOFF } from "../../src/store/backoff.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import { startWorker } from "../../src/store/worker.ts";

/**
 * The app without its HTTP shell: everything behind the door is what `start` starts, but webhooks come in by a
 * function call. So a world runs without a socket, as fast as it can, and the same way every time.
 */
export type App = {
  /** For the sandbox's registry. */
  readonly scene: SceneApp;
  start(): Promise<void>;
  /** Lets what is under way end. Not to be awaited within `clock.busy`: it takes time of the clock. */
  stop(): Promise<void>;
  /** As a power cut: from this moment on it neither sends anything nor keeps anything. */
  kill(): void;
  /** The volume with the database is gone; the next start begins with an empty one. */
  loseStore(): Promise<void>;
};

export type AppOptions = {
  readonly clock: VirtualClock;
  readonly origin: () => string;
  readonly fetch: typeof fetch;
  readonly channelUrl: () => string;
  /** For the jitter of back-offs. */
  readonly random: () => number;
  /** Takes what the app logs, where WORLD_LOG is set. */
  readonly note: (line: string) => void;
};

/** One running process, as far as the rest of the world can tell. */
type Life = { over: boolean; deliver(request: Request): Promise<Response>; stop(): Promise<void> };

const APP_ID = 4711;
const SLUG = "release-conductor";
const LEASE = 60_000;

export function createApp(options: AppOptions): App {
  const log = createLogger(
    { level: process.env["WORLD_LOG"] === undefined ? "silent" : "info", format: "text" },
    { write: (line) => options.note(line.trim().slice(9)) },
  );
  let store: Store | undefined;
  let life: Life | undefined;
  return {
    scene: {
      id: APP_ID,
      slug: SLUG,
      publicKey: keys().publicKey,
      webhookSecret: "the door of this world checks no signature",
      ...manifest(),
      deliver: async (request) => {
        if (life === undefined) {
          throw new TypeError("fetch failed");
        }
        return life.deliver(request);
      },
    },
    async start() {
      const { clock, random } = options;
      store ??= await openSqliteStore({ path: ":memory:", clock, backoff: { ...DEFAULT_BACKOFF, random } });
      life = await begin(options, store, log);
    },
    async stop() {
      const ending = life;
      life = undefined;
      await ending?.stop();
    },
    kill() {
      const ending = life;
      life = undefined;
      if (ending !== undefined) {
        ending.over = true;
        void ending.stop();
      }
    },
    async loseStore() {
      const lost = store;
      store = undefined;
      await lost?.close();
    },
  };
}

async function begin(options: AppOptions, store: Store, log: Log): Promise<Life> {
  const { clock, random } = options;
  const env = envOf(options);
  const life: Life = { over: false, deliver: async () => new Response(), stop: async () => undefined };
  const send: typeof fetch = async (input, init) => {
    alive(life);
    const answer = await options.fetch(input, init);
    alive(life);
    return answer;
  };
  const kept = mortal(store, life);
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
  const { conduct, chores } = createConductor({ env, clock, log, store: kept, github, fetch: send });
  const events = new Map<string, (event: never) => unknown>();
  door({ queue: kept.queue, slug: identity.slug, clock, log })({
    on: (names: string | readonly string[], handle: (event: never) => unknown) => {
      for (const name of [names].flat()) {
        events.set(name, handle);
      }
    },
  } as Parameters<ReturnType<typeof door>>[0]);
  const background = [
    repeat(
      {
        name: "identity",
        pause: 60_000,
        task: async () => ((await identity.ask()) === "known" ? "done" : "again"),
      },
      { clock, log },
    ),
    ...chores.map((chore) =>
      repeat(
        {
          name: chore.name,
          pause: 60_000,
          task: (signal) => doChore(chore, { chores: kept.chores, clock, log }, signal),
        },
        { clock, log },
      ),
    ),
    startWorker({ store: kept, clock, concurrency: env.concurrency, leaseMs: LEASE, conduct, log }),
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

/** The store as a process sees it that may die: after its death nothing reaches the database any more. */
function mortal(store: Store, life: Life): Store {
  const guarded = <T extends object>(part: T): T =>
    new Proxy(part, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        return typeof member !== "function" || name === "onWake"
          ? member
          : async (...given: unknown[]) => {
              alive(life);
              return Reflect.apply(member, target, given);
            };
      },
    });
  return {
    ...store,
    queue: guarded(store.queue),
    ledger: guarded(store.ledger),
    chores: guarded(store.chores),
  };
}

function alive(life: Life): void {
  if (life.over) {
    throw new TypeError("fetch failed", { cause: new Error("this process is dead") });
  }
}

function envOf({ origin, channelUrl }: AppOptions): Env {
  const reading = readEnv({
    APP_ID: String(APP_ID),
    PRIVATE_KEY: keys().privateKey,
    WEBHOOK_SECRET: keys().secret,
    MARKER_KEY: keys().secret,
    GITHUB_API_URL: `${origin()}/github`,
    PYPI_URL: `${origin()}/pypi`,
    TESTPYPI_URL: `${origin()}/testpypi`,
    STATUS_URL: `${origin()}/status`,
    SWEEP_MINUTES: "20",
    ANNOUNCE_DISCORD: channelUrl(),
  });
  if (reading.is === "faulty") {
    throw new Error(reading.problems.map((one) => `${one.name} ${one.cause}`).join("; "));
  }
  return reading.env;
}

type Keys = { readonly publicKey: string; readonly privateKey: string; readonly secret: string };
let made: Keys | undefined;

/** One identity for all worlds: making it takes longer than living in one. */
function keys(): Keys {
  made ??= {
    ...generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    }),
    secret: randomBytes(32).toString("hex"),
  };
  return made;
}

/** From the file that a real installation is made from. Tests and benchmarks run at the root of the repository. */
function manifest(): Pick<SceneApp, "permissions" | "events"> {
  const text = readFileSync("app.yml", "utf8");
  const { default_permissions, default_events } = parse(text) as {
    default_permissions: Record<string, "read" | "write">;
    default_events: string[];
  };
  return { permissions: default_permissions, events: default_events };
}
