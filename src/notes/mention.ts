import type { Account } from "../release/range.ts";
import { asText } from "../replies/safe.ts";

/** The names GitHub gives accounts, those of enterprises (`octocat_acme`) and old ones that end in `-` included. */
const LOGIN = /^[a-z\d][\w-]{0,99}$/i;

/** Whether GitHub may have an account or organization of this name. */
export function isLogin(name: string): boolean {
  return LOGIN.test(name);
}

/**
 * How the notes name an account: a person is called, a bot is not. What is no login of GitHub's is mere text, so that
 * nothing but a login ever stands behind an `@`.
 */
export function mention({ login, bot }: Pick<Account, "login" | "bot">): string {
  const name = plainLogin(login);
  if (!isLogin(name)) {
    return asText(login, 100);
  }
  return bot ? `${name}[bot]` : `@${name}`;
}

/** A login as its owner writes it: REST and git call a bot `name[bot]`, GraphQL calls it `name`. */
export function plainLogin(login: string): string {
  return login.replace(/\[bot\]$/i, "");
}

/** Whether a name on a list means this account: logins know no case, and bots stand there with `[bot]` or without. */
export function isListed({ login, bot }: Account, names: readonly string[]): boolean {
  const said = plainLogin(login).toLowerCase();
  return names.some((name) => {
    const meant = name.toLowerCase();
    return bot ? plainLogin(meant) === said : meant === said;
  });
}
