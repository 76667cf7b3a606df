import { createHash } from "node:crypto";
import type { Now } from "../index/outages.ts";
import type { MessageForm } from "./form.ts";
import { edited, isEmpty, type Message, messageFrom, type Webhook } from "./message.ts";

export interface Channels {
  /** In the order they were posted; a deleted one is gone. */
  readonly messages: readonly Message[];
  createWebhook(webhook?: Partial<Omit<Webhook, "path">>): Webhook;
  /** A person deletes the webhook: its URL is unknown from then on. */
  deleteWebhook(id: string): void;
  /** A person deletes the message. */
  deleteMessage(id: string): void;
  webhook(id: string): Webhook | undefined;
  /** A message of that webhook. */
  message(webhook: Webhook, id: string): Message | undefined;
  /** Seconds until the channel takes another message; 0 when it takes one now. */
  wait(channelId: string): number;
  /** Undefined when the message would be empty. */
  post(webhook: Webhook, form: MessageForm): Message | undefined;
  /** Undefined when the message would be empty. */
  edit(message: Message, form: MessageForm): Message | undefined;
}

/** Discord's ids count milliseconds from the start of 2015 in their upper bits ("Snowflakes"). */
const EPOCH = Date.UTC(2015, 0, 1);
const MINUTE = 60_000;

/** The channels behind webhooks, each of which takes so many messages within a minute. */
export function createChannels(clock: Now, perMinute: number): Channels {
  const webhooks = new Map<string, Webhook>();
  const messages: Message[] = [];
  const posted = new Map<string, readonly number[]>();
  let made = 0n;

  const snowflake = () => {
    made += 1n;
    return String((BigInt(Math.floor(clock.now()) - EPOCH) << 22n) + made);
  };
  const recent = (channelId: string) =>
    (posted.get(channelId) ?? []).filter((at) => at > clock.now() - MINUTE);

  return {
    messages,
    createWebhook(given = {}) {
      const { id = snowflake(), guildId = snowflake(), channelId = snowflake(), name = "Releases" } = given;
      const token =
        given.token ?? createHash("sha512").update(`webhook ${id}`).digest("base64url").slice(0, 68);
      const webhook = { id, token, name, guildId, channelId, path: `/api/v10/webhooks/${id}/${token}` };
      webhooks.set(id, webhook);
      return webhook;
    },
    deleteWebhook: (id) => void webhooks.delete(id),
    deleteMessage(id) {
      const index = messages.findIndex((message) => message.id === id);
      if (index >= 0) messages.splice(index, 1);
    },
    webhook: (id) => webhooks.get(id),
    message: (webhook, id) =>
      messages.find((message) => message.id === id && message.webhookId === webhook.id),
    wait(channelId) {
      const [oldest, ...others] = recent(channelId);
      if (oldest === undefined || others.length + 1 < perMinute) return 0;
      return (oldest + MINUTE - clock.now()) / 1000;
    },
    post(webhook, form) {
      const message = messageFrom(webhook, form, { id: snowflake(), at: clock.now() });
      if (isEmpty(message)) return undefined;
      messages.push(message);
      posted.set(webhook.channelId, [...recent(webhook.channelId), clock.now()]);
      return message;
    },
    edit(message, form) {
      const after = edited(message, form, clock.now());
      if (isEmpty(after)) return undefined;
      messages[messages.indexOf(message)] = after;
      return after;
    },
  };
}
