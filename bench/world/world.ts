import { addressesIn, createIdentity, variablesOf } from "../../src/cli/stage/identity.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { createVirtualClock, type VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import type { Town } from "../../test/worlds/town.ts";
import { type ClockServer, serveClock } from "../clock/serve.ts";
import type { Engine } from "../replicas/engine.ts";
import { type Replicas, startReplicas } from "../replicas/replicas.ts";
import { settle } from "./towns.ts";

/** A sandbox over HTTP and the app in processes of its own, all on the sandbox's clock. */
export type World = {
  readonly clock: VirtualClock;
  readonly sandbox: Sandbox;
  readonly towns: readonly Town[];
  readonly replicas: Replicas;
  /** Starts a replica again that is dead; resolves when it goes by the clock, on which it may have to wait for others. */
  restart(which: number): Promise<void>;
  /** From now on the app's requests go this way. */
  through(reach: Sandbox["fetch"]): void;
};

export type WorldOptions = {
  readonly engine: Engine;
  readonly replicas: number;
  readonly releases: number;
  readonly installations: number;
  /** Scripts and people's moods follow from it. */
  readonly seed: number;
  /** For the replicas' logs. */
  readonly folder: string;
  /** Variables of the app besides those that it cannot do without. */
  readonly settings: Readonly<Record<string, string>>;
  /** Arguments of Node before the app's script. */
  readonly node?: readonly string[];
};

/** When all worlds begin, by their clocks. */
export const START = Date.parse("2026-11-20T18:00:00Z");

/** What wakes within the same second wakes together. */
const GRAIN = 1_000;
const CONDUCTOR = new URL("../conductor.js", import.meta.url).pathname;

/** Lives in a world; no time passes in it before `live` sleeps. All is stopped once that has ended. */
export async function inWorld<T>(options: WorldOptions, live: (world: World) => Promise<T>): Promise<T> {
  const clock = createVirtualClock(START);
  const served = await serveClock(clock, GRAIN);
  const identity = createIdentity();
  const made: { replicas?: Replicas; reach?: Sandbox["fetch"] } = {};
  const { towns, channels, origin, close } = await settle({
    ...options,
    clock,
    app: { ...identity.app, deliver: (request) => deliver(request, served, made.replicas) },
    reach: async (request) => made.reach?.(request) ?? new Response(null, { status: 503 }),
  });
  const sandbox = sandboxOf(towns);
  made.reach = sandbox.fetch;
  const { over } = await clock.busy(async () => {
    const replicas = await startReplicas({
      count: options.replicas,
      folder: options.folder,
      command: [...(options.node ?? []), CONDUCTOR],
      variables: {
        ...variablesOf(identity),
        ...options.engine.variables,
        ...addressesIn(origin),
        ...channels,
        ...options.settings,
        CLOCK_PORT: String(served.port),
      },
    });
    made.replicas = replicas;
    const through = (reach: Sandbox["fetch"]) => {
      made.reach = reach;
    };
    const restart = (which: number) => {
      const joined = served.joined();
      replicas.start(which);
      return joined;
    };
    return { over: live({ clock, sandbox, towns, replicas, restart, through }) };
  });
  try {
    return await over;
  } finally {
    // Nothing ends in good order where time stands still.
    await Promise.all(Array.from({ length: options.replicas }, (_, which) => made.replicas?.kill(which)));
    await served.close();
    await close();
  }
}

function sandboxOf([first]: readonly Town[]): Sandbox {
  if (first === undefined) throw new Error("no release was asked for");
  return first.project.sandbox;
}

/** What reaches a process over HTTP gives it something to do, at the moment that it is. */
async function deliver(
  request: Request,
  served: ClockServer,
  replicas: Replicas | undefined,
): Promise<Response> {
  // Before it runs there is nothing it has to know.
  if (replicas === undefined) return new Response(null, { status: 202 });
  served.nudge();
  try {
    return await replicas.deliver(request);
  } finally {
    served.nudge();
  }
}
