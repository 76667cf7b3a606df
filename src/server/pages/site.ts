import type { IncomingMessage } from "node:http";
import type { Clock } from "../../clock.ts";
import type { Log } from "../../log.ts";
import type { NoPage } from "../../replies/pages.ts";
import type { Cards, Ledger } from "../../store/store.ts";
import type { Health } from "../health.ts";
import { addressesUnder, type Named, type Place, placeAt } from "./addresses.ts";
import { healthPage } from "./health.ts";
import type { Page } from "./html.ts";
import type { Frame } from "./layout.ts";
import { messagePage } from "./message.ts";
import { overviewPage } from "./overview.ts";
import type { Readers } from "./readers.ts";
import { releasePage } from "./release.ts";
import { repositoryPage } from "./repository.ts";

/** What the pages are made of. */
export type Site = {
  readonly cards: Cards;
  readonly ledger: Pick<Ledger, "read">;
  readonly clock: Pick<Clock, "now">;
  readonly log: Log;
  readonly health: Pick<Health, "parts">;
  readonly version: string;
  /** The path under which people reach the server; "" for its root. */
  readonly base: string;
  /** Whose repositories everybody sees; absent: nobody sees anything without signing in. */
  readonly everybody?: Readers;
};

/** Who looks: what they may read, and their name. */
type Visitor = { readonly readers: Readers; readonly login?: string };

type Look = { readonly site: Site; readonly frame: Frame; readonly visitor: Visitor };

/** So many repositories, those that changed last, are looked through for one page. */
const MOST_REPOSITORIES = 100;
const MOST_UNDER_WAY = 100;
const MOST_PAST = 20;
const MOST_HISTORY = 50;

/** Answers with a page; undefined where there never is one. Never rejects. */
export async function answerPage(request: IncomingMessage, site: Site): Promise<Page | undefined> {
  const url = new URL(request.url ?? "/", "http://any.invalid");
  const place = placeAt(url.pathname);
  if (place === undefined) return undefined;
  const frame: Frame = {
    to: addressesUnder(site.base),
    now: site.clock.now(),
    canSignIn: false,
    path: `${url.pathname}${url.search}`,
  };
  if (request.method !== "GET" && request.method !== "HEAD") {
    const page = messagePage("get-only", frame);
    return { ...page, headers: { ...page.headers, allow: "GET, HEAD" } };
  }
  const visitor = site.everybody === undefined ? undefined : { readers: site.everybody };
  if (visitor === undefined) return messagePage(frame.canSignIn ? "sign-in" : "off", frame);
  try {
    return unlessKept(request, await pageAt(place, url.searchParams, { site, frame, visitor }));
  } catch (error) {
    site.log.error({ err: error }, "a page could not be made");
    return messagePage("store", frame);
  }
}

async function pageAt(place: Place, query: URLSearchParams, look: Look): Promise<Page> {
  const { site, frame } = look;
  switch (place.is) {
    case "overview":
      return overviewOf(look);
    case "health":
      return healthPage(frame, { version: site.version, parts: await site.health.parts() });
    case "repository":
      return whereReadable(look, place, (repository, named) => historyOf(look, { repository, named, query }));
    case "release":
      return whereReadable(look, place, async (repository, named) => {
        const key = { repository, tag: place.tag };
        const [card, ledger] = await Promise.all([site.cards.get(key), site.ledger.read(key)]);
        return card === undefined ? "not-found" : releasePage(frame, named, { card, ledger });
      });
  }
}

async function overviewOf({ site: { cards }, frame, visitor: { readers } }: Look): Promise<Page> {
  const known = await cards.repositories(MOST_REPOSITORIES);
  const answers = await Promise.all(known.map((one) => readers.known(one)));
  const readable = answers.flatMap((one) => (one.is === "readable" ? [one] : []));
  const repositories = readable.map(({ repository }) => repository);
  const [underWay, past] = await Promise.all([
    cards.underWay({ repositories, most: MOST_UNDER_WAY }),
    cards.past({ repositories, most: MOST_PAST }),
  ]);
  const isPartial = answers.some(({ is }) => is === "unknown");
  return overviewPage(frame, { repositories: readable, underWay, past, isPartial });
}

type Shown = { readonly repository: number; readonly named: Named; readonly query: URLSearchParams };

async function historyOf(
  { site: { cards }, frame }: Look,
  { repository, named, query }: Shown,
): Promise<Page | NoPage> {
  const repositories = [repository];
  const asked = /^\d{1,15}$/.exec(query.get("before") ?? "")?.[0];
  const before = asked === undefined ? {} : { before: Number(asked) };
  const [underWay, past] = await Promise.all([
    cards.underWay({ repositories, most: MOST_UNDER_WAY }),
    cards.past({ repositories, most: MOST_HISTORY + 1, ...before }),
  ]);
  if (underWay.length === 0 && past.length === 0 && asked === undefined) return "not-found";
  const hasMore = past.length > MOST_HISTORY;
  return repositoryPage(frame, named, { repository, underWay, past: past.slice(0, MOST_HISTORY), hasMore });
}

/** Asks who may read before the store is asked for anything: what there is can't be told from what is hidden. */
async function whereReadable(
  { frame, visitor }: Look,
  named: Named,
  make: (repository: number, named: Named) => Promise<Page | NoPage>,
): Promise<Page> {
  const readable = await visitor.readers.named(named);
  const made =
    readable.is === "readable"
      ? await make(readable.repository, readable.named)
      : readable.is === "hidden"
        ? "not-found"
        : "no-answer";
  return typeof made === "string" ? messagePage(made, frame) : made;
}

/** Whoever has the page already gets none. */
function unlessKept(request: IncomingMessage, page: Page): Page {
  const { etag } = page.headers;
  const isKept = page.status === 200 && etag !== undefined && request.headers["if-none-match"] === etag;
  return isKept ? { status: 304, html: "", headers: page.headers } : page;
}
