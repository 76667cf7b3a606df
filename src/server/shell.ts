import type { IncomingMessage, RequestListener } from "node:http";
import type { Log } from "../log.ts";
import type { Watch } from "../watch/watch.ts";
import { ANSWERS, type Answer } from "./answers.ts";
import type { Health } from "./health.ts";
import { answerCallback, answerLink, CALLBACK_PATH, LINK_PATH, type LinkPages } from "./pages/link.ts";
import { answerPage, answerSignIn, type Site } from "./pages/site.ts";
import { type Given, isRead, pathOf, send } from "./send.ts";
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

/** Anyone may send it: cut short. */
function header(request: IncomingMessage, name: string): string | undefined {
  return String(request.headers[name] ?? "").slice(0, 64) || undefined;
}
