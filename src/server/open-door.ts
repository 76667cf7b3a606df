import { createNodeMiddleware, Probot } from "probot";
import { conductor, type DoorOptions } from "../app.ts";
import type { Env } from "../env.ts";
import type { Watch } from "../watch/watch.ts";
import type { Health } from "./health.ts";
import { type Listening, listen } from "./listen.ts";
import type { LinkPages } from "./pages/link.ts";
import type { Site } from "./pages/site.ts";
import { createShell, WEBHOOKS_PATH } from "./shell.ts";

export type OpenDoorOptions = DoorOptions & {
  readonly env: Pick<Env, "app" | "server" | "urls">;
  readonly fetch: typeof fetch;
  readonly health: Health;
  readonly watch: Watch;
  /** Absent: accounts can't be linked. */
  readonly pages?: LinkPages;
  /** Absent: there are no pages of releases. */
  readonly site?: Site;
  readonly limits?: Limits;
};

/** What a request may take; see the defaults where they are used. */
export type Limits = {
  readonly largestBody?: number;
  readonly deadline?: number;
  readonly requestTimeout?: number;
};

/** Puts Probot with the door behind our own shell, and listens. Rejects with cause and remedy. */
export async function openDoor(options: OpenDoorOptions): Promise<Listening> {
  const { env, log, health, watch, pages, site, limits } = options;
  const probot = new Probot({
    // The door asks GitHub nothing. Given the App's key, Probot makes a client for every event, which takes longer
    // than all else at the door; given a token, it makes one at the start. This one opens nothing.
    githubToken: "none",
    secret: env.app.webhookSecret,
    baseUrl: env.urls.github,
    request: { fetch: options.fetch },
    // Probot logs each failure twice, with the whole payload; the shell and the door write one line of their own.
    log: log.child({}, { level: "fatal" }),
  });
  const middleware = await createNodeMiddleware(conductor(options), { probot, webhooksPath: WEBHOOKS_PATH });
  const shell = createShell({
    health,
    webhooks: {
      appId: env.app.id,
      deliver: async (request, response) => middleware(request, response),
      secrets: { now: env.app.webhookSecret, old: env.app.oldWebhookSecrets },
      log,
      ...limits,
    },
    ...(pages === undefined ? {} : { pages }),
    ...(site === undefined ? {} : { site }),
    log,
    watch,
  });
  return listen(shell, { ...env.server, ...limits });
}
