import type { IncomingMessage } from "node:http";
import { FLOW_TIME } from "../../accounts/flow.ts";
import type { Linking } from "../../accounts/linking.ts";
import type { Log } from "../../log.ts";
import {
  LINKING_OFF,
  LINKS,
  type LinkFailure,
  type LinkOutcome,
  offerPage,
  outcomePage,
} from "../../replies/linking.ts";
import { ANSWERS, type Answer } from "../answers.ts";
import { createCookie } from "./cookies.ts";
import { type Page, pageOf } from "./html.ts";

export const LINK_PATH = "/link";
export const CALLBACK_PATH = "/link/callback";

/** Sends the browser elsewhere. */
export type Redirect = {
  readonly status: 303;
  readonly headers: Readonly<Record<string, string | string[]>>;
};

export type LinkPages = {
  readonly linking: Linking;
  /** Under which people reach this server, and GitHub's pages; without a slash at the end. */
  readonly publicUrl: string;
  readonly web: string;
  readonly log: Log;
};

const OFF: Answer = { status: 404, text: LINKING_OFF };

/** `GET /link`: what linking is. `POST /link`: begins. Only where it is set up. */
export function answerLink(request: IncomingMessage, pages: LinkPages | undefined): Answer | Page | Redirect {
  if (pages === undefined) return OFF;
  const { web, linking } = pages;
  switch (request.method) {
    case "GET":
    case "HEAD":
      return pageOf(offerPage(), { status: 200, formTo: originOf(web) });
    case "POST": {
      if (!isFromOwnPage(request, pages)) return failed("from-elsewhere", pages);
      const { location, kept } = linking.begin();
      return { status: 303, headers: { location, "set-cookie": cookieOf(pages).set(kept, FLOW_TIME) } };
    }
    default:
      return ANSWERS.getOrPost;
  }
}

/** `GET /link/callback`: GitHub sends the browser back here. */
export async function answerCallback(
  request: IncomingMessage,
  pages: LinkPages | undefined,
): Promise<Answer | Page> {
  if (pages === undefined) return OFF;
  // Not HEAD: a look that shows nobody a page would use the answer up.
  if (request.method !== "GET") return ANSWERS.getOnly;
  const answer = new URL(request.url ?? "", "http://any.invalid").searchParams;
  try {
    return outcome(await pages.linking.finish(answer, cookieOf(pages).read(request)), pages);
  } catch (error) {
    pages.log.error({ err: error }, "an account was not linked");
    return failed("busy", pages);
  }
}

function outcome(made: LinkOutcome, pages: LinkPages): Page {
  const { publicUrl, web } = pages;
  const gone = isStrange(made) ? {} : { cookie: cookieOf(pages).set("", 0) };
  if (made.is === "linked") {
    const link = { to: `${web}/settings/apps/authorizations`, says: LINKS.authorized };
    return pageOf(outcomePage(made), { status: 200, link, ...gone });
  }
  const link = { to: `${publicUrl}${LINK_PATH}`, says: LINKS.again };
  return pageOf(outcomePage(made), { status: STATUS[made.why], link, ...gone });
}

/** What anybody's page can make a browser send ends no link that is under way there. */
function isStrange(made: LinkOutcome): boolean {
  return made.is === "not-linked" && (made.why === "from-elsewhere" || made.why === "not-this-browser");
}

function failed(why: LinkFailure, pages: LinkPages): Page {
  return outcome({ is: "not-linked", why }, pages);
}

const STATUS: Readonly<Record<LinkFailure, number>> = {
  "from-elsewhere": 403,
  "not-this-browser": 400,
  "code-refused": 400,
  denied: 400,
  "set-up": 502,
  "github-silent": 502,
  busy: 503,
};

/**
 * Browsers say with every POST which site's page it comes from, and no page can say otherwise: another site must not
 * begin a link for who is logged in to GitHub. https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Origin
 */
export function isFromOwnPage(
  { headers }: IncomingMessage,
  { publicUrl }: Pick<LinkPages, "publicUrl">,
): boolean {
  return headers.origin === originOf(publicUrl);
}

function cookieOf({ publicUrl }: LinkPages) {
  return createCookie("link", publicUrl);
}

function originOf(url: string): string {
  return new URL(url).origin;
}
