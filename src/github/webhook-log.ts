import type { Clock } from "../clock.ts";
import { type Instant, SECOND } from "../release/instant.ts";
import { READ_TIMEOUT } from "./app-client.ts";
import type { Urgency } from "./budget.ts";
import type { Counter } from "./counts.ts";
import { GitHubFault, isRecord } from "./fault.ts";
import type { Limiter } from "./limiter.ts";
import { nextPage } from "./pages.ts";
import { createSleeper } from "./sleeper.ts";
import type { Answer, Transport } from "./transport.ts";

/** One attempt of GitHub's to bring an event to the app. */
export type LoggedDelivery = {
  /** Digits: these ids have 64 bits, more than a number holds. */
  readonly id: string;
  /** Names the event; every attempt to deliver it has the same. */
  readonly guid: string;
  /** By GitHub's clock. */
  readonly at: Instant;
  /** Somebody had it sent again. */
  readonly again: boolean;
  /** The app answered 2xx. No answer at all has a status of its own (0, 502 or 504). */
  readonly succeeded: boolean;
  readonly event: string;
  readonly repository?: number;
};

export type LogPage = {
  /** Newest first. */
  readonly deliveries: readonly LoggedDelivery[];
  /** GitHub's time of the answer. */
  readonly at: Instant;
  /** Where the older ones are; absent on the last page. */
  readonly next?: string;
};

/** GitHub's log of the app's own webhook. It reaches back three days. Everything rejects with `GitHubFault`. */
export type WebhookLog = {
  /** One page of it: the newest deliveries, or those at `next` of the page before. */
  page(next?: string): Promise<LogPage>;
  /** Has one sent again, with the same GUID and payload. Sent once, spaced as GitHub asks of writes. */
  redeliver(id: string): Promise<void>;
};

export type WebhookLogSettings = {
  /** Sends with the app's JWT. */
  readonly transport: Transport;
  readonly limiter: Limiter;
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly counter: Counter;
};

const LIST = "GET /app/hook/deliveries";
const AGAIN = "POST /app/hook/deliveries/{delivery_id}/attempts";

/**
 * GitHub's `status=failure` is of no use here: it means 400 to 599, and leaves out the deliveries that were never
 * answered, and the redeliveries that tell what has been repaired.
 * https://docs.github.com/rest/apps/webhooks#list-deliveries-for-an-app-webhook
 */
const NEWEST = "/app/hook/deliveries?per_page=100";

/** A page is asked for again so often, where that may help. */
const MOST_REPEATS = 2;

const URGENCY: Urgency = "background";

export function createWebhookLog(settings: WebhookLogSettings): WebhookLog {
  const { transport, limiter, clock, counter, baseUrl } = settings;
  const sleep = createSleeper(clock);

  async function ask(url: string): Promise<Answer> {
    for (let repeats = 0; ; repeats += 1) {
      try {
        return await limiter.run(
          { kind: "read", creates: false, urgency: URGENCY, what: LIST },
          sleep,
          () => {
            counter.add("reads");
            return transport({
              route: `GET ${url}`,
              what: LIST,
              write: false,
              timeout: READ_TIMEOUT,
              exact: true,
              hear: limiter.hear,
            });
          },
        );
      } catch (error) {
        if (!(error instanceof GitHubFault && error.again) || repeats === MOST_REPEATS) throw error;
        await sleep(clock.now() + SECOND * 2 ** repeats);
      }
    }
  }

  return {
    async page(next = NEWEST) {
      const { data, headers } = await ask(next);
      if (!Array.isArray(data)) throw new GitHubFault({ kind: "broken", detail: `${LIST}: no list` });
      const older = nextPage(headers, baseUrl);
      const at = Date.parse(String(headers["date"] ?? ""));
      return {
        deliveries: data.map(delivery),
        at: Number.isNaN(at) ? clock.now() : at,
        ...(older === undefined ? {} : { next: older }),
      };
    },
    async redeliver(id) {
      await limiter.run({ kind: "write", creates: false, urgency: URGENCY, what: AGAIN }, sleep, () => {
        counter.add("writes");
        return transport({
          route: AGAIN,
          parameters: { delivery_id: id },
          what: AGAIN,
          write: true,
          timeout: READ_TIMEOUT,
          hear: limiter.hear,
        });
      });
    },
  };
}

function delivery(raw: unknown): LoggedDelivery {
  const { id, guid, delivered_at, redelivery, status_code, event, repository_id } = isRecord(raw) ? raw : {};
  const at = Date.parse(String(delivered_at));
  if (!/^\d+$/.test(String(id)) || typeof guid !== "string" || Number.isNaN(at)) {
    throw new GitHubFault({ kind: "broken", detail: `${LIST}: a delivery without id, GUID or time` });
  }
  return {
    id: String(id),
    guid,
    at,
    again: redelivery === true,
    succeeded: typeof status_code === "number" && status_code >= 200 && status_code < 300,
    event: String(event),
    ...(typeof repository_id === "number" ? { repository: repository_id } : {}),
  };
}
