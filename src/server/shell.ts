import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Log } from "../log.ts";
import type { Watch } from "../watch/watch.ts";
import { ANSWERS, type Answer } from "./answers.ts";
import type { Health } from "./health.ts";
import type { Page } from "./pages/html.ts";
import {
  answerCallback,
  answerLink,
  CALLBACK_PATH,
  LINK_PATH,
  type LinkPages,
  type Redirect,
} from "./pages/link.ts";
import { answerPage, answerSignIn, type Site } from "./pages/site.ts";
import { answerWebhook, type WebhookOptions } from "./webhook.ts";

export const WEBHOOKS_PATH = "/api/github/webhooks";

export type ShellOptions = {
  readonly health: Health;
  readonly webhooks: WebhookOptions;
  /** Absent: accounts can't be linked. */
  readonly pages?: LinkPages;
  /** Absent: there are no pages of releases. */
  readonly site?: Site;
  readonly log: Log;
  readonly watch: Watch;
};

/** Everything that can be answered: a line of text, a page, or another address. */
type Given = Answer | Page | Redirect;

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

async function answer(request: IncomingMessage, options: ShellOptions): Promise<Given | undefined> {
  switch (pathOf(request)) {
    case WEBHOOKS_PATH:
      return answerDelivery(request, options);
    case "/healthz":
      return isRead(request) ? options.health.live() : ANSWERS.readOnly;
    case "/readyz":
      return isRead(request) ? await options.health.ready() : ANSWERS.readOnly;
    case LINK_PATH:
      return answerLink(request, options.pages);
    case CALLBACK_PATH:
      return (await answerSignIn(request, options.site)) ?? (await answerCallback(request, options.pages));
    default:
      return (options.site && (await answerPage(request, options.site))) ?? ANSWERS.unknownPath;
  }
}

function answerDelivery(request: IncomingMessage, options: ShellOptions): Promise<Answer | undefined> {
  const event = header(request, "x-github-event") ?? "none";
  return options.watch.during("delivery", { event }, async (note) => {
    const given = await answerLogged(request, options);
    note({ status: String(given?.status ?? "gone") });
    return given;
  });
}

/** One line per delivery. No other header is logged, and no query: they may hold secrets. */
async function answerLogged(request: IncomingMessage, options: ShellOptions): Promise<Answer | undefined> {
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

function send(request: IncomingMessage, response: ServerResponse, given: Given): void {
  const { type, body, headers } = writtenOut(given);
  response.writeHead(given.status, {
    // What was not modified has neither. https://www.rfc-editor.org/rfc/rfc9110#section-15.4.5
    ...(given.status === 304
      ? {}
      : { "content-type": `${type}; charset=utf-8`, "content-length": Buffer.byteLength(body) }),
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    ...headers,
    // What was not read would be taken for the next request.
    ...(request.complete ? {} : { connection: "close" }),
  });
  response.end(request.method === "HEAD" || given.status === 304 ? undefined : body);
}

function writtenOut(given: Given) {
  if ("html" in given) return { type: "text/html", body: given.html, headers: given.headers };
  if ("text" in given) {
    const headers = given.allow === undefined ? {} : { allow: given.allow };
    return { type: "text/plain", body: `${given.text}\n`, headers };
  }
  return { type: "text/plain", body: "", headers: given.headers };
}
