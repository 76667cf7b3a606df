import { createConductor } from "../../conductor.ts";
import { readEnv } from "../../env.ts";
import type { Log } from "../../log.ts";
import type { SceneApp } from "../../sandbox/scenes/project.ts";
import type { VirtualClock } from "../../sandbox/virtual-clock.ts";
import { type Running, startConductor } from "../../server/start.ts";
import { addressesIn, createIdentity, linkingOf } from "./identity.ts";

/** The app as the sandbox registers it, and the app itself, which can be started, stopped and started again. */
export type Stage = {
  /** For the sandbox: what `app.yml` asks for, and a key made for this stage. */
  readonly app: SceneApp;
  /** Starts the app as `start` starts it, against the sandbox at this origin. */
  start(world: StageWorld): Promise<void>;
  /** A browser's request to the app, at whatever host; its redirects are not followed. */
  visit(request: Request): Promise<Response>;
  /** Stops it; nothing is answered until it is started again. */
  stop(): Promise<void>;
  /** Where it listens, for those who talk to it past GitHub; undefined while it is stopped. */
  url(): string | undefined;
  /** Where its metrics are read, where a setting says so. */
  metricsUrl(): string | undefined;
};

export type StageWorld = {
  readonly origin: string;
  readonly databasePath: string;
  /** Announcement channels by the name of their variable. */
  readonly channels: Readonly<Record<string, string>>;
  /** How the app reaches the sandbox; absent: over the network. */
  readonly fetch?: typeof fetch;
  readonly sweepMinutes?: number;
  /** Settings that are others in this world. */
  readonly settings?: Readonly<Record<string, string>>;
};

export type StageOptions = { readonly clock: VirtualClock; readonly log: Log };

/** A stage for the app: its identity is made here, at run time, and thrown away with it. */
export function createStage({ clock, log }: StageOptions): Stage {
  const identity = createIdentity();
  const { app, privateKey, markerKey } = identity;
  let running: Running | undefined;
  return {
    app: { ...app, deliver: (request) => deliver(running?.url, request) },
    async start(world) {
      const reading = readEnv({
        APP_ID: String(app.id),
        PRIVATE_KEY: privateKey,
        WEBHOOK_SECRET: app.webhookSecret,
        MARKER_KEY: markerKey,
        HOST: "127.0.0.1",
        PORT: "0",
        DATABASE_PATH: world.databasePath,
        ...addressesIn(world.origin),
        ...linkingOf(identity),
        SWEEP_MINUTES: String(world.sweepMinutes ?? 10),
        ...world.channels,
        ...world.settings,
      });
      if (reading.is === "faulty") {
        throw new Error(reading.problems.map((one) => `${one.name} ${one.cause}`).join("; "));
      }
      running = await startConductor({
        env: reading.env,
        clock,
        log,
        userAgent: "release-conductor (sandbox)",
        ...(world.fetch === undefined ? {} : { fetch: world.fetch }),
        conductor: createConductor,
      });
    },
    visit: (request) => visit(running?.url, request),
    url: () => running?.url,
    metricsUrl: () => running?.metricsUrl,
    async stop() {
      const stopping = running;
      running = undefined;
      await stopping?.close();
    },
  };
}

async function deliver(url: string | undefined, request: Request): Promise<Response> {
  if (url === undefined) {
    throw new TypeError("fetch failed");
  }
  const body = await request.text();
  return fetch(`${url}/api/github/webhooks`, { method: "POST", headers: request.headers, body });
}

async function visit(url: string | undefined, request: Request): Promise<Response> {
  if (url === undefined) {
    throw new TypeError("fetch failed");
  }
  const { pathname, search } = new URL(request.url);
  const { method, headers } = request;
  return fetch(`${url}${pathname}${search}`, { method, headers, redirect: "manual" });
}
