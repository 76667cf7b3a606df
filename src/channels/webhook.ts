import { noAnswer, readText } from "../artifacts/transport.ts";
import type { Clock } from "../clock.ts";
import { ChannelFault, type ChannelFaultDetail } from "./channel.ts";

export type WebhookSettings = {
  /** The channel's name in the configuration. */
  readonly name: string;
  /** A secret: whoever knows it can post and, on Discord, change and delete. */
  readonly webhookUrl: string;
  readonly clock: Clock;
  readonly fetch?: typeof fetch;
  /** Milliseconds for one request; ten seconds unless given. */
  readonly timeoutMs?: number;
};

/** Whom a channel belongs to, and how it is called. */
export type Whom = { readonly service: string; readonly name: string };

/** What was to become of the message. */
export type Tried = "posted" | "changed";

export type Answered = { readonly status: number; readonly headers: Headers; readonly text: string };

export const TIMEOUT_MS = 10_000;
const BODY_CAP = 1024 ** 2;

/** Discord's unversioned API has answered `retry_after` in milliseconds (discord-api-docs#4722): no wait is believed beyond this. */
const LONGEST_WAIT_MS = 10 * 60_000;

/**
 * Sends JSON to a webhook, once, following no redirect. Throws ChannelFault when there is no answer; an answer whose
 * body breaks off has an empty text.
 */
export async function sendJson(
  url: URL,
  { method, body, whom }: { readonly method: "POST" | "PATCH"; readonly body: object; readonly whom: Whom },
  { fetch: send = fetch, timeoutMs = TIMEOUT_MS }: WebhookSettings,
): Promise<Answered> {
  try {
    const response = await send(url, {
      method,
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", "user-agent": "release-conductor" },
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = (await readText(response, BODY_CAP).catch(() => undefined)) ?? "";
    return { status: response.status, headers: response.headers, text };
  } catch (error) {
    const { why, maybeReceived } = noAnswer(error);
    throw channelFault(whom, { kind: "unreachable", detail: why, ambiguous: maybeReceived });
  }
}

/** The fault of a channel, which is called by its service and its name. */
export function channelFault({ service, name }: Whom, what: Omit<ChannelFaultDetail, "whom">): ChannelFault {
  return new ChannelFault({ whom: `${service} (${name})`, ...what });
}

/** Too many messages: a definite no, with the wait that was asked for as far as it is believed. */
export function tooMany(
  whom: Whom,
  tried: Tried,
  { askedMs, now }: { readonly askedMs: number; readonly now: number },
): ChannelFault {
  const waitMs = Math.min(askedMs, LONGEST_WAIT_MS);
  const detail = `answered 429: too many messages, nothing was ${tried}`;
  return channelFault(whom, {
    kind: "limited",
    detail,
    status: 429,
    until: now + waitMs,
    waitMs,
    ambiguous: false,
  });
}

/** What a status means that is no success and no refusal of its own kind, and whether it was done all the same. */
export function refusedWith(
  whom: Whom,
  tried: Tried,
  { status, said = "" }: { readonly status: number; readonly said?: string },
): ChannelFault {
  const word = said === "" ? "" : ` (${said})`;
  if (status >= 300 && status < 500) {
    const detail = `refused the message with ${status}${word}`;
    return channelFault(whom, { kind: "refused", detail, status, ambiguous: false });
  }
  const detail = `answered ${status}${word}; the message may have been ${tried} all the same`;
  return channelFault(whom, { kind: "broken", detail, status, ambiguous: true });
}
