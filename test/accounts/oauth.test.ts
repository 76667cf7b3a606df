import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createOAuth, type OAuth } from "../../src/accounts/oauth.ts";
import { faultOf } from "../../src/github/fault.ts";
import { failure, json } from "../github/stage.ts";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const SECRET = randomBytes(20).toString("hex");
const [CODE, VERIFIER] = [randomBytes(10).toString("hex"), randomBytes(32).toString("base64url")];
const [ACCESS, REFRESH] = [`ghu_${"a".repeat(596)}`, `ghr_${"b".repeat(596)}`];

type Sent = { readonly url: string; readonly init: RequestInit };

function oauth(answer: (sent: Sent) => Response | Promise<Response>, timeout?: number) {
  const sent: Sent[] = [];
  const client = createOAuth({
    clientId: "Iv23li0123",
    clientSecret: SECRET,
    web: "https://github.example.org",
    redirectUri: "https://conductor.example.org/link/callback",
    userAgent: "release-conductor/0.1.0",
    clock: { now: () => NOW },
    fetch: (async (url: string, init: RequestInit) => {
      sent.push({ url, init });
      return answer({ url, init });
    }) as typeof fetch,
    ...(timeout === undefined ? {} : { timeout }),
  });
  return { client, sent, fields: () => new URLSearchParams(String(sent[0]?.init.body)) };
}

const pair = () =>
  json({
    access_token: ACCESS,
    expires_in: 28_800,
    refresh_token: REFRESH,
    refresh_token_expires_in: 15_897_600,
    scope: "",
    token_type: "bearer",
  });

describe("where a browser is sent", () => {
  it("is GitHub's page, with everything that binds the answer to this flow, and no secret", () => {
    const { client } = oauth(pair);
    const url = new URL(client.authorizeUrl({ state: "a state", challenge: "a-challenge" }));
    expect(url.origin + url.pathname).toBe("https://github.example.org/login/oauth/authorize");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: "Iv23li0123",
      redirect_uri: "https://conductor.example.org/link/callback",
      state: "a state",
      code_challenge: "a-challenge",
      code_challenge_method: "S256",
      allow_signup: "false",
    });
  });
});

describe("an exchange", () => {
  it("sends the code with its verifier and address, in the body and nowhere else", async () => {
    const { client, sent, fields } = oauth(pair);
    expect(await client.exchange({ code: CODE, verifier: VERIFIER })).toEqual({
      is: "given",
      tokens: { access: ACCESS, accessUntil: NOW + 28_800_000, refresh: REFRESH },
    });
    expect(sent.map(({ url, init }) => [init.method, url, init.redirect])).toEqual([
      ["POST", "https://github.example.org/login/oauth/access_token", "manual"],
    ]);
    expect(Object.fromEntries(fields())).toEqual({
      client_id: "Iv23li0123",
      client_secret: SECRET,
      code: CODE,
      code_verifier: VERIFIER,
      redirect_uri: "https://conductor.example.org/link/callback",
    });
    expect(new Headers(sent[0]?.init.headers).get("accept")).toBe("application/json");
  });

  it("takes tokens that do not expire", async () => {
    const { client } = oauth(() => json({ access_token: ACCESS, token_type: "bearer" }));
    expect(await client.exchange({ code: CODE, verifier: VERIFIER })).toEqual({
      is: "given",
      tokens: { access: ACCESS },
    });
  });
});

describe("a refresh", () => {
  it("sends the refresh token", async () => {
    const { client, fields } = oauth(pair);
    expect((await client.refresh(REFRESH)).is).toBe("given");
    expect(Object.fromEntries(fields())).toEqual({
      client_id: "Iv23li0123",
      client_secret: SECRET,
      grant_type: "refresh_token",
      refresh_token: REFRESH,
    });
  });

  it.each([
    ["bad_refresh_token", "bad_refresh_token"],
    ["<script>", "unknown"],
    [17, "unknown"],
  ])("that is refused with status 200 and error %j is a refusal: %s", async (error, word) => {
    const answer = { error, error_description: `not ${REFRESH}`, error_uri: "https://docs.github.com" };
    const { client } = oauth(() => json(answer));
    expect(await client.refresh(REFRESH)).toEqual({ is: "refused", error: word });
  });
});

const TROUBLE: readonly (readonly [string, (sent: Sent) => Response | Promise<Response>, string, object])[] =
  [
    ["503", () => new Response(SECRET, { status: 503 }), "unreachable", { status: 503 }],
    ["429", () => new Response(SECRET, { status: 429 }), "unreachable", { status: 429 }],
    ["404", () => json({ message: SECRET }, { status: 404 }), "refused", { status: 404 }],
    [
      "a redirect",
      () => new Response(null, { status: 302, headers: { location: `https://x/${CODE}` } }),
      "refused",
      {},
    ],
    ["a page", () => new Response(`<html>${REFRESH}</html>`), "broken", {}],
    ["a list", () => json([REFRESH]), "broken", {}],
    ["no token", () => json({ refresh_token: REFRESH, access_token: "" }), "broken", {}],
    ["too much", () => json({ access_token: ACCESS, more: "x".repeat(70_000) }), "broken", {}],
    [
      "no connection",
      ({ init }) => {
        throw new TypeError(`fetch failed: ${init.body}`);
      },
      "unreachable",
      { ambiguous: true },
    ],
  ];

describe("a token endpoint in trouble", () => {
  const asks: readonly (readonly [string, (client: OAuth) => Promise<unknown>])[] = [
    ["exchange", (client) => client.exchange({ code: CODE, verifier: VERIFIER })],
    ["refresh", (client) => client.refresh(REFRESH)],
  ];
  const rows = asks.flatMap(([how, ask]) => TROUBLE.map((trouble) => [how, ...trouble, ask] as const));

  it.each(rows)("is a fault of one %s with %s, asked once and without a secret", async (...row) => {
    const [, , answer, kind, more, ask] = row;
    const { client, sent } = oauth(answer);
    const error = await failure(ask(client));
    expect(faultOf(error)).toMatchObject({ kind, ...more });
    expect(sent).toHaveLength(1);
    const told = `${error.message} ${error.stack} ${JSON.stringify(faultOf(error))} ${JSON.stringify(error)}`;
    for (const secret of [SECRET, CODE, VERIFIER, ACCESS, REFRESH]) expect(told).not.toContain(secret);
  });

  it("is not waited for without end", async () => {
    const { client } = oauth(
      ({ init }) =>
        new Promise((_, reject) => init.signal?.addEventListener("abort", () => reject(init.signal?.reason))),
      20,
    );
    expect(faultOf(await failure(client.refresh(REFRESH)))?.detail).toContain("timed out");
  });
});
