import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { createConductor } from "../../conductor.ts";
import { readEnv } from "../../env.ts";
import type { Log } from "../../log.ts";
import type { SceneApp } from "../../sandbox/scenes/project.ts";
import type { VirtualClock } from "../../sandbox/virtual-clock.ts";
import { startConductor } from "../../server/start.ts";

/** The app as the sandbox registers it, and the app itself, which can be started, stopped and started again. */
export type Stage = {
  /** For the sandbox: what `app.yml` asks for, and a key made for this stage. */
  readonly app: SceneApp;
  /** Starts the app as `start` starts it, against the sandbox at this origin. */
  start(world: StageWorld): Promise<void>;
  /** Stops it; nothing is answered until it is started again. */
  stop(): Promise<void>;
};

export type StageWorld = {
  readonly origin: string;
  readonly databasePath: string;
  /** Announcement channels by the name of their variable. */
  readonly channels: Readonly<Record<string, string>>;
  /** How the app reaches the sandbox; absent: over the network. */
  readonly fetch?: typeof fetch;
  readonly sweepMinutes?: number;
};

export type StageOptions = { readonly clock: VirtualClock; readonly log: Log };

const APP_ID = 4711;
const SLUG = "release-conductor";

/** A stage for the app: its identity is made here, at run time, and thrown away with it. */
export function createStage({ clock, log }: StageOptions): Stage {
  const keys = keyPair();
  const webhookSecret = randomBytes(32).toString("hex");
  const markerKey = randomBytes(32).toString("hex");
  let running: { readonly url: string; close(): Promise<void> } | undefined;
  return {
    app: {
      id: APP_ID,
      slug: SLUG,
      publicKey: keys.publicKey,
      webhookSecret,
      ...manifest(),
      deliver: (request) => deliver(running?.url, request),
    },
    async start(world) {
      const reading = readEnv({
        APP_ID: String(APP_ID),
        PRIVATE_KEY: keys.privateKey,
        WEBHOOK_SECRET: webhookSecret,
        MARKER_KEY: markerKey,
        HOST: "127.0.0.1",
        PORT: "0",
        DATABASE_PATH: world.databasePath,
        GITHUB_API_URL: `${world.origin}/github`,
        PYPI_URL: `${world.origin}/pypi`,
        TESTPYPI_URL: `${world.origin}/testpypi`,
        STATUS_URL: `${world.origin}/status`,
        SWEEP_MINUTES: String(world.sweepMinutes ?? 10),
        ...world.channels,
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
    async stop() {
      const stopping = running;
      running = undefined;
      await stopping?.close();
    },
  };
}

/** One pair for the whole process: making one takes longer than a whole release in the sandbox. */
let pair: { readonly publicKey: string; readonly privateKey: string } | undefined;

function keyPair() {
  pair ??= generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return pair;
}

/** What the app asks GitHub for, from the very file that a real installation is made from. */
function manifest(): Pick<SceneApp, "permissions" | "events"> {
  const text = readFileSync(new URL("../../../app.yml", import.meta.url), "utf8");
  const { default_permissions, default_events } = parse(text) as {
    default_permissions: Record<string, "read" | "write">;
    default_events: string[];
  };
  return { permissions: default_permissions, events: default_events };
}

async function deliver(url: string | undefined, request: Request): Promise<Response> {
  if (url === undefined) {
    throw new TypeError("fetch failed");
  }
  const body = await request.text();
  return fetch(`${url}/api/github/webhooks`, { method: "POST", headers: request.headers, body });
}
