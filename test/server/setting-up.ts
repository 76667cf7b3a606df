import { EventEmitter } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { runUntilStopped } from "../../src/cli/start.ts";
import type { Variables } from "../../src/env-reader.ts";
import { listen } from "../../src/sandbox/server.ts";
import { createTestWorld, sleep } from "../sandbox/world.ts";

/** What a browser shows. */
export type Shown = {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly url: string;
};

/** A form as it stands in a page. */
type Form = { readonly action: string; readonly fields: Readonly<Record<string, string>> };

const unescaped = (text: string) =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

function formIn({ text, url }: Shown): Form {
  const action = /<form method="post"(?: action="([^"]*)")?>/.exec(text);
  if (action === null) throw new Error(`no form in: ${text}`);
  const fields = [...text.matchAll(/<input[^>]* name="(?<name>[^"]+)"(?:[^>]* value="(?<value>[^"]*)")?/g)];
  return {
    action: new URL(unescaped(action[1] ?? ""), url).href,
    fields: Object.fromEntries(
      fields.map(({ groups }) => [groups?.["name"] ?? "", unescaped(groups?.["value"] ?? "")]),
    ),
  };
}

/** A browser that keeps the cookies of the app, sends forms, and says with each where it comes from. */
export function openBrowser(headers: Readonly<Record<string, string>> = {}) {
  const cookies = new Map<string, string>();
  async function send(
    url: string,
    init: RequestInit & { readonly headers?: Record<string, string> } = {},
  ): Promise<Shown> {
    const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
    const answer = await fetch(url, {
      redirect: "manual",
      ...init,
      headers: { ...headers, cookie, ...init.headers },
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return { status: answer.status, text: await answer.text(), headers: answer.headers, url };
  }
  return {
    cookies,
    open: (url: string) => send(url),
    /** Fills in the form of a page and sends it; what it leads to is not followed. */
    submit(page: Shown, filled: Readonly<Record<string, string>> = {}, origin = new URL(page.url).origin) {
      const { action, fields } = formIn(page);
      const body = new URLSearchParams({ ...fields, ...filled });
      return send(action, { method: "POST", body, headers: { origin } });
    },
    formIn,
  };
}

type Options = { readonly variables?: Variables; readonly folder?: string; readonly api?: string };

/** A server without credentials beside a GitHub on real loopback HTTP; ended when the test is. */
export async function startUnset({ variables = {}, folder: given, api = "/github" }: Options = {}) {
  const folder = given ?? mkdtempSync(join(tmpdir(), "set-up-"));
  const world = createTestWorld();
  const { sandbox, github, clock } = world;
  sandbox.mount("/api/v3", (request) => {
    const url = new URL(request.url);
    url.pathname = `/github${url.pathname}`;
    return sandbox.fetch(new Request(url, request));
  });
  const gitHub = await listen(sandbox);
  github.logIn("lstein");
  const output: string[] = [];
  const errors: string[] = [];
  const signals = new EventEmitter();
  const settings: Variables = {
    GITHUB_API_URL: `${gitHub.url}${api}`,
    DATABASE_PATH: join(folder, "data", "store.db"),
    HOST: "127.0.0.1",
    PORT: "0",
    ...variables,
  };
  const exit = runUntilStopped({
    userAgent: "release-conductor/test",
    conductor: () => ({ conduct: async () => ({ is: "rest" }) }),
    variables: settings,
    output: { write: (text) => void output.push(text) },
    errors: { write: (text) => void errors.push(text) },
    signals,
  });
  onTestFinished(async () => {
    signals.emit("SIGTERM");
    await exit;
    await gitHub.close();
    if (given === undefined) rmSync(folder, { recursive: true, force: true });
  });
  const notice = () => errors.join("");
  const listening = () =>
    vi.waitFor(() => {
      const found = /"url":"([^"]+)".*"msg":"the conductor listens"/.exec(output.join(""));
      if (found === null) throw new Error(`does not listen: ${notice()}`);
      return found[1] ?? "";
    }, 20_000);
  return {
    ...world,
    folder,
    file: join(folder, "data", "credentials.env"),
    settings,
    gitHub,
    exit,
    signals,
    output,
    notice,
    listening,
    /** Where the page is, and the code, once the terminal shows them. */
    async shown() {
      await vi.waitFor(() => {
        if (!notice().includes("enter this code")) throw new Error("nothing is shown yet");
      }, 20_000);
      const url = /Open (\S+) on/.exec(notice())?.[1] ?? "";
      return { url, code: /^ {2}(\S+)$/m.exec(notice())?.[1] ?? "" };
    },
    later: (seconds: number) => clock.busy(() => sleep(clock, seconds)),
  };
}

export type Unset = Awaited<ReturnType<typeof startUnset>>;

export const ADDRESS = "http://conductor.test";

/** Goes up to GitHub's answer, in this browser: gives the address that GitHub sends it back to. */
export async function upToAnswer(
  unset: Unset,
  browser = openBrowser(),
  filled: Readonly<Record<string, string>> = {},
) {
  const { url, code } = await unset.shown();
  const asked = await browser.submit(await browser.open(url), { code, address: ADDRESS, ...filled });
  const { headers, status, text } = await browser.submit(asked);
  const back = headers.get("location");
  if (back === null) throw new Error(`GitHub answered ${status}: ${text}; before: ${asked.text}`);
  return { asked, back, browser };
}
