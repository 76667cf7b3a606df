import { faultOf, GitHubFault } from "../github/fault.ts";
import { SECOND } from "../release/instant.ts";
import type { TakenAccount } from "../store/store.ts";
import type { AccountsSettings, PersonToken } from "./accounts.ts";
import { type Link, openLink, sealLink } from "./link.ts";
import { OAUTH_TIMEOUT } from "./oauth.ts";

/** `busy`: another replica is at it, or has just been: to be looked at again. */
export type Attempt = PersonToken | { readonly is: "busy" };

/** Longer than the request and the writing of its answer take together. */
const LEASE = 30 * SECOND;

/** GitHub's words for a refresh token that is used up, revoked or too old: there is nothing left of the link. */
const ENDED: ReadonlySet<string> = new Set(["bad_refresh_token", "unauthorized"]);

/**
 * Refreshes a person's token, once over all replicas: a refresh token works once, and using it ends the access token
 * that came with it. The new pair is in the store before anybody uses it. Whoever dies between GitHub's answer and the
 * store has lost the link: the next refresh is refused, and the person is asked to link again.
 */
export async function refreshed(
  settings: AccountsSettings,
  person: number,
  isFresh: (link: Link) => boolean,
): Promise<Attempt> {
  const { table, keyring } = settings;
  const taken = await table.take(person, LEASE);
  if (taken === undefined) return { is: "busy" };
  const opened = openLink(keyring, person, taken.sealed);
  if (opened.is === "unreadable") {
    await table.finish(taken);
    return { is: "not-linked", why: "ended" };
  }
  const { link } = opened;
  if (isFresh(link)) {
    await table.finish(taken);
    return { is: "token", token: link.tokens.access, login: link.login };
  }
  const { refresh } = link.tokens;
  return refresh === undefined
    ? await ended(settings, taken, "it has no refresh token")
    : await exchanged(settings, taken, { ...link, refresh });
}

async function exchanged(
  settings: AccountsSettings,
  taken: TakenAccount,
  { login, refresh }: Pick<Link, "login"> & { readonly refresh: string },
): Promise<Attempt> {
  const { table, keyring, oauth, clock, log } = settings;
  const { person } = taken;
  // Whoever was held up so long that another may have taken over sends nothing.
  if (clock.now() + OAUTH_TIMEOUT >= taken.until) return { is: "busy" };
  const given = await answerOf(() => oauth.refresh(refresh));
  if (given.is === "unknown") {
    await table.finish(taken);
    return given;
  }
  if (given.is === "refused") {
    if (ENDED.has(given.error)) return await ended(settings, taken, given.error);
    await table.finish(taken);
    return { is: "unknown", because: notOurs(given.error) };
  }
  const { tokens } = given;
  const isKept = await table.finish(taken, sealLink(keyring, person, { login, tokens }));
  if (!isKept) return { is: "busy" };
  log.info({ person }, "the token of a linked account was refreshed");
  return { is: "token", token: tokens.access, login };
}

/** Nothing can be done with the link any more: it is forgotten, unless it was made anew meanwhile. */
async function ended({ table, log }: AccountsSettings, taken: TakenAccount, why: string): Promise<Attempt> {
  if (!(await table.drop(taken))) return { is: "busy" };
  log.warn({ person: taken.person, why }, "the link of an account has ended; it has to be linked again");
  return { is: "not-linked", why: "ended" };
}

async function answerOf<T>(ask: () => Promise<T>) {
  try {
    return await ask();
  } catch (error) {
    const because = faultOf(error);
    if (because === undefined) throw error;
    return { is: "unknown", because } as const;
  }
}

/** A refusal that says nothing of the link. */
function notOurs(error: string) {
  const remedy = "check GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET against the App's settings page";
  const detail = `a person's token was not refreshed: GitHub answered ${error}; ${remedy}`;
  return new GitHubFault({ kind: "refused", detail }).fault;
}
