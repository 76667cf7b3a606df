import type { Now } from "../index/outages.ts";
import { type Call, createSite, type Route, route, type Site } from "../index/site.ts";
import { readPayload, type Section } from "./payload.ts";

/** A message as people in the channel see it. */
export interface SlackMessage {
  readonly channel: string;
  /** What a notification shows. */
  readonly text: string;
  readonly sections: readonly Section[];
  /** Whom it calls: `<!channel>`, `<!here>`, `<!everyone>`, `<@U…>`, `<!subteam^S…>`. */
  readonly calls: readonly string[];
  readonly postedAt: number;
}

export interface SlackWebhook {
  readonly channel: string;
  /** Where it is executed, below the URL that Slack is mounted at. */
  readonly path: string;
}

export type Slack = Site & {
  /** In the order they were posted. */
  readonly messages: readonly SlackMessage[];
  createWebhook(channel?: string): SlackWebhook;
  /** A person removes the webhook's app: its URL leads nowhere from then on. */
  deleteWebhook(webhook: SlackWebhook): void;
  /** A person archives the channel. */
  archive(channel: string): void;
};

/** "Generally allows posting one message per second per channel." Source: Slack's documentation, "Rate limits". */
const SPACING = 1000;

interface Channel {
  readonly name: string;
  archived: boolean;
  lastAt: number;
}

/**
 * Slack's incoming webhooks in memory. They answer `ok` or an error in one word, and tell no message's number. Source:
 * Slack's documentation, "Sending messages using incoming webhooks", and its changelog of 2016-05-17.
 */
export function createSlack({ clock }: { readonly clock: Now }): Slack {
  const messages: SlackMessage[] = [];
  const hooks = new Map<string, Channel>();
  const channels = new Map<string, Channel>();
  const channelNamed = (name: string): Channel => {
    const channel = channels.get(name) ?? { name, archived: false, lastAt: Number.NEGATIVE_INFINITY };
    channels.set(name, channel);
    return channel;
  };

  const post = (channel: Channel, call: Call): Response => {
    if (channel.archived) return word(410, "channel_is_archived");
    if (clock.now() < channel.lastAt + SPACING) return unhappy(429, 1);
    const read = readPayload(call.body);
    if ("refused" in read) return word(400, read.refused);
    channel.lastAt = clock.now();
    messages.push({ ...read.message, channel: channel.name, postedAt: clock.now() });
    return word(200, "ok");
  };
  const routes: readonly Route[] = [
    route("POST", "/services/{team}/{hook}/{secret}", ({ hook }, call) => {
      const channel = hooks.get(hook);
      return channel === undefined ? word(404, "no_service") : post(channel, call);
    }),
  ];

  return {
    ...createSite({ clock, routes, unhappy }),
    messages,
    createWebhook(name = "releases") {
      const hook = `B${String(hooks.size + 1).padStart(8, "0")}`;
      hooks.set(hook, channelNamed(name));
      return { channel: name, path: `/services/T00000001/${hook}/${"x3QkV9".repeat(4)}` };
    },
    deleteWebhook: ({ path }) => void hooks.delete(path.split("/").at(-2) ?? ""),
    archive(name) {
      channelNamed(name).archived = true;
    },
  };
}

function word(status: number, text: string): Response {
  return new Response(text, { status, headers: { "content-type": "text/html" } });
}

/** Slack to an address it does not know, to whom sends too much, and while it is in trouble. */
function unhappy(status: number, retryAfter = 1): Response {
  if (status === 429) {
    const headers = { "retry-after": String(Math.ceil(retryAfter)) };
    return Response.json({ ok: false, error: "rate_limited" }, { status, headers });
  }
  return word(status, status === 404 ? "no_service" : status === 500 ? "rollup_error" : "");
}
