import type { Now } from "../index/outages.ts";
import { createSite, type Site } from "../index/site.ts";
import { type Channels, createChannels } from "./channels.ts";
import { routes, unhappy } from "./routes.ts";

export type Discord = Pick<Channels, "messages" | "createWebhook" | "deleteWebhook" | "deleteMessage"> & Site;

interface DiscordSettings {
  readonly clock: Now;
  /** Messages a channel takes within a minute; about 30, as users report. */
  readonly perMinute?: number;
}

/**
 * Discord in memory: webhooks, the messages sent through them, its limits and its refusals. An outage "after"
 * stores the message and loses the answer.
 */
export function createDiscord({ clock, perMinute = 30 }: DiscordSettings): Discord {
  const channels = createChannels(clock, perMinute);
  const { messages, createWebhook, deleteWebhook, deleteMessage } = channels;
  const site = createSite({ clock, routes: routes(channels), unhappy });
  return { messages, createWebhook, deleteWebhook, deleteMessage, ...site };
}
