import { createLogger } from "../../src/log.ts";
import type { SceneApp } from "../../src/sandbox/scenes/project.ts";
import type { Store } from "../../src/store/store.ts";
import { begin, type Life, type LifeOptions } from "./life.ts";
import { registration } from "./setting.ts";

/**
 * The app without its HTTP shell: everything behind the door is what `start` starts, but webhooks come in by a
 * function call. So a world runs without a socket, as fast as it can, and the same way every time. Of several
 * replicas each has its own memory; they share the store, and take webhooks in turn.
 */
export type App = {
  /** For the sandbox's registry. */
  readonly scene: SceneApp;
  readonly replicas: number;
  /** Whether no replica is up. */
  isDown(): boolean;
  /** Starts the replica (absent: each), over the database there is, or an empty one. */
  start(replica?: number): Promise<void>;
  /** Lets what is under way end, and closes the store. Not to be awaited within `clock.busy`: it takes time of the clock. */
  stop(): Promise<void>;
  /** As a power cut: from this moment on the replica (absent: each) neither sends anything nor keeps anything. */
  kill(replica?: number): void;
  /** The volume with the database is gone; the next start begins with an empty one. */
  loseStore(): Promise<void>;
};

export type AppOptions = Omit<LifeOptions, "log" | "store" | "addresses"> & {
  readonly origin: () => string;
  readonly channelUrl: () => string;
  readonly replicas: number;
  /** Opens an empty database. */
  readonly openStore: () => Promise<Store>;
  /** Takes what the app logs, where WORLD_LOG is set. */
  readonly note: (line: string) => void;
};

export function createApp(options: AppOptions): App {
  const log = createLogger(
    { level: process.env["WORLD_LOG"] === undefined ? "silent" : "info", format: "text" },
    { write: (line) => options.note(line.trim().slice(9)) },
  );
  let store: Store | undefined;
  const lives: (Life | undefined)[] = Array.from({ length: options.replicas }, () => undefined);
  const all = [...lives.keys()];
  let turn = 0;
  const taken = (replicas: readonly number[]): readonly Life[] =>
    replicas.flatMap((replica) => {
      const life = lives[replica];
      lives[replica] = undefined;
      return life ?? [];
    });
  return {
    scene: {
      ...registration(),
      deliver: async (request) => {
        const up = lives.filter((life) => life !== undefined);
        const life = up[turn % Math.max(1, up.length)];
        turn += 1;
        if (life === undefined) {
          throw new TypeError("fetch failed");
        }
        return life.deliver(request);
      },
    },
    replicas: options.replicas,
    isDown: () => lives.every((life) => life === undefined),
    async start(replica) {
      store ??= await options.openStore();
      const addresses = { origin: options.origin(), channelUrl: options.channelUrl() };
      for (const one of replica === undefined ? all : [replica]) {
        lives[one] = await begin({ ...options, log, store, addresses });
      }
    },
    async stop() {
      await Promise.all(taken(all).map((life) => life.stop()));
      await store?.close();
    },
    kill(replica) {
      for (const life of taken(replica === undefined ? all : [replica])) {
        life.over = true;
        void life.stop();
      }
    },
    async loseStore() {
      const lost = store;
      store = undefined;
      await lost?.close();
    },
  };
}
