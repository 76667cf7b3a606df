import { createPrivateKey, type KeyObject, sign } from "node:crypto";
import { MINUTE, SECOND } from "../release/instant.ts";

/** GitHub takes at most ten minutes from when a JWT was issued, by its own clock. */
const LIFETIME = 9 * MINUTE;

/** Issued so long ago, should GitHub's clock be behind ours. */
const DRIFT = 30 * SECOND;

/** A JWT is used again until it is so old. */
const USED_FOR = 5 * MINUTE;

/** What `createAppAuth` takes as `createJwt`; `timeDifference` in seconds, where GitHub's clock was found to differ. */
type CreateJwt = (
  app: number | string,
  timeDifference?: number,
) => Promise<{ readonly jwt: string; readonly expiresAt: string }>;

/**
 * Signs the app's JWTs with a key that is parsed once, where Octokit would parse it for each request, and takes one
 * JWT for some minutes. Their time is real time, not the clock's: GitHub compares it with its own. Throws when the
 * PEM holds no private key.
 * https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 */
export function createJwts(pem: string): CreateJwt {
  const key = createPrivateKey(pem);
  let made: { readonly at: number; readonly difference: number; readonly jwt: string } | undefined;
  return async (app, timeDifference = 0) => {
    const now = Date.now();
    if (made === undefined || made.difference !== timeDifference || now - made.at > USED_FOR) {
      made = { at: now, difference: timeDifference, jwt: jwt(key, app, now + timeDifference * SECOND) };
    }
    return { jwt: made.jwt, expiresAt: new Date(made.at + LIFETIME).toISOString() };
  };
}

function jwt(key: KeyObject, app: number | string, at: number): string {
  const claims = { iat: seconds(at - DRIFT), exp: seconds(at + LIFETIME), iss: app };
  const said = `${encoded({ alg: "RS256", typ: "JWT" })}.${encoded(claims)}`;
  return `${said}.${sign("RSA-SHA256", Buffer.from(said), key).toString("base64url")}`;
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

function seconds(instant: number): number {
  return Math.floor(instant / SECOND);
}
