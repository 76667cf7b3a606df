import { createHash, randomBytes } from "node:crypto";
import type { Account } from "../github/accounts.ts";
import type { App, Installation, Level, Permissions } from "../github/apps.ts";

/** What an installation token was given out for. */
export interface TokenGrant {
  readonly kind: "installation";
  readonly installation: Installation;
  readonly permissions: Permissions;
  /** Ids; null means whatever the installation covers. */
  readonly repositories: ReadonlySet<number> | null;
  /** By the sandbox's clock, like every stamp of its answers. */
  readonly expiresAt: number;
}

/** A person's authorization of an App. */
export interface UserGrant {
  readonly kind: "user";
  readonly app: App;
  readonly account: Account;
  /** Absent: never, as a story's own token. */
  readonly expiresAt?: number;
}

/** The tokens given out so far. */
export interface Keyring {
  give(grant: TokenGrant): string;
  giveUser(grant: UserGrant): string;
  find(token: string): TokenGrant | UserGrant | undefined;
  /** Ends one token. */
  drop(token: string): void;
  /** Forgets a person's tokens for an App, as a revoked authorization does. */
  revokeUser(app: App, account: Account): void;
}

const LIFETIME = 60 * 60 * 1000;

/** Tokens of installations are long strings with dots and dashes today (GitHub changelog, 2026-04-27). */
const longToken = (app: App): string => {
  const part = (bytes: number): string => randomBytes(bytes).toString("base64url");
  return `ghs_${app.id}_${part(48)}.${part(240)}.${part(84)}`;
};

export const createKeyring = (): Keyring => {
  const grants = new Map<string, TokenGrant | UserGrant>();
  return {
    give(grant) {
      const token = longToken(grant.installation.app);
      grants.set(token, grant);
      return token;
    },
    giveUser(grant) {
      const token = `ghu_${randomBytes(27).toString("base64url").slice(0, 36)}`;
      grants.set(token, grant);
      return token;
    },
    find: (token) => grants.get(token),
    drop(token) {
      grants.delete(token);
    },
    revokeUser(app, account) {
      for (const [token, grant] of grants) {
        if (grant.kind === "user" && grant.app === app && grant.account === account) grants.delete(token);
      }
    },
  };
};

export const tokenExpiry = (now: number): number => Math.floor((now + LIFETIME) / 1000) * 1000;

/** Whether a set of permissions includes one at a level. */
export const allows = (permissions: Permissions, name: string, level: Level): boolean =>
  permissions[name] === "write" || permissions[name] === level;

/** What a token can do now: what it was given for, as far as the installation still has it. */
export const effective = (grant: TokenGrant): Permissions =>
  Object.fromEntries(
    Object.entries(grant.permissions).flatMap(([name, level]) => {
      const granted = grant.installation.permissions[name];
      if (granted === undefined) return [];
      return [[name, granted === "write" ? level : granted] as const];
    }),
  );

const fingerprints = new Map<string, string>();
const MOST_FINGERPRINTS = 1_000;

/** A short name for a token that does not tell it, for tying ETags to it. */
export const fingerprint = (token: string): string => {
  const known = fingerprints.get(token);
  if (known !== undefined) return known;
  const made = createHash("sha256").update(token).digest("hex").slice(0, 16);
  if (fingerprints.size === MOST_FINGERPRINTS) fingerprints.clear();
  fingerprints.set(token, made);
  return made;
};
