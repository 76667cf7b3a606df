import type { Clock } from "../clock.ts";
import { GitHubFault } from "../github/fault.ts";
import { createSleeper, type Sleeper } from "../github/sleeper.ts";
import type { Log } from "../log.ts";
import type { Fault } from "../release/fact.ts";
import { MINUTE, SECOND } from "../release/instant.ts";
import type { AccountsTable } from "../store/store.ts";
import { type Link, openLink, sealLink } from "./link.ts";
import type { OAuth } from "./oauth.ts";
import { type Attempt, refreshed } from "./refresh.ts";
import type { Keyring } from "./seal.ts";

/** A token with which the app acts as a person, or why there is none. */
export type PersonToken =
  | {
      readonly is: "token";
      readonly token: string;
      /** The person's login when the account was linked: to be shown, never to be compared. */
      readonly login: string;
    }
  /** `ended`: GitHub took the link back, or it can't be opened any more. Either way linking (again) is the remedy. */
  | { readonly is: "not-linked"; readonly why: "never" | "ended" }
  /** GitHub or another replica has not answered: to be asked again. */
  | { readonly is: "unknown"; readonly because: Fault };

/** The linked accounts, by a person's number on GitHub. Everything rejects with `StoreUnavailable` without a store. */
export type Accounts = {
  /**
   * A token that is good for some minutes, refreshed before if need be, by one replica at a time. To be used within
   * `clock.busy`: waits for another replica are slept on the sleeper given, like those of the GitHub client.
   */
  tokenOf(person: number, sleep?: Sleeper): Promise<PersonToken>;
  /** GitHub answered 401 to a token: it is not given out again, but refreshed, which tells whether the link still is. */
  refused(person: number, token: string): void;
  /** Whether there is a link that can be opened; asks nobody but the store. */
  isLinked(person: number): Promise<boolean>;
  /** Links an account, in place of an earlier link of the same person; durable when it resolves. */
  link(person: number, link: Link): Promise<void>;
  /** Forgets the person's tokens; says whether there were any. */
  unlink(person: number): Promise<boolean>;
};

export type AccountsSettings = {
  readonly table: AccountsTable;
  readonly keyring: Keyring;
  readonly oauth: Pick<OAuth, "refresh">;
  readonly clock: Clock;
  readonly log: Pick<Log, "info" | "warn">;
};

/** A token that ends so soon is refreshed first: a conduct may hold it for minutes. */
const MARGIN = 10 * MINUTE;

/** While another replica refreshes: how often to look, and for how long. Its request takes 10 s at most. */
const LOOK_AGAIN = SECOND / 2;
const PATIENCE = 15 * SECOND;

export function createAccounts(settings: AccountsSettings): Accounts {
  const { table, keyring, clock, log } = settings;
  /** One attempt a person at a time; whoever comes meanwhile shares it. It never sleeps on the clock. */
  const underWay = new Map<number, Promise<Attempt>>();
  const refusedTokens = new Map<number, string>();

  function isFresh(person: number, { tokens }: Link): boolean {
    if (refusedTokens.get(person) === tokens.access) return false;
    return tokens.accessUntil === undefined || tokens.accessUntil - MARGIN > clock.now();
  }

  async function attempt(person: number): Promise<Attempt> {
    const sealed = await table.get(person);
    if (sealed === undefined) return { is: "not-linked", why: "never" };
    const opened = openLink(keyring, person, sealed);
    if (opened.is === "unreadable") {
      log.warn(
        { person, because: opened.because },
        "a linked account cannot be opened; it has to be linked again",
      );
      return { is: "not-linked", why: "ended" };
    }
    const { link, old } = opened;
    if (isFresh(person, link)) {
      if (old) await table.reseal(person, { from: sealed, to: sealLink(keyring, person, link) });
      return { is: "token", token: link.tokens.access, login: link.login };
    }
    return refreshed(settings, person, (current) => isFresh(person, current));
  }

  function shared(person: number): Promise<Attempt> {
    const known = underWay.get(person);
    if (known !== undefined) return known;
    const made = attempt(person).finally(() => underWay.delete(person));
    underWay.set(person, made);
    return made;
  }

  return {
    async tokenOf(person, sleep = createSleeper(clock)) {
      const latest = clock.now() + PATIENCE;
      for (;;) {
        const outcome = await shared(person);
        if (outcome.is !== "busy") return outcome;
        if (clock.now() >= latest) return { is: "unknown", because: tooBusy() };
        await sleep(clock.now() + LOOK_AGAIN);
      }
    },
    refused(person, token) {
      refusedTokens.set(person, token);
    },
    async isLinked(person) {
      const sealed = await table.get(person);
      return sealed !== undefined && openLink(keyring, person, sealed).is === "open";
    },
    async link(person, link) {
      await table.put(person, sealLink(keyring, person, link));
    },
    unlink: (person) => table.remove(person),
  };
}

function tooBusy(): Fault {
  const detail = "another replica is refreshing this person's token, and has not ended in time";
  return new GitHubFault({ kind: "unreachable", detail }).fault;
}
