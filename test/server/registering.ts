import { onTestFinished } from "vitest";
import { ADDRESS, openUnregistered, type Unregistered, type UnregisteredOptions } from "./unregistered.ts";

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

/** A server without credentials, ended when the test is. */
export async function startUnregistered(options: UnregisteredOptions = {}): Promise<Unregistered> {
  const unregistered = await openUnregistered(options);
  onTestFinished(unregistered.end);
  return unregistered;
}

/** Goes up to GitHub's answer, in this browser: gives the address that GitHub sends it back to. */
export async function upToAnswer(
  unregistered: Unregistered,
  browser = openBrowser(),
  filled: Readonly<Record<string, string>> = {},
) {
  const { url, code } = await unregistered.shown();
  const asked = await browser.submit(await browser.open(url), { code, address: ADDRESS, ...filled });
  const { headers, status, text } = await browser.submit(asked);
  const back = headers.get("location");
  if (back === null) throw new Error(`GitHub answered ${status}: ${text}; before: ${asked.text}`);
  return { asked, back, browser };
}
