import { createHash, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { checkExchange } from "../contract/exchange.ts";
import { checkWebhook } from "../contract/webhook.ts";
import { createTestWorld, send, sleep } from "./world.ts";

const SECRET = randomBytes(20).toString("hex");
const CALLBACK = "https://conductor.example.org/link/callback";
const HOUR = 3600;

/** An App with a callback URL, and somebody at the browser. */
function oauthWorld() {
  const world = createTestWorld();
  const { github, sandbox } = world;
  const app = github.app("conductor");
  Object.assign(app, { clientSecret: SECRET, callbackUrls: [CALLBACK] });
  github.logIn("ebr");

  async function authorize(query: Record<string, string> = {}) {
    const url = `${sandbox.origin}/login/oauth/authorize?${new URLSearchParams({
      client_id: app.clientId,
      redirect_uri: CALLBACK,
      state: "s&t",
      ...query,
    })}`;
    const answer = await sandbox.fetch(new Request(url));
    const location = answer.headers.get("location");
    return {
      status: answer.status,
      text: await answer.text(),
      to: location === null ? undefined : new URL(location),
    };
  }

  async function codeFor(query: Record<string, string> = {}) {
    return (await authorize(query)).to?.searchParams.get("code") ?? "";
  }

  async function token(fields: Record<string, string>) {
    const body = new URLSearchParams({ client_id: app.clientId, client_secret: SECRET, ...fields });
    const url = `${sandbox.origin}/login/oauth/access_token`;
    const answer = await sandbox.fetch(new Request(url, { method: "POST", body }));
    return { status: answer.status, body: (await answer.json()) as Record<string, string> };
  }

  const user = async (access = "") => send(sandbox, "GET /user", { token: access });
  return { ...world, app, authorize, codeFor, token, user };
}

const trade = (code: string, more: object = {}) => ({ code, redirect_uri: CALLBACK, ...more });

describe("GitHub's page for logins", () => {
  test("sends who consents back with a code and the state", async () => {
    const { authorize } = oauthWorld();
    const { status, to } = await authorize();
    expect([status, to?.origin, to?.pathname]).toEqual([
      302,
      "https://conductor.example.org",
      "/link/callback",
    ]);
    expect(to?.searchParams.get("state")).toBe("s&t");
    expect(to?.searchParams.get("code")).toMatch(/^[0-9a-f]{20}$/);
  });

  test("sends who refuses back with an error", async () => {
    const { authorize, github } = oauthWorld();
    github.logIn("ebr", { consents: false });
    const { to } = await authorize();
    expect([to?.searchParams.get("error"), to?.searchParams.get("code")]).toEqual(["access_denied", null]);
  });

  test("asks who is not logged in to do so", async () => {
    const { authorize, github } = oauthWorld();
    github.logIn(null);
    expect(await authorize()).toMatchObject({ status: 200, text: "Sign in to GitHub", to: undefined });
  });

  test("sends nobody to an address that is not registered, letter by letter", async () => {
    const { authorize } = oauthWorld();
    for (const other of ["https://evil.test/", `${CALLBACK}/`, `${CALLBACK}?a=b`]) {
      const { to } = await authorize({ redirect_uri: other });
      expect(`${to?.origin}${to?.pathname}`).toBe(CALLBACK);
      expect(to?.searchParams.get("error")).toBe("redirect_uri_mismatch");
      expect(to?.searchParams.get("code")).toBeNull();
    }
  });

  test("knows no other Apps, and of PKCE only S256", async () => {
    const { authorize } = oauthWorld();
    expect((await authorize({ client_id: "Iv23li" })).status).toBe(404);
    expect((await authorize({ code_challenge: "x", code_challenge_method: "plain" })).status).toBe(400);
  });
});

describe("a code", () => {
  test("is traded once, for tokens of eight hours and six months", async () => {
    const { codeFor, token, user } = oauthWorld();
    const code = await codeFor();
    const { status, body } = await token(trade(code));
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^ghu_/),
      expires_in: 28_800,
      refresh_token: expect.stringMatching(/^ghr_/),
      refresh_token_expires_in: 15_897_600,
      scope: "",
      token_type: "bearer",
    });
    expect((await user(body["access_token"])).body).toMatchObject({ login: "ebr" });
    expect(await token(trade(code))).toMatchObject({ status: 200, body: { error: "bad_verification_code" } });
  });

  test("is good for ten minutes", async () => {
    const { codeFor, token, clock } = oauthWorld();
    await clock.busy(async () => {
      const code = await codeFor();
      await sleep(clock, 600);
      expect((await token(trade(code))).body["error"]).toBe("bad_verification_code");
    });
  });

  test("with a challenge is traded only with its verifier", async () => {
    const { codeFor, token } = oauthWorld();
    const verifier = randomBytes(32).toString("base64url");
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    const asked = { code_challenge: challenge, code_challenge_method: "S256" };
    for (const wrong of [{}, { code_verifier: challenge }]) {
      expect((await token(trade(await codeFor(asked), wrong))).body["error"]).toBe("bad_verification_code");
    }
    expect(
      (await token(trade(await codeFor(asked), { code_verifier: verifier }))).body["error"],
    ).toBeUndefined();
  });

  test("is refused in GitHub's words with another address or other credentials", async () => {
    const { codeFor, token } = oauthWorld();
    expect((await token(trade(await codeFor(), { redirect_uri: "https://evil.test/" }))).body).toEqual({
      error: "redirect_uri_mismatch",
      error_description: expect.stringContaining("MUST match"),
      error_uri: expect.stringContaining("https://docs.github.com/"),
    });
    for (const wrong of [{ client_secret: "x" }, { client_id: "x" }, { client_secret: "" }]) {
      expect((await token(trade(await codeFor(), wrong))).body["error"]).toBe("incorrect_client_credentials");
    }
  });
});

