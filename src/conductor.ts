import type { People } from "./accounts/people.ts";
import { createChannels } from "./channels/channels.ts";
import type { Chore } from "./chore.ts";
import type { Clock } from "./clock.ts";
import { createConduct } from "./conduct.ts";
import { deliveryLogChore } from "./delivery-log.ts";
import type { Env } from "./env.ts";
import type { GitHub } from "./github/github.ts";
import type { Log } from "./log.ts";
import { createMarkers } from "./markers.ts";
import { registries } from "./registries/registries.ts";
import { statusPage } from "./registries/status-page.ts";
import { SECOND } from "./release/instant.ts";
import type { Store } from "./store/store.ts";
import type { Conduct } from "./store/worker.ts";
import { sweepChore } from "./sweep/sweep.ts";
import { watchedFetch } from "./watch/fetch.ts";
import type { Peer, Watch } from "./watch/watch.ts";

/** What the app is started with. */
export type Parts = {
  readonly env: Env;
  readonly clock: Clock;
  readonly log: Log;
  readonly watch: Watch;
  readonly store: Store;
  readonly github: GitHub;
  readonly fetch: typeof fetch;
  /** Those in whose name the app can act, because they linked their accounts; absent where they can't. */
  readonly people?: People;
};

/** Puts the world together that releases are conducted in: GitHub, the indexes, the channels. */
export function createConductor({ env, clock, log, watch, store, github, fetch, people }: Parts): {
  readonly conduct: Conduct;
  readonly chores: readonly Chore[];
} {
  const fetchTo = (peer: Peer) => watchedFetch(fetch, peer, watch);
  const conduct = createConduct({
    clock,
    log,
    watch,
    store,
    leaseMs: env.leaseSeconds * SECOND,
    github,
    markers: createMarkers(env.markerKey),
    registries: registries({
      clock,
      fetchTo,
      urls: env.urls.indexes,
      ...(env.contact === undefined ? {} : { contact: env.contact }),
    }),
    statusPage: statusPage(env.urls.status, { clock, fetch: fetchTo("status") }),
    channels: createChannels(env.channels, { clock, fetchTo }),
    downloads: { fetch: fetchTo("storage"), origins: originsOf(env) },
    ...(people && { people }),
  });
  const parts = { clock, log, github, queue: store.queue };
  return { conduct, chores: [deliveryLogChore(parts), sweepChore(parts, env.sweepMinutes)] };
}

/** GitHub Enterprise and the sandbox store artifacts under the address of their API; GitHub itself elsewhere. */
function originsOf(env: Env): readonly string[] {
  const { origin, hostname } = new URL(env.urls.github);
  return hostname === "api.github.com" ? [] : [origin];
}
