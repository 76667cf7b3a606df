import { retryAfter } from "../artifacts/transport.ts";
import type { Clock } from "../clock.ts";
import type { Channel, ChannelFault } from "./channel.ts";
import {
  type Answered,
  channelFault,
  refusedWith,
  sendJson,
  TIMEOUT_MS,
  tooMany,
  type WebhookSettings,
} from "./webhook.ts";

/** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export const SLACK_PATH = /\/services\/T\w+\/B\w+\/\w+$/;

/** Slack asks for a second between messages and tells no wait where it forgets to. */
const LEAST_WAIT_MS = 1000;

/** Words with which Slack says that the webhook leads nowhere any more (same page, and its changelog of 2016-05-17). */
const WEBHOOK_OVER: ReadonlySet<string> = new Set([
  "no_service",
  "no_service_id",
  "no_team",
  "team_disabled",
  "no_active_hooks",
  "invalid_token",
  "channel_not_found",
  "channel_is_archived",
]);

/**
 * A Slack channel behind an incoming webhook, whose path is a SLACK_PATH. It tells no message's number: nothing that
 * was posted can be changed, or linked to.
 */
export function slack(settings: WebhookSettings): Channel {
  const address = new URL(settings.webhookUrl);
  return {
    name: settings.name,
    kind: "slack",
    timeoutMs: settings.timeoutMs ?? TIMEOUT_MS,
    async send(text) {
      const answer = await sendJson(
        address,
        { method: "POST", body: payload(text), whom: whom(settings) },
        settings,
      );
      if (answer.status === 200 && answer.text.trim() === "ok") {
        return {};
      }
      throw refusal(answer, settings);
    },
  };
}

/** `verbatim`: addresses and names in the text stay text, unless they are written as links. */
function payload(text: string): object {
  return { text, blocks: [{ type: "section", text: { type: "mrkdwn", text, verbatim: true } }] };
}

const whom = ({ name }: { readonly name: string }) => ({ service: "Slack", name });

/** What any answer but `ok` means, and whether the message may be there all the same. */
export function refusal(
  { status, headers, text }: Answered,
  settings: { readonly name: string; readonly clock: Pick<Clock, "now"> },
): ChannelFault {
  const now = settings.clock.now();
  // Slack's errors are single words; anything else is not repeated.
  const said = /^[a-z_]{1,40}$/.test(text.trim()) ? text.trim() : "";
  if (status === 429) {
    return tooMany(whom(settings), "posted", { askedMs: retryAfter(headers, now) ?? LEAST_WAIT_MS, now });
  }
  if (status === 200) {
    return channelFault(whom(settings), { kind: "broken", detail: NOT_OK, status, ambiguous: true });
  }
  if (WEBHOOK_OVER.has(said)) {
    const detail = `answered ${status} (${said}): the webhook or its channel is gone; make a new one and give it to the server`;
    return channelFault(whom(settings), { kind: "refused", detail, status, ambiguous: false });
  }
  if (said === "action_prohibited") {
    return channelFault(whom(settings), { kind: "forbidden", detail: PROHIBITED, status, ambiguous: false });
  }
  return refusedWith(whom(settings), "posted", { status, said });
}

export const NOT_OK = "answered 200 without “ok”; look into the channel";
const PROHIBITED =
  "answered 403 (action_prohibited): an admin of the workspace has restricted who may post in the channel";
