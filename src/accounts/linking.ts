import { faultOf } from "../github/fault.ts";
import type { GitHub } from "../github/github.ts";
import type { Log } from "../log.ts";
import type { Instant } from "../release/instant.ts";
import type { LinkFailure, LinkOutcome } from "../replies/linking.ts";
import type { Shared } from "../store/store.ts";
import type { Accounts } from "./accounts.ts";
import { challengeOf, type Flow, isSame, nameOf, newFlow, openFlow, sealFlow } from "./flow.ts";
import type { OAuth } from "./oauth.ts";
import type { Keyring } from "./seal.ts";

/**
 * Linking an account over GitHub's pages. What a flow has to remember is kept by the browser, sealed: so any replica can
 * finish what another began, and nobody can fill the store by beginning. What was used is remembered by the store.
 */
export type Linking = {
  /** Where to send the browser, and what it is to keep until it comes back. */
  begin(): { readonly location: string; readonly kept: string };
  /** Finishes with what GitHub's answer and the browser bring. Rejects with `StoreUnavailable`; then nothing is linked. */
  finish(answer: URLSearchParams, kept: string | undefined): Promise<LinkOutcome>;
};

export type LinkingSettings = {
  readonly accounts: Pick<Accounts, "link">;
  readonly oauth: Pick<OAuth, "authorizeUrl" | "exchange">;
  readonly github: Pick<GitHub, "whoIs">;
  readonly keyring: Keyring;
  readonly shared: Shared;
  readonly clock: { now(): Instant };
  readonly log: Pick<Log, "info" | "warn" | "error">;
};

/** States used within the last ten minutes, by their names, and until when they are remembered. */
type Used = Readonly<Record<string, Instant>>;

/** So many links can be finished in ten minutes. Only who has begun one can add to them. */
const MOST_USED = 1_000;

export function createLinking(settings: LinkingSettings): Linking {
  const { accounts, oauth, github, keyring, clock, log } = settings;

  async function link(flow: Flow, code: string): Promise<LinkOutcome> {
    const given = await oauth.exchange({ code, verifier: flow.verifier });
    if (given.is === "refused") return notLinked(refusalOf(given.error, log));
    const { id, login } = await github.whoIs(given.tokens.access);
    await accounts.link(id, { login, tokens: given.tokens });
    log.info({ person: id }, "an account was linked");
    return { is: "linked", login };
  }

  async function linkOrNot(flow: Flow, code: string): Promise<LinkOutcome> {
    try {
      return await link(flow, code);
    } catch (error) {
      const fault = faultOf(error);
      if (fault === undefined) throw error;
      log.warn({ fault: fault.kind, detail: fault.detail }, "an account was not linked");
      return notLinked("github-silent");
    }
  }

  return {
    begin() {
      const flow = newFlow(clock.now());
      const location = oauth.authorizeUrl({ state: flow.state, challenge: challengeOf(flow) });
      return { location, kept: sealFlow(keyring, flow) };
    },
    async finish(answer, kept) {
      const flow = kept === undefined ? undefined : openFlow(keyring, kept, clock.now());
      if (flow === undefined || !isAnswerTo(flow, answer)) return notLinked("not-this-browser");
      const use = await useUp(settings, flow);
      if (use !== "first") return notLinked(use === "full" ? "busy" : "not-this-browser");
      const code = only(answer, "code");
      return code === undefined ? notLinked(saidNo(answer, log)) : await linkOrNot(flow, code);
    },
  };
}

function isAnswerTo(flow: Flow, answer: URLSearchParams): boolean {
  const state = only(answer, "state");
  return state !== undefined && isSame(state, flow.state);
}

/** Whether a flow is finished for the first time, over all replicas; it is used up thereby. */
function useUp({ shared, clock }: LinkingSettings, flow: Flow): Promise<"first" | "again" | "full"> {
  return shared.change("links finished", (used: Used | undefined) => {
    const now = clock.now();
    const young = Object.entries(used ?? {}).filter(([, until]) => until > now);
    const kept = Object.fromEntries(young);
    const name = nameOf(flow);
    if (name in kept) return [kept, "again"];
    if (young.length >= MOST_USED) return [kept, "full"];
    return [{ ...kept, [name]: flow.until }, "first"];
  });
}

/** A parameter that is there once: twice is nothing that GitHub sends. */
function only(answer: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = answer.getAll(name);
  return more.length === 0 && value !== "" ? value : undefined;
}

/** GitHub came back without a code: somebody said no, or the App is not set up right. */
function saidNo(answer: URLSearchParams, log: LinkingSettings["log"]): LinkFailure {
  const error = only(answer, "error") ?? "none";
  return error === "access_denied" || error === "none" ? "denied" : refusalOf(error, log);
}

function refusalOf(error: string, log: LinkingSettings["log"]): LinkFailure {
  if (error === "bad_verification_code") return "code-refused";
  const remedy =
    "check GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET and PUBLIC_URL against the App's settings, whose callback URL is <PUBLIC_URL>/link/callback";
  log.error({ error: error.slice(0, 64) }, `GitHub refused to link an account; ${remedy}`);
  return "set-up";
}

function notLinked(why: LinkFailure): LinkOutcome {
  return { is: "not-linked", why };
}
