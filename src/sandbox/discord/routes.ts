import { STATUS_CODES } from "node:http";
import { type Call, type Route, route } from "../index/site.ts";
import type { Channels } from "./channels.ts";
import { type FormRefusal, type MessageForm, readForm } from "./form.ts";
import { type Message, messageJson, type Webhook, webhookJson } from "./message.ts";

/** Discord's own codes beside the HTTP status. Source: its documentation, "JSON Error Codes". */
const UNKNOWN_WEBHOOK = { code: 10015, message: "Unknown Webhook" };
const UNKNOWN_MESSAGE = { code: 10008, message: "Unknown Message" };
const INVALID_TOKEN = { code: 50027, message: "Invalid Webhook Token" };
const EMPTY_MESSAGE = { code: 50006, message: "Cannot send an empty message" };

const WEBHOOK = "/api/v10/webhooks/{id}/{token}";
const MESSAGE = "/api/v10/webhooks/{id}/{token}/messages/{message}";

/** The part of Discord's API a webhook's URL opens. */
export function routes(channels: Channels): readonly Route[] {
  const asWebhook = (named: Named, answer: (webhook: Webhook) => Response): Response => {
    const webhook = channels.webhook(named.id);
    if (!webhook) return refused(404, UNKNOWN_WEBHOOK);
    return webhook.token === named.token ? answer(webhook) : refused(401, INVALID_TOKEN);
  };
  const withMessage = (named: Named & { readonly message: string }, answer: (message: Message) => Response) =>
    asWebhook(named, (webhook) => {
      const message = channels.message(webhook, named.message);
      return message ? answer(message) : refused(404, UNKNOWN_MESSAGE);
    });

  return [
    route("GET", WEBHOOK, (named) => asWebhook(named, (webhook) => Response.json(webhookJson(webhook)))),
    route("POST", WEBHOOK, (named, call) =>
      asWebhook(named, (webhook) => {
        const wait = channels.wait(webhook.channelId);
        if (wait > 0) return unhappy(429, wait);
        const response = written(call, (form) => channels.post(webhook, form));
        // Nobody who does not wait is told how it ended.
        return call.url.searchParams.get("wait") === "true" ? response : new Response(null, { status: 204 });
      }),
    ),
    route("GET", MESSAGE, (named) => withMessage(named, (message) => Response.json(messageJson(message)))),
    route("PATCH", MESSAGE, (named, call) =>
      withMessage(named, (message) => written(call, (form) => channels.edit(message, form))),
    ),
  ];
}

interface Named {
  readonly id: string;
  readonly token: string;
}

function written(call: Call, write: (form: MessageForm) => Message | undefined): Response {
  const read = readForm(call.body);
  if ("refusal" in read) return refused(400, read.refusal);
  const message = write(read.form);
  return message ? Response.json(messageJson(message)) : refused(400, EMPTY_MESSAGE);
}

function refused(status: number, refusal: FormRefusal): Response {
  return Response.json(refusal, { status });
}

/** Discord in words of its own: to an address it does not know, to whom sends too much, and while it is in trouble. */
export function unhappy(status: number, retryAfter = 1): Response {
  if (status !== 429)
    return Response.json({ message: `${status}: ${STATUS_CODES[status]}`, code: 0 }, { status });
  const headers = {
    "retry-after": String(Math.ceil(retryAfter)),
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset-after": retryAfter.toFixed(3),
    "x-ratelimit-scope": "shared",
  };
  const body = { message: "You are being rate limited.", retry_after: retryAfter, global: false };
  return Response.json(body, { status, headers });
}
