import { generateKeyPairSync, randomBytes } from "node:crypto";
import { type Env, readEnv } from "../../src/env.ts";
import type { SceneApp } from "../../src/sandbox/scenes/project.ts";
import { readAppFile } from "../../src/server/app-file.ts";

export const APP_ID = 4711;
const SLUG = "release-conductor";

export type Addresses = { readonly origin: string; readonly channelUrl: string };

/** The settings the app is started with, as an operator writes them. */
export function envOf({ origin, channelUrl }: Addresses): Env {
  const reading = readEnv({
    APP_ID: String(APP_ID),
    PRIVATE_KEY: keys().privateKey,
    WEBHOOK_SECRET: keys().secret,
    MARKER_KEY: keys().secret,
    GITHUB_API_URL: `${origin}/github`,
    PYPI_URL: `${origin}/pypi`,
    TESTPYPI_URL: `${origin}/testpypi`,
    STATUS_URL: `${origin}/status`,
    SWEEP_MINUTES: "20",
    ANNOUNCE_DISCORD: channelUrl,
  });
  if (reading.is === "faulty") {
    throw new Error(reading.problems.map((one) => `${one.name} ${one.cause}`).join("; "));
  }
  return reading.env;
}

/** The app as it is registered in the sandbox. */
export function registration(): Omit<SceneApp, "deliver"> {
  return {
    id: APP_ID,
    slug: SLUG,
    publicKey: keys().publicKey,
    webhookSecret: "the door of this world checks no signature",
    ...manifest(),
  };
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

type Manifest = Pick<SceneApp, "permissions" | "events">;
let read: Manifest | undefined;

/** From the file that a real installation is made from, read once for all worlds. */
function manifest(): Manifest {
  if (read === undefined) {
    const { default_permissions, default_events } = readAppFile();
    read = { permissions: default_permissions, events: default_events };
  }
  return read;
}
