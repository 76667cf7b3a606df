import type { Remote } from "./remote.ts";

/** A repository on GitHub. */
export type Place = { readonly owner: string; readonly name: string };

/** `git@github.com:owner/name.git`, `ssh://git@host:22/owner/name`, `https://host/owner/name.git` */
const ADDRESS =
  /^(?:(?:https?|ssh|git):\/\/(?:[^@/]*@)?|(?:[^@/:]+@)?)(?<host>[\w.-]+)(?::\d+(?=\/))?[:/]+(?<owner>[\w.-]+)\/(?<name>[\w.-]+?)(?:\.git)?\/?$/;

/** Where on GitHub a remote is, as the API at this address knows it; undefined where that can't be told. */
export function placeOf({ url, written }: Remote, api: string): Place | undefined {
  for (const address of [written, url]) {
    const { host, owner, name } = ADDRESS.exec(address)?.groups ?? {};
    if (host !== undefined && owner !== undefined && name !== undefined && isHostOf(host, api)) {
      return { owner, name };
    }
  }
  return undefined;
}

/** https://docs.github.com/enterprise-server/rest/quickstart; ssh.github.com is for networks that close port 22. */
function isHostOf(host: string, api: string): boolean {
  const of = new URL(api).hostname.replace(/^api\./, "");
  return host.toLowerCase().replace(/^(?:ssh|www)\./, "") === of;
}

const REPOSITORY = /^(?<owner>[\w-]+)\/(?<name>[\w.-]+)$/;

/** `owner/name`, as the command line has it. */
export function placeNamed(text: string): Place | undefined {
  const { owner, name } = REPOSITORY.exec(text)?.groups ?? {};
  return owner === undefined || name === undefined ? undefined : { owner, name };
}

/** An address without what opens it: it may hold a password or a token. */
export function shownUrl(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, "$1").replace(/[?#].*$/, "");
}
