import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { SceneApp } from "../../sandbox/scenes/project.ts";
import { readAppFile } from "../../server/app-file.ts";

/** An App of the sandbox, made at run time and thrown away with it. */
export type Identity = {
  /** What the sandbox registers; what `app.yml` asks for, and a public key. */
  readonly app: Omit<SceneApp, "deliver"> & { readonly clientId: string; readonly clientSecret: string };
  /** PEM, PKCS#8. */
  readonly privateKey: string;
  readonly markerKey: string;
  readonly accountKey: string;
};

const APP_ID = 4711;
const SLUG = "release-conductor";
const CLIENT_ID = "Iv23liSandbox0004711";

/** Where people find the app on its stage: an address that leads nowhere but through `visit`. */
export const PUBLIC_URL = "http://conductor.test";

export function createIdentity(): Identity {
  const { publicKey, privateKey } = keyPair();
  const secret = () => randomBytes(32).toString("hex");
  const app = {
    id: APP_ID,
    slug: SLUG,
    publicKey,
    webhookSecret: secret(),
    clientId: CLIENT_ID,
    clientSecret: secret(),
    callbackUrls: [`${PUBLIC_URL}/link/callback`],
    ...manifest(),
  };
  return { app, privateKey, markerKey: secret(), accountKey: secret() };
}

/** What the app needs to be this App, as the variables of its environment. */
export function variablesOf({ app, privateKey, markerKey }: Identity): Readonly<Record<string, string>> {
  return {
    APP_ID: String(app.id),
    PRIVATE_KEY: privateKey,
    WEBHOOK_SECRET: app.webhookSecret,
    MARKER_KEY: markerKey,
  };
}

/** What the app needs to link accounts, as the variables of its environment. */
export function linkingOf({ app, accountKey }: Identity): Readonly<Record<string, string>> {
  return {
    GITHUB_CLIENT_ID: app.clientId,
    GITHUB_CLIENT_SECRET: app.clientSecret,
    ACCOUNT_KEY: accountKey,
    PUBLIC_URL,
  };
}

/** Where the app finds everything in a sandbox at this origin, as the variables of its environment. */
export function addressesIn(origin: string): Readonly<Record<string, string>> {
  return {
    GITHUB_API_URL: `${origin}/github`,
    PYPI_URL: `${origin}/pypi`,
    TESTPYPI_URL: `${origin}/testpypi`,
    NPM_URL: `${origin}/npm`,
    CRATES_URL: `${origin}/crates`,
    STATUS_URL: `${origin}/status`,
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

/** What the app asks GitHub for, as it would of a real installation. */
function manifest(): Pick<SceneApp, "permissions" | "events"> {
  const { default_permissions, default_events } = readAppFile();
  return { permissions: default_permissions, events: default_events };
}
