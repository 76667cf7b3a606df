import { randomBytes } from "node:crypto";
import { type Accounts, createAccounts } from "../../src/accounts/accounts.ts";
import type { Given, OAuth } from "../../src/accounts/oauth.ts";
import { createKeyring, type Keyring } from "../../src/accounts/seal.ts";
import type { Clock } from "../../src/clock.ts";
import { HOUR } from "../../src/release/instant.ts";
import type { AccountsTable } from "../../src/store/store.ts";

export const secret = () => randomBytes(32).toString("hex");

/** GitHub's side of a person's tokens: a refresh token works once. `before` runs while GitHub works on an answer. */
export function tokenOffice(clock: Pick<Clock, "now">, before: () => Promise<void> | void = () => {}) {
  const good = new Set<string>();
  const asked: string[] = [];
  function give() {
    const number = randomBytes(300).toString("hex").slice(0, 596);
    const tokens = { access: `ghu_${number}`, accessUntil: clock.now() + 8 * HOUR, refresh: `ghr_${number}` };
    good.add(tokens.refresh);
    return tokens;
  }
  const oauth: Pick<OAuth, "refresh"> = {
    async refresh(token): Promise<Given> {
      asked.push(token);
      const known = good.delete(token);
      await before();
      return known ? { is: "given", tokens: give() } : { is: "refused", error: "bad_refresh_token" };
    },
  };
  return { oauth, asked, give };
}

export type Line = { readonly fields: object; readonly text: string };

export function accountsOver(
  table: AccountsTable,
  given: { readonly clock: Clock; readonly oauth: Pick<OAuth, "refresh">; readonly keyring?: Keyring },
): Accounts & { readonly lines: Line[] } {
  const lines: Line[] = [];
  const note = (fields: object, text: string) => void lines.push({ fields, text });
  const keyring = given.keyring ?? createKeyring({ current: secret(), old: [] });
  return { ...createAccounts({ ...given, table, keyring, log: { info: note, warn: note } as never }), lines };
}
