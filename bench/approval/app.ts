import { readdirSync } from "node:fs";
import { join } from "node:path";
import { addressesIn, createIdentity, variablesOf } from "../../src/cli/stage/identity.ts";
import type { SceneApp } from "../../src/sandbox/scenes/project.ts";
import { type Replicas, startReplicas } from "../chaos/replicas.ts";
import type { Engine } from "./engine.ts";

/** The app in a process of its own. */
export type App = {
  /** For the sandbox. */
  readonly app: SceneApp;
  /** Starts it against the sandbox at this origin; gives the file of its log. */
  start(origin: string, settings: Readonly<Record<string, string>>): Promise<string>;
  stop(): Promise<void>;
};

/** Nothing is swept meanwhile: what moves, moves because of an event. The log says what was waited for. */
const SETTINGS = { LOG_LEVEL: "debug", SWEEP_MINUTES: "1440" };

export function createApp(engine: Engine, folder: string): App {
  const identity = createIdentity();
  let replicas: Replicas | undefined;
  return {
    app: {
      ...identity.app,
      // Before it runs there is nothing it has to know.
      deliver: async (request) => replicas?.deliver(request) ?? new Response(null, { status: 202 }),
    },
    async start(origin, settings) {
      replicas = await startReplicas({
        count: 1,
        folder,
        variables: {
          ...variablesOf(identity),
          ...engine.variables,
          ...addressesIn(origin),
          ...SETTINGS,
          ...settings,
        },
      });
      const log = readdirSync(folder).find((name) => name.endsWith(".log"));
      return join(folder, log ?? "");
    },
    async stop() {
      await replicas?.stop();
      replicas = undefined;
    },
  };
}
