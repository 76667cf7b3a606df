import { EventEmitter } from "node:events";
import { chmodSync, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { runUntilStopped } from "../../src/cli/start.ts";
import { manifestFor, registrationUrl } from "../../src/server/registration/manifest.ts";
import { pageText } from "../generated.ts";
import { openBrowser, startUnregistered, upToAnswer } from "./registering.ts";
import { ADDRESS, type Unregistered } from "./unregistered.ts";

const SLUG = "release-conductor";

/** Everything that was ever shown besides the terminal, and must hold no secret. */
function secretsIn({ github }: Unregistered, text: string) {
  const { webhookSecret, clientSecret } = github.app(SLUG);
  return [webhookSecret, clientSecret ?? "", "PRIVATE KEY"].filter((secret) => text.includes(secret));
}

describe("a server without credentials", () => {
  it("serves its set-up, which its root leads to, healthz and a red readyz, and nothing else", async () => {
    const unregistered = await startUnregistered();
    const { url } = await unregistered.shown();
    const { origin } = new URL(url);
    const statusOf = async (path: string, method = "GET") =>
      (await fetch(`${origin}${path}`, { method })).status;
    expect(await statusOf("/setup")).toBe(200);
    expect(await statusOf("/healthz")).toBe(200);
    expect(await statusOf("/readyz")).toBe(503);
    expect(await (await fetch(`${origin}/readyz`)).text()).toContain("not set up");
    const root = await fetch(`${origin}/`, { redirect: "manual" });
    expect(new URL(root.headers.get("location") ?? "", root.url).href).toBe(url);
    for (const path of [
      "/health",
      "/link",
      "/metrics",
      "/setup/",
      "/setup/x",
      "/probot",
      "/api/github/webhooks",
    ]) {
      expect([path, await statusOf(path), await statusOf(path, "POST")]).toEqual([path, 404, 404]);
    }
    expect([
      await statusOf("/", "POST"),
      await statusOf("/setup", "PUT"),
      await statusOf("/setup/callback", "POST"),
      await statusOf("/healthz", "POST"),
    ]).toEqual([405, 405, 405, 405]);
  });

  it("shows pages that lead nowhere but here and then to GitHub, and load nothing", async () => {
    const unregistered = await startUnregistered();
    const browser = openBrowser();
    const { url } = await unregistered.shown();
    const first = await browser.open(url);
    expect(first.headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    const { asked } = await upToAnswer(unregistered, browser);
    expect(asked.headers.get("content-security-policy")).toContain(
      `; form-action 'self' ${unregistered.gitHub.url};`,
    );
    for (const page of [first, asked]) {
      expect(page.text).not.toMatch(/<script|<img|<link|src=|@import/);
      expect(page.headers.get("cache-control")).toBe("no-store");
      expect(page.headers.get("x-frame-options")).toBe("DENY");
    }
  });

  it("asks GitHub for what app.yml says, with this server's addresses", async () => {
    const unregistered = await startUnregistered();
    const { asked, browser } = await upToAnswer(unregistered);
    const manifest = JSON.parse(browser.formIn(asked).fields["manifest"] ?? "");
    const { default_permissions, default_events } = parse(pageText("app.yml"));
    const { url } = await unregistered.shown();
    expect(manifest).toMatchObject({
      default_permissions,
      default_events,
      public: false,
      url: ADDRESS,
      hook_attributes: { url: `${ADDRESS}/api/github/webhooks`, active: true },
      callback_urls: [`${ADDRESS}/link/callback`],
      // Back to where the browser is: the address from outside may lead here only later.
      redirect_url: `${url}/callback`,
    });
  });

  it.each([
    ["https://github.com", undefined, "https://github.com/settings/apps/new?state=s"],
    ["https://github.com", "octo-org", "https://github.com/organizations/octo-org/settings/apps/new?state=s"],
    ["https://ghes.test", "octo-org", "https://ghes.test/organizations/octo-org/settings/apps/new?state=s"],
  ])("finds the page for new Apps of %s, %s", (web, organization, url) => {
    expect(registrationUrl(web, organization, "s")).toBe(url);
    expect(manifestFor("https://a.test/b", "https://a.test/b/setup/callback")["hook_attributes"]).toEqual({
      url: "https://a.test/b/api/github/webhooks",
      active: true,
    });
  });

  it.each(["SIGTERM", "SIGINT"])("ends with 0 after %s", async (signal) => {
    const { shown, signals, exit, file } = await startUnregistered();
    await shown();
    signals.emit(signal);
    expect(await exit).toBe(0);
    expect(signals.eventNames()).toEqual([]);
    expect(existsSync(file)).toBe(false);
  });
});

describe("a set-up", () => {
  it("of a personal account goes on by itself into running, and is gone", async () => {
    const unregistered = await startUnregistered();
    const { back, browser } = await upToAnswer(unregistered);
    const done = await browser.open(back);
    expect(done.status).toBe(200);
    expect(done.text).toContain("The server is set up");
    expect(done.text).toContain(`href="${unregistered.gitHub.url}/apps/${SLUG}/installations/new"`);
    expect(browser.cookies.size).toBe(0);
    const app = unregistered.github.app(SLUG);
    expect(app.owner.login).toBe("lstein");
    const url = await unregistered.listening();
    expect(await (await fetch(`${url}/readyz`)).text()).toContain("key: green");
    expect([(await fetch(`${url}/setup`)).status, (await fetch(`${url}/setup/callback`)).status]).toEqual([
      404, 404,
    ]);
    // The credentials also link accounts.
    expect((await fetch(`${url}/link`)).status).toBe(200);
    expect(statSync(unregistered.file).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(unregistered.file)).filter((name) => name.includes("credentials"))).toEqual([
      "credentials.env",
    ]);
    const written = parseEnv(readFileSync(unregistered.file, "utf8"));
    expect(written).toMatchObject({
      APP_ID: String(app.id),
      WEBHOOK_SECRET: app.webhookSecret,
      PUBLIC_URL: ADDRESS,
    });
    const { code } = await unregistered.shown();
    expect(unregistered.output.join("")).not.toContain(code);
    expect(
      secretsIn(unregistered, `${unregistered.output.join("")}${unregistered.notice()}${done.text}`),
    ).toEqual([]);
  });

  it("of an organization registers the App there", async () => {
    const unregistered = await startUnregistered({
      variables: { PUBLIC_URL: "http://conductor.test/below" },
    });
    const { back, browser, asked } = await upToAnswer(unregistered, openBrowser(), {
      organization: "invoke-ai",
      address: "https://other.test",
    });
    expect(asked.text).toContain("invoke-ai");
    expect((await browser.open(back)).status).toBe(200);
    const app = unregistered.github.app(SLUG);
    expect([app.owner.login, app.webhookUrl]).toEqual([
      "invoke-ai",
      "http://conductor.test/below/api/github/webhooks",
    ]);
    await unregistered.listening();
  });

  it("of GitHub Enterprise Server asks the server that GITHUB_API_URL names", async () => {
    const unregistered = await startUnregistered({ api: "/api/v3" });
    const { back, browser, asked } = await upToAnswer(unregistered);
    expect(browser.formIn(asked).action).toMatch(
      new RegExp(`^${unregistered.gitHub.url}/settings/apps/new\\?state=`),
    );
    expect((await browser.open(back)).status).toBe(200);
    await unregistered.listening();
  });

  it("is there after a restart, and only until the environment names an App", async () => {
    const unregistered = await startUnregistered();
    const { back, browser } = await upToAnswer(unregistered);
    await browser.open(back);
    await unregistered.listening();
    unregistered.signals.emit("SIGTERM");
    expect(await unregistered.exit).toBe(0);
    const again = (variables: object) => restarted({ ...unregistered.settings, ...variables });
    expect(await again({})).toEqual({ code: 0, said: "" });
    expect(await again({ APP_ID: "4711" })).toEqual({
      code: 1,
      said: expect.stringMatching(/PRIVATE_KEY is not set.*WEBHOOK_SECRET is not set/s),
    });
    chmodSync(unregistered.file, 0o604);
    expect(await again({})).toEqual({ code: 1, said: expect.stringContaining("Run `chmod 600` on it.") });
  });

  it("can be tried again with the same answer where GitHub was silent", async () => {
    const unregistered = await startUnregistered();
    const { back, browser } = await upToAnswer(unregistered);
    unregistered.sandbox.faults.unreachable({ route: /conversions/ });
    unregistered.sandbox.faults.fail({ route: /conversions/, status: 502 });
    for (const _ of ["no answer", "a gateway's"]) {
      const silent = await browser.open(back);
      expect([silent.status, silent.text]).toEqual([502, expect.stringContaining("Load this page again")]);
      expect(readdirSync(dirname(unregistered.file))).toEqual([]);
    }
    expect((await browser.open(back)).status).toBe(200);
  });
});

/** Starts once more; where it runs, it is stopped at once. */
async function restarted(variables: Readonly<Record<string, string | undefined>>) {
  const signals = new EventEmitter();
  const said: string[] = [];
  const code = await runUntilStopped({
    userAgent: "release-conductor/test",
    conductor: () => ({ conduct: async () => ({ is: "rest" }) }),
    variables,
    output: { write: (line) => void (line.includes("the conductor listens") && signals.emit("SIGTERM")) },
    errors: { write: (text) => void said.push(text) },
    signals,
  });
  return { code, said: said.join("") };
}
