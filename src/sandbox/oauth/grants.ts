import { createHash, randomBytes } from "node:crypto";
import type { Account } from "../github/accounts.ts";
import type { App } from "../github/apps.ts";
import type { Clock } from "../github/clock.ts";
import type { Keyring } from "../rest/keyring.ts";

/** Docs: "Refreshing user access tokens": eight hours and six months, in seconds. */
const ACCESS_LIFETIME = 28_800;
const REFRESH_LIFETIME = 15_897_600;

/** Docs: "Generating a user access token for a GitHub App": a code is good for ten minutes. */
const CODE_LIFETIME = 600;

interface Authorized {
  readonly app: App;
  readonly account: Account;
}

interface Code extends Authorized {
  readonly redirectUri: string;
  /** PKCE, S256; null where none was given. */
  readonly challenge: string | null;
  readonly until: number;
}

interface Refresh extends Authorized {
  readonly access: string;
  readonly until: number;
}

/** What a token request is answered with, or refused for. */
export type TokenAnswer =
  | { readonly is: "given"; readonly body: Readonly<Record<string, unknown>> }
  | {
      readonly is: "refused";
      readonly error: "bad_verification_code" | "redirect_uri_mismatch" | "bad_refresh_token";
    };

export interface TradedCode {
  readonly app: App;
  readonly code: string;
  readonly redirectUri: string | null;
  readonly verifier: string | null;
}

/** The codes and refresh tokens given out: each is good once. */
export interface Grants {
  code(to: Omit<Code, "until">): string;
  trade(code: TradedCode): TokenAnswer;
  refresh(app: App, token: string): TokenAnswer;
  /** Forgets all that a person has given an App. */
  revoke(app: App, account: Account): void;
}

const s256 = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");

export const createGrants = (clock: Clock, keyring: Keyring): Grants => {
  const codes = new Map<string, Code>();
  const refreshes = new Map<string, Refresh>();

  const give = ({ app, account }: Authorized): TokenAnswer => {
    const now = clock.now();
    const access = keyring.giveUser({
      kind: "user",
      app,
      account,
      expiresAt: now + ACCESS_LIFETIME * 1000,
    });
    const refresh = `ghr_${randomBytes(57).toString("base64url")}`;
    refreshes.set(refresh, { app, account, access, until: now + REFRESH_LIFETIME * 1000 });
    return {
      is: "given",
      body: {
        access_token: access,
        expires_in: ACCESS_LIFETIME,
        refresh_token: refresh,
        refresh_token_expires_in: REFRESH_LIFETIME,
        scope: "",
        token_type: "bearer",
      },
    };
  };

  return {
    code(to) {
      const code = randomBytes(10).toString("hex");
      codes.set(code, { ...to, until: clock.now() + CODE_LIFETIME * 1000 });
      return code;
    },
    trade({ app, code, redirectUri, verifier }) {
      const known = codes.get(code);
      codes.delete(code);
      const isGood = known !== undefined && known.app === app && known.until > clock.now();
      if (!isGood || (known.challenge !== null && s256(verifier ?? "") !== known.challenge)) {
        return { is: "refused", error: "bad_verification_code" };
      }
      if (redirectUri !== null && redirectUri !== known.redirectUri) {
        return { is: "refused", error: "redirect_uri_mismatch" };
      }
      return give(known);
    },
    refresh(app, token) {
      const known = refreshes.get(token);
      if (known === undefined || known.app !== app || known.until <= clock.now()) {
        return { is: "refused", error: "bad_refresh_token" };
      }
      refreshes.delete(token);
      keyring.drop(known.access);
      return give(known);
    },
    revoke(app, account) {
      for (const given of [codes, refreshes]) {
        for (const [name, one] of given) {
          if (one.app === app && one.account === account) given.delete(name);
        }
      }
      keyring.revokeUser(app, account);
    },
  };
};
