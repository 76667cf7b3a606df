import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { SECOND } from "../release/instant.ts";
import { CHANNEL } from "./postgres-triggers.ts";

/** Pauses before connecting anew, in milliseconds. */
const FIRST_PAUSE = SECOND / 2;
const LONGEST_PAUSE = 15 * SECOND;

/** How long a server may take to say that it will tell us, in milliseconds. */
const LONGEST_LISTEN = 5 * SECOND;

export type Listening = {
  /** Resolves when the first try to listen has ended, well or not. */
  readonly tried: Promise<void>;
  stop(): Promise<void>;
};

/**
 * Calls back for whatever another replica tells, on a connection of its own. One that breaks is made anew; since
 * what was told meanwhile is lost, it then calls back once.
 */
export function listen(connection: pg.ClientConfig, hear: () => void): Listening {
  const stopping = new AbortController();
  let hasTried: () => void = () => undefined;
  const tried = new Promise<void>((resolve) => {
    hasTried = resolve;
  });
  const loop = listenOn();

  async function listenOn(): Promise<void> {
    let pause = FIRST_PAUSE;
    while (!stopping.signal.aborted) {
      let client: pg.Client | undefined;
      try {
        // Reads the certificates that the URL names, which may be away for a moment.
        client = new pg.Client({ ...connection, query_timeout: LONGEST_LISTEN });
        const ended = endOf(client, stopping.signal);
        client.on("notification", ({ payload }) => {
          if (payload !== connection.application_name) hear();
        });
        await client.connect();
        await client.query(`LISTEN ${CHANNEL}`);
        pause = FIRST_PAUSE;
        hasTried();
        hear();
        await ended;
      } catch {
        // Whoever uses the store is told by its other connections, with the cause.
      }
      hasTried();
      client?.end().catch(() => undefined);
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  }

  return {
    tried,
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}

/** Resolves when the connection is lost, or the signal aborts. */
async function endOf(client: pg.Client, signal: AbortSignal): Promise<void> {
  client.on("error", () => undefined);
  await once(client, "end", { signal }).catch(() => undefined);
}
