import { addressesIn, createIdentity, variablesOf } from "../../src/cli/stage/identity.ts";
import type { SceneApp } from "../../src/sandbox/scenes/project.ts";
import type { Engine } from "../replicas/engine.ts";
import { memoryOf } from "../replicas/memory.ts";
import { type Replicas, startReplicas } from "../replicas/replicas.ts";

/** The app in processes of its own. */
export type App = {
  /** For the sandbox. */
  readonly app: SceneApp;
  /** The folder of its logs. */
  readonly folder: string;
  /** Starts it against the sandbox at this origin. */
  start(origin: string, settings: Readonly<Record<string, string>>): Promise<void>;
  /** What its largest process has in memory, in megabytes. */
  memory(): number;
  stop(): Promise<void>;
};

/** Nothing is swept meanwhile: what moves, moves because of an event. The log says what was waited for. */
const SETTINGS = { LOG_LEVEL: "debug", SWEEP_MINUTES: "1440" };

export function createApp(engine: Engine, folder: string, count: number): App {
  const identity = createIdentity();
  let replicas: Replicas | undefined;
  return {
    folder,
    app: {
      ...identity.app,
      // Before it runs there is nothing it has to know.
      deliver: async (request) => replicas?.deliver(request) ?? new Response(null, { status: 202 }),
    },
    async start(origin, settings) {
      replicas = await startReplicas({
        count,
        folder,
        variables: {
          ...variablesOf(identity),
          ...engine.variables,
          ...addressesIn(origin),
          ...SETTINGS,
          ...settings,
        },
      });
    },
    memory: () => (replicas === undefined ? Number.NaN : memoryOf(replicas, count)),
    async stop() {
      await replicas?.stop();
      replicas = undefined;
    },
  };
}
