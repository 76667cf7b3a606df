import { z } from "zod";
import { noAnswer, parseJson, readText, retryAfter } from "../artifacts/transport.ts";
import type { Clock } from "../clock.ts";
import { type Announcement, type Channel, ChannelFault, type Sent } from "./channel.ts";
import { discordMessage } from "./discord-message.ts";

export type DiscordSettings = {
  /** The channel's name in the configuration. */
  readonly name: string;
  /** A secret: whoever knows it can post and delete. */
  readonly webhookUrl: string;
  readonly clock: Clock;
  readonly fetch?: typeof fetch;
  /** Milliseconds for one request; ten seconds unless given. */
  readonly timeoutMs?: number;
};

const TIMEOUT_MS = 10_000;
const BODY_CAP = 1024 ** 2;
/** The unversioned API has answered `retry_after` in milliseconds (discord-api-docs#4722): no wait is believed beyond this. */
const LONGEST_WAIT_MS = 10 * 60_000;

const posted = z.object({ id: z.string().regex(/^\d+$/), channel_id: z.string().regex(/^\d+$/) });
const webhook = z.object({ guild_id: z.string().regex(/^\d+$/) });
const limited = z.object({ retry_after: z.number().nonnegative() });

/**
 * A Discord channel behind an incoming webhook. Throws an Error at once, without the address, when the address is
 * none of a webhook. Source: https://discord.com/developers/docs/resources/webhook
 */
export function discord(settings: DiscordSettings): Channel {
  const address = webhookAddress(settings);
  return {
    name: settings.name,
    kind: "discord",
    timeoutMs: settings.timeoutMs ?? TIMEOUT_MS,
    async send(message) {
      const response = await post(address, message, settings);
      const sent = await readSent(response, settings);
      const url = await linkTo(sent, address, settings);
      return url === undefined ? { id: sent.id } : { id: sent.id, url };
    },
  };
}

type Posted = z.infer<typeof posted>;

/** Why the server does not start with the address of a channel. */
export function noWebhook(name: string): string {
  return `The address of the channel "${name}" is no Discord webhook: copy it from the channel's settings in Discord (Integrations, Webhooks)`;
}

function webhookAddress({ name, webhookUrl }: DiscordSettings): URL {
  const url = URL.canParse(webhookUrl) ? new URL(webhookUrl) : undefined;
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    !/\/api\/(?:v\d+\/)?webhooks\/\d+\/[\w-]+$/.test(url.pathname)
  ) {
    throw new Error(noWebhook(name));
  }
  // Discord's own copy button gives the unversioned address, whose behaviour may change under us.
  url.pathname = url.pathname.replace("/api/webhooks/", "/api/v10/webhooks/");
  return url;
}

async function post(address: URL, message: Announcement, settings: DiscordSettings): Promise<Response> {
  const url = new URL(address);
  url.searchParams.set("wait", "true"); // Otherwise Discord answers 204 to anything, and failures are silent.
  const body = JSON.stringify({ content: discordMessage(message), allowed_mentions: { parse: [] } });
  try {
    return await request(url, settings, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", "user-agent": "release-conductor" },
    });
  } catch (error) {
    const { why, maybeReceived } = noAnswer(error);
    throw fault(settings, { kind: "unreachable", detail: why, ambiguous: maybeReceived });
  }
}

function request(
  url: URL,
  { fetch: send = fetch, timeoutMs = TIMEOUT_MS }: DiscordSettings,
  init: RequestInit,
) {
  return send(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
}

async function readSent(response: Response, settings: DiscordSettings): Promise<Posted> {
  const json = parseJson((await readText(response, BODY_CAP).catch(() => undefined)) ?? "");
  if (response.status !== 200) throw refusal(response, json, settings);
  const message = posted.safeParse(json);
  if (!message.success) {
    throw fault(settings, { kind: "broken", detail: NO_MESSAGE, status: 200, ambiguous: true });
  }
  return message.data;
}

export const NO_MESSAGE = "answered 200 without saying which message it posted; look into the channel";

/** What an answer other than 200 means, and whether the message may be there all the same. */
export function refusal(
  response: Response,
  json: unknown,
  settings: Pick<DiscordSettings, "name" | "clock">,
): ChannelFault {
  const { status } = response;
  if (status === 429) {
    const now = settings.clock.now();
    const body = limited.safeParse(json);
    const asked = body.success ? body.data.retry_after * 1000 : (retryAfter(response.headers, now) ?? 0);
    const until = now + Math.min(asked, LONGEST_WAIT_MS);
    const detail = "answered 429: too many messages, nothing was posted";
    return fault(settings, { kind: "limited", detail, status, until, ambiguous: false });
  }
  if (status === 401 || status === 403 || status === 404) {
    const detail = `answered ${status}: the webhook was deleted or its address is wrong; make a new one and give it to the server`;
    return fault(settings, {
      kind: status === 404 ? "refused" : "forbidden",
      detail,
      status,
      ambiguous: false,
    });
  }
  if (status >= 300 && status < 500) {
    return fault(settings, {
      kind: "refused",
      detail: `refused the message with ${status}`,
      status,
      ambiguous: false,
    });
  }
  const detail = `answered ${status}; the message may have been posted all the same`;
  return fault(settings, { kind: "broken", detail, status, ambiguous: true });
}

function fault(
  { name }: Pick<DiscordSettings, "name">,
  what: Omit<ChannelFault["fault"], "whom">,
): ChannelFault {
  return new ChannelFault({ whom: `Discord (${name})`, ...what });
}

/** Only the webhook knows its server. The message is out by now: no link is better than a failure. */
async function linkTo(sent: Posted, address: URL, settings: DiscordSettings): Promise<Sent["url"]> {
  try {
    const response = await request(address, settings, { headers: { "user-agent": "release-conductor" } });
    const { guild_id: guild } = webhook.parse(parseJson((await readText(response, BODY_CAP)) ?? ""));
    return new URL(`/channels/${guild}/${sent.channel_id}/${sent.id}`, address.origin).href;
  } catch {
    return undefined;
  }
}
