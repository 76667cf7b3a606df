import { generateKeyPairSync, randomUUID } from "node:crypto";
import { Webhooks } from "@octokit/webhooks";
import type { Clock } from "../../src/clock.ts";
import { createLogger, type Log } from "../../src/log.ts";
import { createHealth, type Health } from "../../src/server/health.ts";
import { type Limits, openDoor } from "../../src/server/open-door.ts";
import type { LinkPages } from "../../src/server/pages/link.ts";
import type { Site } from "../../src/server/pages/site.ts";
import type { Queue, Wake } from "../../src/store/store.ts";
import { unwatched } from "../../src/watch/watch.ts";

export const APP_ID = 4711;
export const SLUG = "conductor";
export const SECRET = "a webhook secret of more than 32 characters";
export const NOW = Date.UTC(2026, 10, 22);

export const PRIVATE_KEY = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
}).privateKey;

const clock: Pick<Clock, "now"> = { now: () => NOW };

export type Called =
  | { readonly call: "wake" | "nudge"; readonly wake: Wake }
  | { readonly call: "nudgeRepository"; readonly repository: number; readonly because: string };

/** A queue that writes down what it is told. `store` runs before each answer: it may fail or take its time. */
export function recordingQueue(store: () => Promise<void> = async () => {}) {
  const called: Called[] = [];
  const queue: Pick<Queue, "wake" | "nudge" | "nudgeRepository" | "unfinished" | "isFinished"> = {
    unfinished: async () => [],
    isFinished: async () => false,
    async wake(wake) {
      await store();
      called.push({ call: "wake", wake });
    },
    async nudge(wake) {
      await store();
      called.push({ call: "nudge", wake });
      return true;
    },
    async nudgeRepository(repository, because) {
      await store();
      called.push({ call: "nudgeRepository", repository, because });
      return 1;
    },
  };
  return { queue, called };
}

export type StageOptions = {
  readonly store?: () => Promise<void>;
  readonly checks?: Readonly<Record<string, () => Promise<void>>>;
  readonly limits?: Limits;
  /** The pages where accounts are linked. */
  readonly pages?: (log: Log) => LinkPages;
  /** The pages of releases. */
  readonly site?: (log: Log, health: Health) => Site;
  readonly slug?: string | undefined;
};

/** The door and the server on a free port, with nothing behind them; every request to the outside is written down. */
export async function openStage(options: StageOptions = {}) {
  const { queue, called } = recordingQueue(options.store);
  const lines: string[] = [];
  const outgoing: string[] = [];
  const removed: number[] = [];
  const log = createLogger({ level: "trace", format: "json" }, { write: (line) => void lines.push(line) });
  const health = createHealth(options.checks ?? {}, log);
  const door = await openDoor({
    env: {
      app: { id: APP_ID, privateKey: PRIVATE_KEY, webhookSecret: SECRET, oldWebhookSecrets: [] },
      server: { host: "127.0.0.1", port: 0 },
      urls: {
        github: "http://github.test",
        indexes: {
          pypi: "http://pypi.test",
          testpypi: "http://pypi.test",
          npm: "http://npm.test",
          crates: "http://crates.test",
        },
        status: "http://status.test",
      },
    },
    queue,
    github: { forget: () => {} },
    links: {
      async remove(person) {
        await options.store?.();
        removed.push(person);
        return true;
      },
    },
    ...(options.pages === undefined ? {} : { pages: options.pages(log) }),
    slug: () => ("slug" in options ? options.slug : SLUG),
    clock,
    log,
    fetch: async (input) => {
      outgoing.push(String(input));
      throw new TypeError("fetch failed");
    },
    health,
    ...(options.site === undefined ? {} : { site: options.site(log, health) }),
    watch: unwatched,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  });
  const url = `${door.url}/api/github/webhooks`;
  return { ...door, webhooks: url, called, lines, outgoing, removed };
}

const signer = new Webhooks({ secret: SECRET });

/** The headers of GitHub's delivery of a body, validly signed. */
export async function deliveryHeaders(event: string, body: string): Promise<Record<string, string>> {
  return {
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/abc1234",
    "x-github-event": event,
    "x-github-delivery": randomUUID(),
    "x-github-hook-id": "1",
    "x-github-hook-installation-target-id": String(APP_ID),
    "x-github-hook-installation-target-type": "integration",
    "x-hub-signature-256": await signer.sign(body),
  };
}

/** Delivers a payload as GitHub would; headers given as undefined are left out. */
export async function deliver(
  url: string,
  event: string,
  payload: unknown,
  headers: Readonly<Record<string, string | undefined>> = {},
): Promise<Response> {
  const body = JSON.stringify(payload);
  const all = { ...(await deliveryHeaders(event, body)), ...headers };
  const given = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return fetch(url, { method: "POST", body, headers: Object.fromEntries(given) });
}

/** The fields that every delivery to an App carries. */
export const CALLER = {
  installation: { id: 7 },
  repository: { id: 42, name: "synth", owner: { login: "octo-org" }, default_branch: "main" },
  sender: { login: "maria" },
};

export const TAG_PUSH = { ...CALLER, ref: "refs/tags/v1.2.3", commits: [] };
