import type { Clock } from "../clock.ts";
import type { ChannelKind } from "../release/configuration.ts";
import type { Channel } from "./channel.ts";
import { DISCORD_PATH, discord } from "./discord.ts";
import { createQuietTime } from "./quiet-time.ts";
import { SLACK_PATH, slack } from "./slack.ts";
import type { WebhookSettings } from "./webhook.ts";

type Parts = { readonly clock: Clock; readonly fetchTo: (kind: ChannelKind) => typeof fetch };

/**
 * The channels behind webhook addresses, by their names; each address tells by its path whose it is. Throws an Error,
 * without the address, when one is none of a webhook.
 */
export function createChannels(
  addresses: ReadonlyMap<string, string>,
  { clock, fetchTo }: Parts,
): ReadonlyMap<string, Channel> {
  const quiet = createQuietTime(clock);
  const made: { readonly [Kind in ChannelKind]: (settings: WebhookSettings) => Channel } = {
    discord: (settings) => discord({ ...settings, quiet }),
    slack,
  };
  return new Map(
    [...addresses].map(([name, webhookUrl]) => {
      const kind = kindOf(name, webhookUrl);
      return [name, made[kind]({ name, webhookUrl, clock, fetch: fetchTo(kind) })] as const;
    }),
  );
}

function kindOf(name: string, webhookUrl: string): ChannelKind {
  const url = URL.canParse(webhookUrl) ? new URL(webhookUrl) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol)) {
    if (DISCORD_PATH.test(url.pathname)) return "discord";
    if (SLACK_PATH.test(url.pathname)) return "slack";
  }
  throw new Error(noWebhook(name));
}

/** Why the server does not start with the address of a channel. */
export function noWebhook(name: string): string {
  return `The address of the channel "${name}" is no webhook of Discord or Slack: copy it from the channel's settings in Discord (Integrations, Webhooks), or from the app's page in Slack (Incoming Webhooks)`;
}
