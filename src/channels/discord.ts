import { z } from "zod";
import { parseJson, readText, retryAfter } from "../artifacts/transport.ts";
import type { Clock } from "../clock.ts";
import type { Channel, ChannelFault, Sent } from "./channel.ts";
import type { QuietTime } from "./quiet-time.ts";
import {
  type Answered,
  channelFault,
  refusedWith,
  sendJson,
  TIMEOUT_MS,
  type Tried,
  tooMany,
  type WebhookSettings,
} from "./webhook.ts";

export type DiscordSettings = WebhookSettings & { readonly quiet: QuietTime };

/** As Discord hands it out, with or without a version. https://discord.com/developers/docs/resources/webhook */
export const DISCORD_PATH = /\/api\/(?:v\d+\/)?webhooks\/\d+\/[\w-]+$/;

const BODY_CAP = 1024 ** 2;
/** JSON error code of a message that was deleted, or that this webhook has not made. https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const UNKNOWN_MESSAGE = 10008;

const posted = z.object({ id: z.string().regex(/^\d+$/), channel_id: z.string().regex(/^\d+$/) });
const webhook = z.object({ guild_id: z.string().regex(/^\d+$/) });
const limited = z.object({ retry_after: z.number().nonnegative(), global: z.boolean().optional() });
const coded = z.object({ code: z.number() });

/** Whatever a text says, nobody is called by it. */
const NOBODY = { allowed_mentions: { parse: [] } };

/** A Discord channel behind an incoming webhook, whose path is a DISCORD_PATH. */
export function discord(settings: DiscordSettings): Channel {
  const address = new URL(settings.webhookUrl);
  // Discord's own copy button gives the unversioned address, whose behaviour may change under us.
  address.pathname = address.pathname.replace("/api/webhooks/", "/api/v10/webhooks/");
  return {
    name: settings.name,
    kind: "discord",
    timeoutMs: settings.timeoutMs ?? TIMEOUT_MS,
    async send(text) {
      const url = new URL(address);
      url.searchParams.set("wait", "true"); // Otherwise Discord answers 204 to anything, and failures are silent.
      const sent = posted.safeParse(await asked(url, { method: "POST", text }, settings));
      if (!sent.success) {
        const what = { kind: "broken", detail: NO_MESSAGE, status: 200, ambiguous: true } as const;
        throw channelFault(whom(settings), what);
      }
      const link = await linkTo(sent.data, address, settings);
      return link === undefined ? { id: sent.data.id } : { id: sent.data.id, url: link };
    },
    async edit(id, text) {
      const url = new URL(address);
      url.pathname = `${url.pathname}/messages/${encodeURIComponent(id)}`;
      await asked(url, { method: "PATCH", text }, settings);
    },
  };
}

type Message = { readonly method: "POST" | "PATCH"; readonly text: string };

const whom = ({ name }: { readonly name: string }) => ({ service: "Discord", name });

/** The JSON that Discord answers when it has taken the message. Throws ChannelFault when it has not. */
async function asked(url: URL, { method, text }: Message, settings: DiscordSettings): Promise<unknown> {
  const { clock, quiet } = settings;
  const tried = method === "POST" ? "posted" : "changed";
  const left = quiet.left();
  if (left > 0) {
    throw tooMany(whom(settings), tried, { askedMs: left, now: clock.now() });
  }
  const body = { content: text, ...NOBODY };
  const answer = await sendJson(url, { method, body, whom: whom(settings) }, settings);
  if (answer.status === 200) {
    return parseJson(answer.text);
  }
  throw refusal(answer, tried, settings);
}

export const NO_MESSAGE = "answered 200 without saying which message it posted; look into the channel";

/** What an answer other than 200 means, and whether it may have been done all the same. */
export function refusal(
  { status, headers, text }: Answered,
  tried: Tried,
  settings: { readonly name: string; readonly clock: Pick<Clock, "now">; readonly quiet: QuietTime },
): ChannelFault {
  const json = parseJson(text);
  if (status === 429) {
    return limit({ json, headers }, tried, settings);
  }
  if (status === 404 && coded.safeParse(json).data?.code === UNKNOWN_MESSAGE) {
    const what = { kind: "refused", detail: MESSAGE_GONE, status, ambiguous: false, gone: true } as const;
    return channelFault(whom(settings), what);
  }
  if (status === 401 || status === 403 || status === 404) {
    const detail = `answered ${status}: the webhook was deleted or its address is wrong; make a new one and give it to the server`;
    const kind = status === 404 ? "refused" : "forbidden";
    return channelFault(whom(settings), { kind, detail, status, ambiguous: false });
  }
  return refusedWith(whom(settings), tried, { status });
}

const MESSAGE_GONE =
  "answered 404: through this webhook the message can't be found; it was deleted, or made through another";

/** A limit of this webhook, or of all that comes from this server. https://discord.com/developers/docs/topics/rate-limits */
function limit(
  { json, headers }: { readonly json: unknown; readonly headers: Headers },
  tried: Tried,
  settings: Parameters<typeof refusal>[2],
): ChannelFault {
  const now = settings.clock.now();
  const said = limited.safeParse(json).data;
  const askedMs = said === undefined ? (retryAfter(headers, now) ?? 0) : said.retry_after * 1000;
  const fault = tooMany(whom(settings), tried, { askedMs, now });
  if (said?.global === true || headers.get("x-ratelimit-global") === "true") {
    settings.quiet.begin(fault.fault.waitMs ?? 0);
  }
  return fault;
}

/** Only the webhook knows its server. The message is out by now: no link is better than a failure. */
async function linkTo(
  sent: z.infer<typeof posted>,
  address: URL,
  { fetch: send = fetch, timeoutMs = TIMEOUT_MS }: DiscordSettings,
): Promise<Sent["url"]> {
  try {
    const response = await send(address, {
      headers: { "user-agent": "release-conductor" },
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { guild_id: guild } = webhook.parse(parseJson((await readText(response, BODY_CAP)) ?? ""));
    return new URL(`/channels/${guild}/${sent.channel_id}/${sent.id}`, address.origin).href;
  } catch {
    return undefined;
  }
}
