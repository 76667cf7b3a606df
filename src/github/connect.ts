import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/core";
import { unwatched } from "../watch/watch.ts";
import { createAppClient } from "./app-client.ts";
import { createClients } from "./clients.ts";
import type { GitHub } from "./github.ts";
import { createGround, createLimiters, type GroundSettings, octokitOptions } from "./ground.ts";
import { createJwts } from "./jwt.ts";
import { createTokens } from "./tokens.ts";
import { createTransport } from "./transport.ts";
import { createWebhookLog } from "./webhook-log.ts";

/** Under which the limits of the app's own requests are kept; no installation has this number. */
const THE_APP = "installation 0";

export type Settings = GroundSettings & {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
};

/** GitHub as the given app sees it. Throws when the private key is none; asks nothing yet. */
export function connect(settings: Settings): GitHub {
  const { clock, baseUrl, log, userAgent, watch = unwatched } = settings;
  const createJwt = jwtsOf(settings.privateKey);
  const ground = createGround(settings);
  const { counter } = ground;
  const limiterOf = createLimiters(settings, ground);
  const asApp = new Octokit({
    ...octokitOptions(settings),
    authStrategy: createAppAuth,
    auth: { appId: settings.appId, createJwt },
  });
  const transport = createTransport({ octokit: asApp, userAgent, log, watch });
  const limiter = limiterOf(THE_APP);
  const app = createAppClient({ transport, hear: limiter.hear, baseUrl, clock, counter });
  const webhookLog = createWebhookLog({ transport, limiter, baseUrl, clock, counter });
  const tokens = createTokens({
    clock,
    mint: ({ installation, repository, permissions }) => app.mint(installation, repository, permissions),
    gone: ground.cache.forget,
  });
  return createClients({ ground, limiterOf, app, webhookLog, tokens });
}

function jwtsOf(privateKey: string): ReturnType<typeof createJwts> {
  try {
    return createJwts(privateKey);
  } catch {
    // The cause is left out: it may quote the key.
    throw new Error(
      "the app's private key is not a PEM key: use the whole file that GitHub gave, line breaks included",
    );
  }
}
