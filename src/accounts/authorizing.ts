import { faultOf } from "../github/fault.ts";
import type { GitHub } from "../github/github.ts";
import type { Log } from "../log.ts";
import type { Instant } from "../release/instant.ts";
import type { LinkFailure } from "../replies/linking.ts";
import type { Shared } from "../store/store.ts";
import {
  challengeOf,
  type Flow,
  type FlowPurpose,
  isSame,
  nameOf,
  newFlow,
  openFlow,
  sealFlow,
} from "./flow.ts";
import type { OAuth, Tokens } from "./oauth.ts";
import type { Keyring } from "./seal.ts";

/**
 * Having a person authorize the app over GitHub's pages. What a flow has to remember is kept by the browser, sealed: so any
 * replica can finish what another began, and nobody can fill the store by beginning. What was used is remembered by the
 * store.
 */
export type Authorizing = {
  /** Where to send the browser, and what it is to keep until it comes back. */
  begin(to?: string): { readonly location: string; readonly kept: string };
  /** Whether GitHub's answer belongs to what the browser keeps. */
  isOurs(answer: URLSearchParams, kept: string | undefined): boolean;
  /** Finishes with what GitHub's answer and the browser bring. Rejects with `StoreUnavailable`. */
  finish(answer: URLSearchParams, kept: string | undefined): Promise<Authorized>;
};

/** Who has authorized the app, and where they come from. */
export type Authorized =
  | {
      readonly is: "authorized";
      readonly person: number;
      readonly login: string;
      readonly tokens: Tokens;
      readonly to?: string;
    }
  | { readonly is: "not"; readonly why: LinkFailure };

export type AuthorizingSettings = {
  readonly oauth: Pick<OAuth, "authorizeUrl" | "exchange">;
  readonly github: Pick<GitHub, "whoIs">;
  readonly keyring: Keyring;
  readonly shared: Shared;
  readonly clock: { now(): Instant };
  readonly log: Pick<Log, "info" | "warn" | "error">;
};

/** States used within the last ten minutes, by their names, and until when they are remembered. */
type Used = Readonly<Record<string, Instant>>;

/** So many can be finished in ten minutes. Only who has begun one can add to them. */
const MOST_USED = 1_000;

export function createAuthorizing(settings: AuthorizingSettings, purpose: FlowPurpose): Authorizing {
  const { oauth, github, keyring, clock, log } = settings;
  const flowOf = (answer: URLSearchParams, kept: string | undefined) => {
    const flow = kept === undefined ? undefined : openFlow(keyring, kept, { now: clock.now(), purpose });
    return flow !== undefined && isAnswerTo(flow, answer) ? flow : undefined;
  };

  async function authorized({ verifier, to }: Flow, code: string): Promise<Authorized> {
    try {
      const given = await oauth.exchange({ code, verifier });
      if (given.is === "refused") return not(refusalOf(given.error, log));
      const { id, login } = await github.whoIs(given.tokens.access);
      const back = to === undefined ? {} : { to };
      return { is: "authorized", person: id, login, tokens: given.tokens, ...back };
    } catch (error) {
      const fault = faultOf(error);
      if (fault === undefined) throw error;
      log.warn({ fault: fault.kind, detail: fault.detail }, `GitHub did not answer to a ${purpose}`);
      return not("github-silent");
    }
  }

  return {
    begin(to) {
      const flow = newFlow(clock.now(), to);
      const location = oauth.authorizeUrl({ state: flow.state, challenge: challengeOf(flow) });
      return { location, kept: sealFlow(keyring, flow, purpose) };
    },
    isOurs: (answer, kept) => flowOf(answer, kept) !== undefined,
    async finish(answer, kept) {
      const flow = flowOf(answer, kept);
      if (flow === undefined) return not("not-this-browser");
      const use = await useUp(settings, flow);
      if (use !== "first") return not(use === "full" ? "busy" : "not-this-browser");
      const code = only(answer, "code");
      return code === undefined ? not(saidNo(answer, log)) : await authorized(flow, code);
    },
  };
}

function isAnswerTo(flow: Flow, answer: URLSearchParams): boolean {
  const state = only(answer, "state");
  return state !== undefined && isSame(state, flow.state);
}

/** Whether a flow is finished for the first time, over all replicas; it is used up thereby. */
function useUp({ shared, clock }: AuthorizingSettings, flow: Flow): Promise<"first" | "again" | "full"> {
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
function saidNo(answer: URLSearchParams, log: AuthorizingSettings["log"]): LinkFailure {
  const error = only(answer, "error") ?? "none";
  return error === "access_denied" || error === "none" ? "denied" : refusalOf(error, log);
}

function refusalOf(error: string, log: AuthorizingSettings["log"]): LinkFailure {
  if (error === "bad_verification_code") return "code-refused";
  const remedy =
    "check GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET and PUBLIC_URL against the App's settings, whose callback URL is <PUBLIC_URL>/link/callback";
  log.error({ error: error.slice(0, 64) }, `GitHub refused to link an account; ${remedy}`);
  return "set-up";
}

function not(why: LinkFailure): Authorized {
  return { is: "not", why };
}
