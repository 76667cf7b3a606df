import { noAnswer, parseJson, readText, retryAfter } from "../artifacts/transport.ts";
import type { Clock } from "../clock.ts";
import { createRecent } from "../recent.ts";
import { RegistryFault } from "./registry.ts";

export type IndexSettings = {
  readonly clock: Clock;
  readonly fetch?: typeof fetch;
  /** Milliseconds for one request with its redirects; 20 seconds unless given. */
  readonly timeoutMs?: number;
  /** How the index's operators reach whoever runs this server: an address or a URL. */
  readonly contact?: string;
};

type Read = (text: string) => unknown;

/** Asks one index. */
export type IndexClient = {
  /**
   * The JSON behind a path, or what `read` makes of another text (undefined: it is not what it should be); undefined where
   * the index has nothing there. Throws RegistryFault for every other outcome.
   */
  readonly get: (path: string, accept: string, read?: Read) => Promise<unknown>;
};

const TIMEOUT_MS = 20_000;
/** Other spellings of a name are answered with one redirect to the normalised one. */
const MOST_REDIRECTS = 3;
/** The page of a project with thousands of files is some ten megabytes. */
const BODY_CAP = 64 * 1024 ** 2;
const MOST_REMEMBERED = 50;

type Remembered = { readonly etag: string; readonly json: unknown };

const NOT_FOUND = [404];

/**
 * A client for the index at a base address. It remembers answers by their ETag and asks whether they changed. `absent` are
 * the statuses by which the index says that it has nothing there.
 */
export function createIndexClient(
  name: string,
  base: string,
  settings: IndexSettings,
  absent: readonly number[] = NOT_FOUND,
): IndexClient {
  const remembered = createRecent<Remembered>(MOST_REMEMBERED);
  const root = base.endsWith("/") ? base : `${base}/`;
  return {
    async get(path, accept, read = parseJson) {
      const key = `${accept} ${path}`;
      const known = remembered.get(key);
      const exchange: Exchange = { name, settings, accept, etag: known?.etag };
      const response = await follow(new URL(path, root), exchange);
      if (response.status === 304 && known) return known.json;
      if (absent.includes(response.status)) {
        await response.body?.cancel();
        return undefined;
      }
      const json = await readBody(response, exchange, read);
      const etag = response.headers.get("etag");
      if (etag !== null) remembered.set(key, { etag, json });
      return json;
    },
  };
}

type Exchange = {
  readonly name: string;
  readonly settings: IndexSettings;
  readonly accept: string;
  readonly etag: string | undefined;
};

async function follow(start: URL, exchange: Exchange): Promise<Response> {
  const signal = AbortSignal.timeout(exchange.settings.timeoutMs ?? TIMEOUT_MS);
  let url = start;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    const response = await send(url, exchange, signal);
    const location = isRedirect(response.status) ? response.headers.get("location") : null;
    if (location === null) return response;
    await response.body?.cancel();
    url = nextUrl(location, url, exchange.name);
  }
  throw broken(exchange.name, "redirects in circles");
}

function nextUrl(location: string, from: URL, name: string): URL {
  const url = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  // Another host could serve any bytes under the index's name.
  if (url?.origin !== from.origin) throw broken(name, "redirects to another host, which is not followed");
  return url;
}

async function send(
  url: URL,
  { name, settings, accept, etag }: Exchange,
  signal: AbortSignal,
): Promise<Response> {
  const { fetch: ask = fetch, contact } = settings;
  const headers = {
    accept,
    "user-agent": contact === undefined ? "release-conductor" : `release-conductor (${contact})`,
    ...(etag === undefined ? {} : { "if-none-match": etag }),
  };
  try {
    return await ask(url, { redirect: "manual", headers, signal });
  } catch (error) {
    throw unreachable(name, error);
  }
}

async function readBody(response: Response, { name, settings }: Exchange, read: Read): Promise<unknown> {
  if (response.status !== 200) {
    await response.body?.cancel();
    throw refusal(response, name, settings.clock.now());
  }
  const text = await readText(response, BODY_CAP).catch((error: unknown) => {
    throw unreachable(name, error);
  });
  const json = text === undefined ? undefined : read(text);
  if (json === undefined) throw broken(name, "answered with something that is not JSON, or too much of it");
  return json;
}

function refusal({ status, headers }: Response, name: string, now: number): RegistryFault {
  const wait = retryAfter(headers, now);
  const until = wait === undefined ? {} : { until: now + wait };
  if (status === 429) {
    return new RegistryFault({
      kind: "limited",
      whom: name,
      detail: "answered 429: too many requests",
      status,
      ...until,
    });
  }
  if (status >= 400 && status < 500) {
    return new RegistryFault({
      kind: "refused",
      whom: name,
      detail: `refused the request with ${status}`,
      status,
    });
  }
  const fault = { kind: "broken", whom: name, detail: `answered ${status}`, status, ...until } as const;
  // Where the index has named a time itself, it is not asked before.
  return new RegistryFault(fault, status >= 500 && wait === undefined);
}

function unreachable(name: string, error: unknown): RegistryFault {
  const { why, isTimeout } = noAnswer(error);
  // Whoever lets a time-out pass is not helped by the same question again.
  return new RegistryFault({ kind: "unreachable", whom: name, detail: why }, !isTimeout);
}

/** The fault of an index that answered with something that makes no sense. */
export function broken(name: string, detail: string): RegistryFault {
  return new RegistryFault({ kind: "broken", whom: name, detail });
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}
