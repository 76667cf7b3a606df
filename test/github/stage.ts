import { generateKeyPairSync } from "node:crypto";
import type { Clock } from "../../src/clock.ts";
import { connect } from "../../src/github/connect.ts";
import type { GitHub, RepositoryAddress } from "../../src/github/github.ts";
import type { Permissions } from "../../src/github/tasks.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { createSharedInMemory } from "../../src/store/shared.ts";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
export const KEY = privateKey;

export const START = Date.parse("2026-11-02T12:00:00Z");
export const ADDRESS: RepositoryAddress = { installation: 5, repository: 77, owner: "acme", name: "widget" };

type Sent = {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly at: number;
  readonly redirect: string | undefined;
};

/** What a test says GitHub answers; undefined leaves it to the stage (404). */
export type Script = (sent: Sent) => Response | Promise<Response> | undefined;

export type Stage = {
  readonly github: GitHub;
  readonly clock: Clock;
  /** Requests about the repository, without the app's own. */
  readonly sent: Sent[];
  /** Bodies of the tokens minted. */
  readonly minted: Record<string, unknown>[];
  readonly log: unknown[];
};

type Set = {
  readonly longestWrite?: number;
  readonly granted?: Permissions;
  /** Answers before the stage's own app routes. */
  readonly first?: (sent: Sent) => Response | Promise<Response> | undefined;
  readonly baseUrl?: string;
  readonly random?: () => number;
};

export const EVERYTHING: Permissions = {
  metadata: "read",
  actions: "write",
  checks: "write",
  contents: "write",
  deployments: "write",
  issues: "write",
  pull_requests: "read",
};

/** A connection to a GitHub that answers what the script says, on a virtual clock. */
export function stage(script: Script, set: Set = {}): Stage {
  const clock = createVirtualClock(START);
  const sent: Sent[] = [];
  const minted: Record<string, unknown>[] = [];
  const log: unknown[] = [];
  const answer = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const { pathname, search } = new URL(url);
    const request: Sent = {
      method: init.method ?? "GET",
      path: pathname + search,
      headers: new Headers(init.headers),
      body: typeof init.body === "string" ? JSON.parse(init.body) : init.body,
      at: clock.now(),
      redirect: init.redirect,
    };
    const early = await set.first?.(request);
    if (early) return early;
    const own = appRoute(request, { clock, minted, granted: set.granted ?? EVERYTHING });
    if (own) return own;
    sent.push(request);
    return (await script(request)) ?? json({ message: "Not Found" }, { status: 404 });
  };
  const github = connect({
    appId: 1234,
    privateKey,
    baseUrl: set.baseUrl ?? "https://api.github.com",
    clock,
    shared: createSharedInMemory(),
    log: { debug: (fields, text) => log.push({ ...fields, text }) },
    userAgent: "release-conductor/0.1.0",
    fetch: answer as typeof fetch,
    random: set.random ?? (() => 0),
    ...(set.longestWrite !== undefined && { longestWrite: set.longestWrite }),
  });
  return { github, clock, sent, minted, log };
}

function appRoute(
  sent: Sent,
  { clock, minted, granted }: { clock: Clock; minted: Record<string, unknown>[]; granted: Permissions },
): Response | undefined {
  if (sent.path === "/app") return json({ id: 1234, slug: "conductor" });
  if (sent.path === "/app/installations/5") return json({ id: 5, permissions: granted });
  if (sent.path !== "/app/installations/5/access_tokens") return;
  minted.push(sent.body as Record<string, unknown>);
  const expires = new Date(clock.now() + 3_600_000).toISOString();
  return json({ token: tokenNumber(minted.length), expires_at: expires, permissions: {} }, { status: 201 });
}

/** Looks like GitHub's tokens since 2026-04. */
export function tokenNumber(number: number): string {
  return `ghs_1234_eyJhbGciOi-${number}.eyJpc3Mi_${number}.c2ln-${number}`;
}

export function json(data: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(data), {
    ...init,
    headers: { "content-type": "application/json; charset=utf-8", ...init.headers },
  });
}

/** The error a promise rejects with. */
export async function failure(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(outcome instanceof Error)) throw new Error("expected a rejection with an Error");
  return outcome;
}
