import type { Account } from "../github/accounts.ts";
import type { App } from "../github/apps.ts";
import type { World } from "../github/world.ts";
import type { Grants, TokenAnswer } from "./grants.ts";

/** A token request, as far as a story may know it. */
export interface TokenRequest {
  /** The sandbox's clock, ms. */
  readonly at: number;
  readonly grant: "code" | "refresh";
  /** `given`, or GitHub's word for the refusal. */
  readonly answer: string;
}

/** Who sits at the browser, and what they say when an App asks, or is to be registered. */
export interface Seat {
  readonly account: Account;
  readonly consents: boolean;
}

/** GitHub's pages for logins. */
export interface Site {
  readonly requests: readonly TokenRequest[];
  /** From now on this person is logged in in the browser; null: nobody. */
  sit(seat: Seat | null): void;
  seat(): Seat | null;
  serve(request: Request): Promise<Response>;
}

/** Docs: "Troubleshooting OAuth app access token request errors" and "Refreshing user access tokens". */
const DESCRIPTIONS = {
  incorrect_client_credentials: "The client_id and/or client_secret passed are incorrect.",
  redirect_uri_mismatch: "The redirect_uri MUST match the registered callback URL for this application.",
  bad_verification_code: "The code passed is incorrect or expired.",
  bad_refresh_token: "The refresh token passed is incorrect or expired.",
  access_denied: "The user has denied your application access.",
} as const;

type OAuthError = keyof typeof DESCRIPTIONS;

const errorFields = (error: OAuthError): Record<string, string> => ({
  error,
  error_description: DESCRIPTIONS[error],
  error_uri: `https://docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-authorization-request-errors#${error.replaceAll("_", "-")}`,
});

const page = (status: number, text: string): Response =>
  new Response(text, { status, headers: { "content-type": "text/html; charset=utf-8" } });

const backTo = (uri: string, state: string | null, fields: Readonly<Record<string, string>>): Response => {
  const url = new URL(uri);
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
  if (state !== null) url.searchParams.set("state", state);
  return new Response(null, { status: 302, headers: { location: url.href } });
};

const authorize = (grants: Grants, world: World, seat: Seat | null, url: URL): Response => {
  const asked = (name: string): string | null => url.searchParams.get(name);
  const app = world.apps.find(({ clientId }) => clientId === asked("client_id"));
  const [registered] = app?.callbackUrls ?? [];
  if (!app || registered === undefined) return page(404, "Not Found");
  const redirectUri = asked("redirect_uri") ?? registered;
  const state = asked("state");
  if (!app.callbackUrls.includes(redirectUri)) {
    return backTo(registered, state, errorFields("redirect_uri_mismatch"));
  }
  const challenge = asked("code_challenge");
  if (challenge !== null && asked("code_challenge_method") !== "S256") return page(400, "Bad Request");
  if (!seat) return page(200, "Sign in to GitHub");
  if (!seat.consents) return backTo(redirectUri, state, errorFields("access_denied"));
  const code = grants.code({ app, account: seat.account, redirectUri, challenge });
  return backTo(redirectUri, state, { code });
};

const answerTo = (grants: Grants, app: App, fields: URLSearchParams): TokenAnswer => {
  if (fields.get("grant_type") === "refresh_token") {
    return grants.refresh(app, fields.get("refresh_token") ?? "");
  }
  return grants.trade({
    app,
    code: fields.get("code") ?? "",
    redirectUri: fields.get("redirect_uri"),
    verifier: fields.get("code_verifier"),
  });
};

const credentialsOf = (world: World, fields: URLSearchParams): App | undefined =>
  world.apps.find(
    ({ clientId, clientSecret }) =>
      clientId === fields.get("client_id") &&
      clientSecret !== null &&
      clientSecret === fields.get("client_secret"),
  );

/** Both pages of the web flow, at GitHub's own address. Every refusal of a token comes with status 200. */
export const createSite = (world: World, grants: Grants): Site => {
  const requests: TokenRequest[] = [];
  let seat: Seat | null = null;

  const token = async (request: Request): Promise<Response> => {
    const fields = new URLSearchParams(await request.text());
    const app = credentialsOf(world, fields);
    const answer = app && answerTo(grants, app, fields);
    const error =
      answer === undefined ? "incorrect_client_credentials" : answer.is === "refused" && answer.error;
    requests.push({
      at: world.clock.now(),
      grant: fields.has("refresh_token") ? "refresh" : "code",
      answer: error || "given",
    });
    const body = error ? errorFields(error) : answer?.is === "given" ? answer.body : {};
    return Response.json(body);
  };

  return {
    requests,
    sit(taken) {
      seat = taken;
    },
    seat: () => seat,
    async serve(request) {
      const url = new URL(request.url);
      const asked = `${request.method} ${url.pathname}`;
      if (asked === "GET /login/oauth/authorize") return authorize(grants, world, seat, url);
      return asked === "POST /login/oauth/access_token" ? token(request) : page(404, "Not Found");
    },
  };
};
