import type { IncomingMessage, ServerResponse } from "node:http";
import { isRefused } from "../../sandbox/github/refused.ts";
import { ANSWERS as COMMON } from "../../server/answers.ts";
import { readBody } from "../../server/body.ts";
import { type Listening, listen } from "../../server/listen.ts";
import type { Page } from "../../server/pages/html.ts";
import type { Redirect } from "../../server/pages/link.ts";
import { type Given, isRead, pathOf, send } from "../../server/send.ts";
import { isDeed, perform } from "./deeds/deeds.ts";
import { playgroundPage } from "./page/page.ts";
import { ANSWERS } from "./sayings.ts";
import { openPlayground, type Playground } from "./world.ts";

export type PlaygroundOptions = {
  /** 0: any free one. */
  readonly port: number;
  /** Told of what should not happen. */
  readonly failed: (error: unknown) => void;
};

/** GitHub's own limit for a comment, and room for what the form says besides; percent signs make three of one. */
const MOST_BYTES = 3 * 65_536;

/** Serves a playground to this machine alone. Rejects with the cause and the remedy where it cannot listen. */
export async function servePlayground({ port, failed }: PlaygroundOptions): Promise<Listening> {
  let world = openPlayground();
  const first = await world;
  const place = { host: "127.0.0.1", port, settings: { host: "--host", port: "--port" } };
  const listening = await listen(respond, place).catch(async (error: unknown) => {
    await first.close();
    throw error;
  });
  return {
    url: listening.url,
    async close() {
      await listening.close();
      await (await world).close();
    },
  };

  function respond(request: IncomingMessage, response: ServerResponse): void {
    void answer(request)
      .catch((error: unknown) => {
        failed(error);
        return { status: 500, text: ANSWERS.failed };
      })
      .then((given) => (given === undefined ? response.destroy() : send(request, response, given)));
  }

  async function answer(request: IncomingMessage): Promise<Given | undefined> {
    if (!isOwnHost(request, listening.url)) return { status: 421, text: ANSWERS.host };
    if (pathOf(request) !== "/") return COMMON.unknownPath;
    if (isRead(request)) return unlessKept(request, await settled(await world));
    if (request.method !== "POST") return COMMON.getOrPost;
    if (request.headers.origin !== `http://${request.headers.host}`)
      return { status: 403, text: ANSWERS.elsewhere };
    return answerForm(request);
  }

  async function answerForm(request: IncomingMessage): Promise<Given | undefined> {
    if (!/^application\/x-www-form-urlencoded\b/.test(request.headers["content-type"] ?? "")) {
      return { status: 415, text: ANSWERS.form };
    }
    const body = await readBody(request, MOST_BYTES);
    if (body.is === "gone") return undefined;
    if (body.is === "too-large") return { status: 413, text: ANSWERS.tooLarge };
    const fields = new URLSearchParams(body.text);
    return fields.get("deed") === "start-over" ? startOver() : answerDeed(await world, fields);
  }

  async function startOver(): Promise<Redirect> {
    const before = world;
    world = before.then(async (old) => {
      await old.turn(() => old.close());
      return openPlayground();
    });
    await world;
    return TO_PAGE;
  }
}

const TO_PAGE: Redirect = { status: 303, headers: { location: "/" } };

async function answerDeed(world: Playground, fields: URLSearchParams): Promise<Page | Redirect> {
  const name = fields.get("deed") ?? "";
  if (!isDeed(name)) return playgroundPage(world, { status: 400, why: ANSWERS.unknown });
  try {
    const outcome = await perform(world, name, fields);
    return outcome.is === "done" ? TO_PAGE : playgroundPage(world, { status: 409, why: outcome.why });
  } catch (error) {
    if (!isRefused(error)) throw error;
    return playgroundPage(world, { status: 409, why: `${error.message}.` });
  }
}

/** The page once nothing is under way. */
function settled(world: Playground): Promise<Page> {
  return world.turn(() => playgroundPage(world));
}

/**
 * A name of somebody else's that leads to this machine would let their pages read this one.
 * https://developer.mozilla.org/docs/Web/Security/Attacks/DNS_Rebinding
 */
function isOwnHost({ headers: { host } }: IncomingMessage, url: string): boolean {
  const { port } = new URL(url);
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

/** Whoever has the page already gets none. */
function unlessKept({ headers }: IncomingMessage, page: Page): Page {
  const { etag } = page.headers;
  return page.status === 200 && etag !== undefined && headers["if-none-match"] === etag
    ? { status: 304, html: "", headers: page.headers }
    : page;
}
