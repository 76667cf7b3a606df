import type { Account, Range } from "../release/range.ts";
import { nameKey } from "./names.ts";

/**
 * The account that a name in git means, as far as the range tells: whoever commits from two addresses is one person.
 * Undefined where it may be two, or nobody's.
 */
export type Directory = (name: string) => Account | undefined;

/** By the logins, the names GitHub has of accounts, and the names they committed under. */
export function directory({ commits, pullRequests }: Range): Directory {
  const accounts = new Map<string, Map<string, Account>>();
  const add = (name: string, account: Account) => {
    const key = nameKey(name);
    accounts.set(key, (accounts.get(key) ?? new Map()).set(account.login.toLowerCase(), account));
  };
  const named = commits.flatMap(({ authors }) => authors);
  const all = [
    ...pullRequests.flatMap(({ author }) => author ?? []),
    ...named.flatMap(({ account }) => account ?? []),
  ];
  for (const account of all) {
    add(account.login, account);
    add(account.name ?? account.login, account);
  }
  for (const { name, account } of named) {
    if (account !== undefined) {
      add(name, account);
    }
  }
  return (name) => {
    const meant = [...(accounts.get(nameKey(name))?.values() ?? [])];
    return meant.length === 1 ? meant[0] : undefined;
  };
}
