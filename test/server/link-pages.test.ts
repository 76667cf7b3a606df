import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Linking } from "../../src/env/linking.ts";
import { connect } from "../../src/github/connect.ts";
import type { Log } from "../../src/log.ts";
import { createSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { linkAccounts } from "../../src/server/link-accounts.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { secret } from "../accounts/stage.ts";
import { NOW, openStage, PRIVATE_KEY } from "./stage.ts";

const APP = "https://conductor.example.org";

/** The server with its pages, before a sandbox's GitHub; people reach it over https. */
async function openPages(login = "maria") {
  const clock = createVirtualClock(NOW);
  const sandbox: Sandbox = createSandbox({ clock });
  const { github } = sandbox;
  github.createUser("maria");
  const settings: Linking = {
    clientId: "Iv23liPages",
    clientSecret: secret(),
    secrets: { current: secret(), old: [] },
    publicUrl: APP,
    web: sandbox.origin,
  };
  github.registerApp({
    id: 4711,
    slug: "conductor",
    name: "Conductor",
    publicKey: "",
    webhookSecret: secret(),
    permissions: {},
    events: [],
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    callbackUrls: [`${APP}/link/callback`],
  });
  github.logIn(login);
  const store = await openSqliteStore({ path: ":memory:", clock });
  const send = async (input: string | URL | Request, init?: RequestInit) =>
    sandbox.fetch(new Request(input, init));
  const pages = (log: Log) => {
    const shared = store.shared;
    const baseUrl = `${sandbox.origin}/github`;
    const client = connect({
      appId: 4711,
      privateKey: PRIVATE_KEY,
      baseUrl,
      clock,
      log,
      shared,
      userAgent: "test",
      fetch: send,
    });
    return linkAccounts(settings, { clock, log, store, github: client, userAgent: "test", fetch: send })
      .pages;
  };
  const stage = await openStage({ pages });
  const at = (path: string, init: RequestInit = {}) =>
    fetch(`${stage.url}${path}`, { redirect: "manual", ...init });
  const begin = (headers: Record<string, string> = { origin: APP }) =>
    at("/link", { method: "POST", headers });

  /** Where GitHub sends the browser that was sent to it. */
  async function answered(begun: Response): Promise<string> {
    const answer = await sandbox.fetch(new Request(begun.headers.get("location") ?? ""));
    return (answer.headers.get("location") ?? "").slice(APP.length);
  }
  return { ...stage, sandbox, store, settings, at, begin, answered };
}

const cookieOf = (answer: Response) => answer.headers.get("set-cookie")?.split(";")[0] ?? "";

describe("the pages of linking", () => {
  let on: Awaited<ReturnType<typeof openPages>>;
  beforeAll(async () => {
    on = await openPages();
  });
  afterAll(async () => {
    await on.close();
    await on.store.close();
  });

  it("explain before they ask, with one form and nothing from elsewhere", async () => {
    const answer = await on.at("/link");
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(html).toContain('<form method="post"><button>Link with GitHub</button></form>');
    expect(html).toContain("never your password");
    expect(html).toContain("<em>Revoke</em>");
    expect(html).not.toMatch(/<script|<img|<link|@import|url\(|\son\w+=|style="/i);
    expect(html).toContain('name="viewport"');
    expect(html).toContain("prefers-color-scheme: dark");
  });

  it("let browsers load and run nothing, be framed nowhere, and send the form only where it leads", async () => {
    const answer = await on.at("/link");
    const style = /<style>(?<css>.*)<\/style>/s.exec(await answer.text())?.groups?.["css"] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(answer.headers.get("content-security-policy")).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self' ${on.sandbox.origin}; base-uri 'none'; frame-ancestors 'none'`,
    );
    expect(answer.headers.get("x-frame-options")).toBe("DENY");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("referrer-policy")).toBe("same-origin");
  });

  it("begin with a cookie of this host, for ten minutes, that no script can read", async () => {
    const answer = await on.begin();
    expect(answer.status).toBe(303);
    expect(answer.headers.get("set-cookie")).toMatch(
      /^__Host-release-conductor-link=v1\.[\w.-]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/,
    );
    const location = new URL(answer.headers.get("location") ?? "");
    expect(location.origin).toBe(on.sandbox.origin);
    expect(location.searchParams.get("redirect_uri")).toBe(`${APP}/link/callback`);
    expect(location.searchParams.get("code_challenge_method")).toBe("S256");
    expect(location.searchParams.get("allow_signup")).toBe("false");
    const other = new URL((await on.begin()).headers.get("location") ?? "");
    expect(other.searchParams.get("state")).not.toBe(location.searchParams.get("state"));
  });

  it.each<[string, Record<string, string>]>([
    ["another site", { origin: "https://evil.test" }],
    ["the same host over http", { origin: "http://conductor.example.org" }],
    ["a page without a site", { origin: "null" }],
    ["no browser", {}],
  ])("begin nothing for %s", async (_name, headers) => {
    const answer = await on.begin(headers);
    expect(answer.status).toBe(403);
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(await answer.text()).toContain("did not come from this server");
  });

  it("end with the login, what to say next, and without the cookie", async () => {
    const begun = await on.begin();
    const answer = await on.at(await on.answered(begun), {
      headers: { cookie: `a=b; ${cookieOf(begun)}; c=d` },
    });
    const html = await answer.text();
    expect([answer.status, html]).toEqual([200, expect.stringContaining("<code>maria</code>")]);
    expect(html).toContain("<code>/approve pypi</code>");
    expect(answer.headers.get("set-cookie")).toContain("Max-Age=0");
    expect(answer.headers.get("content-security-policy")).toContain("form-action 'self';");
  });

  it.each<[string, string, number, string]>([
    ["GET", "/link", 200, ""],
    ["HEAD", "/link", 200, ""],
    ["PUT", "/link", 405, "GET, HEAD, POST"],
    ["DELETE", "/link", 405, "GET, HEAD, POST"],
    ["POST", "/link/callback", 405, "GET"],
    ["HEAD", "/link/callback", 405, "GET"],
    ["GET", "/link/", 404, ""],
    ["GET", "/link/remove", 404, ""],
  ])("answer %s %s with %i", async (method, path, status, allow) => {
    const answer = await on.at(path, { method });
    expect([answer.status, answer.headers.get("allow") ?? ""]).toEqual([status, allow]);
    if (method === "HEAD") expect(await answer.text()).toBe("");
  });

  it.each<[string, string, string]>([
    ["no cookie", "", "?code=x&state=y"],
    [
      "a cookie of nobody's",
      "__Host-release-conductor-link=v1.00000000.AAAAAAAAAAAAAAAA.AAAA",
      "?code=x&state=y",
    ],
    ["a cookie that holds anything", "__Host-release-conductor-link=%00", "?code=x&state=y"],
    ["nothing at all", "", ""],
    ["markup", "", "?error=<script>alert(1)</script>&state=<b>"],
  ])("say what to do to an answer with %s", async (_name, cookie, query) => {
    const answer = await on.at(`/link/callback${query}`, { headers: { cookie } });
    const html = await answer.text();
    expect(answer.status).toBe(400);
    expect(html).toContain("Begin again");
    expect(html).toContain(`<a href="${APP}/link">`);
    expect(html).not.toMatch(/<script|<b>/);
  });

  it("take what a login holds for text", async () => {
    const hostile = `x"><script>alert('1')</script>&\`*`;
    on.sandbox.github.createUser(hostile);
    on.sandbox.github.logIn(hostile);
    const begun = await on.begin();
    const html = await (
      await on.at(await on.answered(begun), { headers: { cookie: cookieOf(begun) } })
    ).text();
    on.sandbox.github.logIn("maria");
    expect(html).toContain("Your account is linked");
    expect(html).not.toContain("<script");
    expect(html).toContain("&#60;script&#62;alert(&#39;1&#39;)");
  });

  it("leave no code, state, cookie, token or secret in any line of the log (token-in-log, header-log)", async () => {
    const begun = await on.begin();
    const callback = await on.answered(begun);
    const headers = { cookie: cookieOf(begun) };
    const before = on.lines.length;
    expect((await on.at(callback, { headers })).status).toBe(200);
    expect((await on.at(callback, { headers })).status).toBe(400);
    expect((await on.at("/link/callback?error=redirect_uri_mismatch&state=x", { headers })).status).toBe(400);
    const lines = on.lines.slice(before).join("");
    expect(lines).toContain("an account was linked");
    const query = new URL(callback, APP).searchParams;
    const given = on.sandbox.exchanges.at(-1)?.requestHeaders["authorization"]?.replace("token ", "");
    expect(given).toMatch(/^ghu_/);
    const { clientSecret, secrets } = on.settings;
    for (const hidden of [
      query.get("code"),
      query.get("state"),
      cookieOf(begun),
      given,
      clientSecret,
      secrets.current,
    ]) {
      expect(hidden?.length).toBeGreaterThan(10);
      expect(on.lines.join("")).not.toContain(hidden);
    }
    expect(on.lines.join("")).not.toMatch(/gh[ur]_|code=|cookie/i);
  });
});

describe("a link that cannot be finished", () => {
  async function finished(spoil: (on: Awaited<ReturnType<typeof openPages>>) => Promise<void> | void) {
    const on = await openPages();
    const begun = await on.begin();
    const callback = await on.answered(begun);
    await spoil(on);
    const answer = await on.at(callback, { headers: { cookie: cookieOf(begun) } });
    const html = await answer.text();
    await on.close();
    const kept = await on.store.accounts.get(on.sandbox.github.account("maria").id).catch(() => undefined);
    await on.store.close().catch(() => undefined);
    return { status: answer.status, html, kept, lines: on.lines.join("") };
  }

  it("because GitHub does not say whose token it is stores nothing", async () => {
    const told = await finished(({ sandbox }) => sandbox.faults.fail({ status: 502, route: "/user" }));
    expect([told.status, told.kept]).toEqual([502, undefined]);
    expect(told.html).toContain("GitHub gave no answer");
  });

  it("because the client secret is wrong tells the operator, and the person whom to tell", async () => {
    const told = await finished(({ sandbox }) => {
      Object.assign(sandbox.github.app("conductor"), { clientSecret: "another" });
    });
    expect([told.status, told.kept]).toEqual([502, undefined]);
    expect(told.html).toContain("Tell whoever runs this server");
    expect(told.lines).toContain("check GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET and PUBLIC_URL");
  });

  it("because the store is gone says so, and nothing of the error", async () => {
    const told = await finished(({ store }) => store.close());
    expect(told.status).toBe(503);
    expect(told.html).toContain("could not keep the link just now");
    expect(told.html).not.toMatch(/SQLite|database|driver/i);
  });

  it("because its code was used before is told to begin again", async () => {
    const told = await finished(({ sandbox }) => {
      sandbox.github.revokeAuthorization("conductor", "maria");
    });
    expect([told.status, told.kept]).toEqual([400, undefined]);
    expect(told.html).toContain("did not accept the login any more");
  });
});

describe("without the settings of linking", () => {
  it.each(["/link", "/link/callback"])("%s is 404 and says why", async (path) => {
    const stage = await openStage();
    const answer = await fetch(`${stage.url}${path}`);
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining("not set up for it")]);
    await stage.close();
  });
});