describe("a refresh token", () => {
  const refresh = (refresh_token = "") => ({ grant_type: "refresh_token", refresh_token });

  test("works once, and ends the access token that came with it", async () => {
    const { codeFor, token, user, sandbox } = oauthWorld();
    const first = (await token(trade(await codeFor()))).body;
    const second = (await token(refresh(first["refresh_token"]))).body;
    expect((await user(first["access_token"])).status).toBe(401);
    expect((await user(second["access_token"])).status).toBe(200);
    expect(await token(refresh(first["refresh_token"]))).toMatchObject({
      status: 200,
      body: { error: "bad_refresh_token" },
    });
    expect((await user(second["access_token"])).status).toBe(200);
    expect(sandbox.tokenRequests.map(({ grant, answer }) => `${grant} ${answer}`)).toEqual([
      "code given",
      "refresh given",
      "refresh bad_refresh_token",
    ]);
  });

  test("outlives the access token by half a year", async () => {
    const { codeFor, token, user, clock } = oauthWorld();
    await clock.busy(async () => {
      const first = (await token(trade(await codeFor()))).body;
      await sleep(clock, 8 * HOUR - 1);
      expect((await user(first["access_token"])).status).toBe(200);
      await sleep(clock, 1);
      expect((await user(first["access_token"])).status).toBe(401);
      const second = (await token(refresh(first["refresh_token"]))).body;
      expect(second["error"]).toBeUndefined();
      await sleep(clock, 15_897_600);
      expect((await token(refresh(second["refresh_token"]))).body["error"]).toBe("bad_refresh_token");
    });
  });
});

test("a revoked authorization ends codes and both tokens, and the App is told, as GitHub describes it", async () => {
  const { codeFor, token, user, github, sandbox, clock } = oauthWorld();
  await clock.busy(async () => {
    const { access_token, refresh_token = "" } = (await token(trade(await codeFor()))).body;
    const code = await codeFor();
    github.revokeAuthorization("conductor", "ebr");
    expect((await user(access_token)).status).toBe(401);
    expect((await token({ grant_type: "refresh_token", refresh_token })).body["error"]).toBe(
      "bad_refresh_token",
    );
    expect((await token(trade(code))).body["error"]).toBe("bad_verification_code");
    await sleep(clock, 1);
    const told = sandbox.deliveries.all().filter(({ event }) => event === "github_app_authorization");
    expect(told).toMatchObject([{ action: "revoked", status: "delivered", installation: null }]);
    expect(told[0]?.payload).toMatchObject({ sender: { id: github.account("ebr").id } });
    expect(told.flatMap(({ event, payload }) => checkWebhook(event, payload))).toEqual([]);
  });
});

test("GET /user is what GitHub describes", async () => {
  const { github, sandbox, user } = oauthWorld();
  await user(github.userToken("conductor", "lstein"));
  const exchanges = sandbox.exchanges.map((one) => ({ ...one, status: one.status ?? 0 }));
  expect(exchanges.flatMap((one) => checkExchange(one))).toEqual([]);
});

test("a person's token does no more than the installation was granted", async () => {
  const { github, sandbox, repo, installation } = oauthWorld();
  repo.commit({ message: "one", author: { login: "lstein" } });
  const token = github.userToken("conductor", "lstein");
  const runs = () => send(sandbox, "GET /repos/invoke-ai/InvokeAI/actions/runs", { token });
  expect((await runs()).status).toBe(200);
  github.withdrawPermission(installation.id, "actions");
  expect((await runs()).status).toBe(403);
  github.suspend(installation.id);
  expect((await runs()).status).toBe(404);
});
