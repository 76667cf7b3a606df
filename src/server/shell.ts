import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Log } from "../log.ts";
import { ANSWERS, type Answer } from "./answers.ts";
import type { Health } from "./health.ts";
import { answerWebhook, type WebhookOptions } from "./webhook.ts";

export const WEBHOOKS_PATH = "/api/github/webhooks";

export type ShellOptions = { readonly health: Health; readonly webhooks: WebhookOptions; readonly log: Log };

/** Everything that the server answers; nothing of Probot's own pages (its setup would overwrite credentials). */
export function createShell(options: ShellOptions): RequestListener {
  return (request, response) => {
    void answer(request, options)
      .catch((error: unknown) => {
        options.log.error({ err: error }, "a request failed");
        return ANSWERS.notStored;
      })
      .then((given) => (given === undefined ? response.destroy() : send(request, response, given)));
  };
}

async function answer(request: IncomingMessage, options: ShellOptions): Promise<Answer | undefined> {
  switch (pathOf(request)) {
    case WEBHOOKS_PATH:
      return answerDelivery(request, options);
    case "/healthz":
      return isRead(request) ? options.health.live() : ANSWERS.readOnly;
    case "/readyz":
      return isRead(request) ? await options.health.ready() : ANSWERS.readOnly;
    default:
      return ANSWERS.unknownPath;
  }
}

/** One line per delivery. No other header is logged, and no query: they may hold secrets. */
async function answerDelivery(request: IncomingMessage, options: ShellOptions): Promise<Answer | undefined> {
  const start = performance.now();
  const given = await answerWebhook(request, options.webhooks);
  const line = {
    event: header(request, "x-github-event"),
    delivery: header(request, "x-github-delivery"),
    status: given?.status ?? "gone",
    ms: Math.round(performance.now() - start),
  };
  if (given?.status === 200) {
    options.log.info(line, "delivery");
  } else {
    options.log.warn(line, `delivery refused: ${given?.text ?? "its sender went away"}`);
  }
  return given;
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?", 1)[0] ?? "/";
}

function isRead(request: IncomingMessage): boolean {
  return request.method === "GET" || request.method === "HEAD";
}

/** Anyone may send it: cut short. */
function header(request: IncomingMessage, name: string): string | undefined {
  return String(request.headers[name] ?? "").slice(0, 64) || undefined;
}

function send(request: IncomingMessage, response: ServerResponse, { status, text, allow }: Answer): void {
  const body = `${text}\n`;
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    ...(allow === undefined ? {} : { allow }),
    // What was not read would be taken for the next request.
    ...(request.complete ? {} : { connection: "close" }),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}
