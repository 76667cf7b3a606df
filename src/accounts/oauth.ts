import { GitHubFault, isRecord } from "../github/fault.ts";
import { silence } from "../github/refusal.ts";
import { type Instant, SECOND } from "../release/instant.ts";

/** A person's tokens for the app, as GitHub has just given them. */
export type Tokens = {
  readonly access: string;
  /** By our clock, and not later than it really ends; absent: never, where the App's settings say so. */
  readonly accessUntil?: Instant;
  /** Good once: using it ends both. Absent where tokens do not expire. */
  readonly refresh?: string;
};

/** `refused`: GitHub's word for it, `bad_refresh_token` for one. */
export type Given =
  | { readonly is: "given"; readonly tokens: Tokens }
  | { readonly is: "refused"; readonly error: string };

/**
 * OAuth with GitHub: the web flow of a GitHub App. Both POSTs are sent once and reject with `GitHubFault` where there
 * is no answer, or none that can be understood. No secret, code or token is in any error.
 * https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app
 */
export type OAuth = {
  /** Where a browser is sent to; `challenge` is the SHA-256 of the verifier, in base64url (PKCE, RFC 7636). */
  authorizeUrl(flow: { readonly state: string; readonly challenge: string }): string;
  exchange(proof: { readonly code: string; readonly verifier: string }): Promise<Given>;
  refresh(token: string): Promise<Given>;
};

export type OAuthSettings = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** GitHub's pages, without a slash at the end. */
  readonly web: string;
  /** Registered with the App; GitHub compares it letter by letter. */
  readonly redirectUri: string;
  readonly userAgent: string;
  readonly fetch: typeof fetch;
  readonly clock: { now(): Instant };
  /** In milliseconds of real time. */
  readonly timeout?: number;
};

/** How long GitHub is waited for, in milliseconds of real time. */
export const OAUTH_TIMEOUT = 10 * SECOND;

const TOKEN_PATH = "/login/oauth/access_token";

/** More than any such answer has, in characters. */
const LARGEST = 64 * 1024;

export function createOAuth(settings: OAuthSettings): OAuth {
  const { clientId, clientSecret, web, redirectUri } = settings;

  async function ask(what: string, fields: Readonly<Record<string, string>>): Promise<Given> {
    const asked = settings.clock.now();
    const body = { client_id: clientId, client_secret: clientSecret, ...fields };
    return given(what, await post(settings, what, body), asked);
  }

  return {
    authorizeUrl({ state, challenge }) {
      const query = new URLSearchParams({
        client_id: clientId,
        redirect_uri: redirectUri,
        state,
        code_challenge: challenge,
        code_challenge_method: "S256",
        allow_signup: "false",
      });
      return `${web}/login/oauth/authorize?${query}`;
    },
    exchange: ({ code, verifier }) =>
      ask("the code of a login", { code, redirect_uri: redirectUri, code_verifier: verifier }),
    refresh: (token) =>
      ask("a refresh of a person's token", { grant_type: "refresh_token", refresh_token: token }),
  };
}

async function post(
  { web, fetch, userAgent, timeout = OAUTH_TIMEOUT }: OAuthSettings,
  what: string,
  body: Readonly<Record<string, string>>,
): Promise<unknown> {
  const asked = { what: `POST ${TOKEN_PATH} (${what})`, write: true };
  const { status, text } = await answered();
  if (status !== 200) {
    const kind = status >= 500 || status === 429 ? "unreachable" : "refused";
    throw new GitHubFault({ kind, detail: `${asked.what}: ${status}`, status });
  }
  try {
    if (text.length <= LARGEST) return JSON.parse(text);
  } catch {
    // Said below: what the parser says may quote a token.
  }
  throw new GitHubFault({ kind: "broken", detail: `${asked.what}: the answer is no JSON` });

  async function answered(): Promise<{ readonly status: number; readonly text: string }> {
    try {
      const response = await fetch(`${web}${TOKEN_PATH}`, {
        method: "POST",
        headers: {
          accept: "application/json",
          "content-type": "application/x-www-form-urlencoded",
          "user-agent": userAgent,
        },
        body: new URLSearchParams(body).toString(),
        // To nobody else: a redirect would carry the secret along.
        redirect: "manual",
        signal: AbortSignal.timeout(timeout),
      });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      throw silence(asked, error);
    }
  }
}

/** GitHub's words for a refusal: short, and in no way secret. */
const ERROR = /^[a-z_]{1,64}$/;

/** Refusals come with status 200. */
function given(what: string, answer: unknown, asked: Instant): Given {
  const { error, access_token, expires_in, refresh_token } = isRecord(answer) ? answer : {};
  if (error !== undefined) {
    return { is: "refused", error: typeof error === "string" && ERROR.test(error) ? error : "unknown" };
  }
  if (typeof access_token !== "string" || access_token === "") {
    throw new GitHubFault({ kind: "broken", detail: `POST ${TOKEN_PATH} (${what}): no token in the answer` });
  }
  const seconds = Number(expires_in);
  const renews = typeof refresh_token === "string" && refresh_token !== "";
  return {
    is: "given",
    tokens: {
      access: access_token,
      ...(seconds > 0 ? { accessUntil: asked + seconds * SECOND } : {}),
      ...(renews ? { refresh: refresh_token } : {}),
    },
  };
}
