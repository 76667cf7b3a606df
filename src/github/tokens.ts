import type { Clock } from "../clock.ts";
import { type Instant, MINUTE, SECOND } from "../release/instant.ts";
import type { Minted } from "./app-client.ts";
import type { Permissions } from "./tasks.ts";

/** A token is renewed this long before it expires: longer than any request takes. */
const MARGIN = 10 * MINUTE;

/** How long GitHub may need until all of it knows a new token, and answers 401 meanwhile. */
const REPLICATION = 5 * SECOND;

/** What a token may do, and where; no repository: all of the installation. */
export type Scope = {
  readonly installation: number;
  readonly repository?: number;
  readonly permissions: Permissions;
};

/** Installation tokens, one per scope, minted when first needed and kept in memory until shortly before they expire. */
export type Tokens = {
  take(scope: Scope): Promise<string>;
  /** GitHub answered 401: the next `take` mints a new one, unless this one is so young that it may only be unknown. */
  refused(scope: Scope): void;
  forget(installation: number): void;
};

type Entry = {
  readonly scope: Scope;
  readonly since: Instant;
  readonly minted: Promise<Minted>;
  until: Instant;
};

export type TokensOptions = {
  readonly clock: Clock;
  readonly mint: (scope: Scope) => Promise<Minted>;
  /** Told of each token that is given to nobody any more. */
  readonly gone: (token: string) => void;
};

export function createTokens({ clock, mint, gone }: TokensOptions): Tokens {
  const entries = new Map<string, Entry>();

  function drop(key: string, { minted }: Entry): void {
    entries.delete(key);
    minted.then(
      ({ token }) => gone(token),
      () => undefined,
    );
  }

  function start(key: string, scope: Scope): Entry {
    const minted = mint(scope);
    const entry: Entry = { scope, since: clock.now(), minted, until: Number.POSITIVE_INFINITY };
    entries.set(key, entry);
    minted.then(
      ({ expiresAt }) => {
        entry.until = expiresAt - MARGIN;
      },
      () => {
        if (entries.get(key) === entry) entries.delete(key);
      },
    );
    return entry;
  }

  function dropExpired(): void {
    for (const [key, entry] of entries) if (entry.until <= clock.now()) drop(key, entry);
  }

  return {
    async take(scope) {
      const key = keyOf(scope);
      dropExpired();
      const { minted } = entries.get(key) ?? start(key, scope);
      return (await minted).token;
    },
    refused(scope) {
      const entry = entries.get(keyOf(scope));
      if (entry && clock.now() - entry.since > REPLICATION) drop(keyOf(scope), entry);
    },
    forget(installation) {
      for (const [key, entry] of entries) if (entry.scope.installation === installation) drop(key, entry);
    },
  };
}

function keyOf({ installation, repository, permissions }: Scope): string {
  const sorted = Object.entries(permissions).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([installation, repository ?? null, sorted]);
}
