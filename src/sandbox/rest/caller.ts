import { createPublicKey, type KeyObject, verify } from "node:crypto";
import type { Account } from "../github/accounts.ts";
import type { App } from "../github/apps.ts";
import type { World } from "../github/world.ts";
import type { Keyring, TokenGrant, UserGrant } from "./keyring.ts";
import type { HttpRefusal } from "./refusals.ts";

/** Who sends a request. */
export type Caller =
  | { readonly kind: "none" }
  | { readonly kind: "app"; readonly app: App }
  | TokenGrant
  | UserGrant;

/** Docs: generating a JWT for a GitHub App; ten minutes, and a minute of drift. */
const LONGEST_JWT = 10 * 60;
const DRIFT = 60;

const json = (part: string | undefined): Readonly<Record<string, unknown>> | undefined => {
  try {
    return JSON.parse(Buffer.from(part ?? "", "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
};

const appOfIssuer = (world: World, issuer: unknown): App | undefined =>
  world.apps.find((app) => String(app.id) === String(issuer) || app.clientId === issuer);

const publicKeys = new WeakMap<App, KeyObject>();

const publicKeyOf = (app: App): KeyObject => {
  const key = publicKeys.get(app) ?? createPublicKey(app.publicKey);
  publicKeys.set(app, key);
  return key;
};

const checkJwt = (world: World, token: string): Caller | HttpRefusal => {
  const [header, payload, signature] = token.split(".");
  const claims = json(payload);
  const app = claims && appOfIssuer(world, claims["iss"]);
  if (!claims || !app || json(header)?.["alg"] !== "RS256" || signature === undefined)
    return "jwt-unreadable";
  const signed = verify(
    "RSA-SHA256",
    Buffer.from(`${header}.${payload}`),
    publicKeyOf(app),
    Buffer.from(signature, "base64url"),
  );
  if (!signed) return "jwt-unreadable";
  const now = Date.now() / 1000;
  const expires = Number(claims["exp"]);
  if (!(expires > now - DRIFT)) return "jwt-expired";
  if (expires > now + LONGEST_JWT + DRIFT) return "jwt-too-long";
  return { kind: "app", app };
};

const stillGood = (world: World, grant: TokenGrant | UserGrant): Caller | HttpRefusal => {
  const { expiresAt = Number.POSITIVE_INFINITY } = grant;
  if (expiresAt <= world.clock.now()) return "bad-credentials";
  if (grant.kind === "user") return grant;
  if (!world.installations.includes(grant.installation)) return "bad-credentials";
  return grant.installation.suspended ? "suspended" : grant;
};

/** Finds out who sends a request by its Authorization header, or how GitHub refuses it. */
export const authenticate = (
  world: World,
  keyring: Keyring,
  authorization: string | null,
): Caller | HttpRefusal => {
  if (authorization === null) return { kind: "none" };
  const token = authorization.replace(/^(bearer|token)\s+/i, "");
  const grant = keyring.find(token);
  if (grant) return stillGood(world, grant);
  return token.split(".").length === 3 && !token.startsWith("gh")
    ? checkJwt(world, token)
    : "bad-credentials";
};

/** The account in whose name a request acts. */
export const actorOf = (caller: Caller): Account | null => {
  switch (caller.kind) {
    case "installation":
      return caller.installation.app.bot;
    case "user":
      return caller.account;
    case "app":
    case "none":
      return null;
  }
};

/** The App behind a request. */
export const appOfCaller = (caller: Caller): App | null => {
  switch (caller.kind) {
    case "installation":
      return caller.installation.app;
    case "user":
    case "app":
      return caller.app;
    case "none":
      return null;
  }
};
