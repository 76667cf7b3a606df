import type { Told } from "./stage.ts";

/** What a browser shows in the end, and where. */
export type Shown = { readonly status: number; readonly url: URL; readonly text: string };

/** A browser with its own cookies, before which somebody sits who may be logged in to GitHub. */
export type Browser = {
  readonly cookies: Map<string, string>;
  /** Every address it was sent to, in order. */
  readonly visited: readonly string[];
  open(url: string): Promise<Shown>;
  /** Presses the button of a page of the app, as it comes from that site. */
  press(url: string, from?: string): Promise<Shown>;
  /** Presses the button, or opens the page, and stops where GitHub would send it back to the app: at that address. */
  upToAnswer(url: string, how?: "press" | "open"): Promise<string>;
};

const APP = "http://conductor.test";

/** The page on which people link their accounts. */
export const LINK = `${APP}/link`;

/** Somebody logs in to GitHub, presses the button of the page and consents; gives what the app's page says then. */
export async function linkAccount(told: Pick<Told, "stage" | "sandbox">, login: string): Promise<Shown> {
  told.sandbox.github.logIn(login);
  return openBrowser(told).press(LINK);
}

/** A browser that finds the app and the sandbox's GitHub. */
export function openBrowser({ stage, sandbox }: Pick<Told, "stage" | "sandbox">): Browser {
  const cookies = new Map<string, string>();
  const visited: string[] = [];

  async function send(url: string, init: RequestInit): Promise<Response> {
    visited.push(url);
    const isApp = url.startsWith(APP);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...(isApp && cookie !== "" ? { cookie } : {}), ...(init.headers as object) };
    const request = new Request(url, { ...init, headers });
    const response = isApp ? await stage.visit(request) : await sandbox.fetch(request);
    for (const set of response.headers.getSetCookie()) keep(set);
    return response;
  }

  function keep(set: string): void {
    const [, name = "", value = "", rest = ""] = /^([^=]+)=([^;]*)(.*)$/.exec(set) ?? [];
    if (rest.includes("Max-Age=0")) cookies.delete(name);
    else cookies.set(name, value);
  }

  async function follow(url: string, init: RequestInit, until?: (next: string) => boolean) {
    let [at, response] = [url, await send(url, init)];
    for (let hops = 0; hops < 5 && response.status >= 300 && response.status < 400; hops += 1) {
      const next = new URL(response.headers.get("location") ?? "", at).href;
      at = next;
      if (until?.(next)) break;
      response = await send(next, {});
    }
    return { url: new URL(at), status: response.status, text: await response.text() };
  }

  const pressed = (from: string) => ({ method: "POST", headers: { origin: from } });
  return {
    cookies,
    visited,
    open: (url) => follow(url, {}),
    press: (url, from = APP) => follow(url, pressed(from)),
    upToAnswer: async (url, how = "press") =>
      (
        await follow(url, how === "press" ? pressed(APP) : {}, (next) =>
          next.startsWith(`${APP}/link/callback`),
        )
      ).url.href,
  };
}
