import type { IncomingMessage } from "node:http";
import type { Session } from "../../accounts/session.ts";
import type { Clock } from "../../clock.ts";
import type { Log } from "../../log.ts";
import type { NoPage } from "../../replies/pages.ts";
import type { Cards, Ledger } from "../../store/store.ts";
import type { Health } from "../health.ts";
import { addressesUnder, type Named, type Place, placeAt, SIGN_IN_PATH, SIGN_OUT_PATH } from "./addresses.ts";
import { healthPage } from "./health.ts";
import type { Page } from "./html.ts";
import type { Frame } from "./layout.ts";
import type { Redirect } from "./link.ts";
import { messagePage } from "./message.ts";
import { overviewPage } from "./overview.ts";
import { createPersonReaders, eitherOf } from "./person-readers.ts";
import type { Memory, Readers } from "./readers.ts";
import { releasePage } from "./release.ts";
import { repositoryPage } from "./repository.ts";
import { answerSignOut, beginSignIn, type Door, finishSignIn, sessionIn, withoutSession } from "./sign-in.ts";

/** What the pages are made of. */
export type Site = {
  readonly cards: Cards;
  readonly ledger: Pick<Ledger, "read">;
  readonly clock: Clock;
  readonly log: Log;
  readonly health: Pick<Health, "parts">;
  readonly version: string;
  /** The path under which people reach the server; "" for its root. */
  readonly base: string;
  /** Whose repositories everybody sees; absent: nobody sees anything without signing in. */
  readonly everybody?: Readers;
  /** Absent: nobody can sign in. */
  readonly door?: Door;
  /** What was answered about people lately. */
  readonly remembered: Memory;
};

/** Who looks: what they may read, and their name. */
type Visitor = { readonly readers: Readers; hasEnded(): boolean };

type Look = { readonly site: Site; readonly frame: Frame; readonly visitor: Visitor };

/** So many repositories, those that changed last, are looked through for one page. */
const MOST_REPOSITORIES = 100;
const MOST_UNDER_WAY = 100;
const MOST_PAST = 20;
const MOST_HISTORY = 50;

/** Answers with a page; undefined where there never is one. Never rejects. */
export async function answerPage(request: IncomingMessage, site: Site): Promise<Page | Redirect | undefined> {
  const { pathname, searchParams } = urlOf(request);
  const place = placeAt(pathname);
  const { door } = site;
  const session = door && sessionIn(request, door);
  const frame = frameOf(request, site, session);
  if (pathname === SIGN_IN_PATH)
    return answerSignInBegin(request, site, { frame, to: searchParams.get("to") });
  if (pathname === SIGN_OUT_PATH) {
    return door === undefined ? messagePage("off", frame) : answerSignOut(request, door, frame);
  }
  if (place === undefined) return undefined;
  if (request.method !== "GET" && request.method !== "HEAD") return getOnly(frame);
  const visitor = visitorOf(site, session);
  if (visitor === undefined) return messagePage(door === undefined ? "off" : "sign-in", frame);
  return pageFor(request, { site, frame, visitor }, { place, query: searchParams });
}

/** A page for somebody who may see some. */
async function pageFor(
  request: IncomingMessage,
  look: Look,
  { place, query }: { readonly place: Place; readonly query: URLSearchParams },
): Promise<Page> {
  const { site, frame, visitor } = look;
  try {
    const page = await pageAt(place, query, look);
    return site.door !== undefined && visitor.hasEnded()
      ? signInAgain(frame, site.door)
      : unlessKept(request, page);
  } catch (error) {
    site.log.error({ err: error }, "a page could not be made");
    return messagePage("store", frame);
  }
}

function answerSignInBegin(
  request: IncomingMessage,
  { door }: Site,
  { frame, to }: { readonly frame: Frame; readonly to: string | null },
): Page | Redirect {
  if (door === undefined) return messagePage("off", frame);
  return request.method === "GET" ? beginSignIn(door, to) : getOnly(frame);
}

/** Whether it is the answer to a sign-in, and what comes of it; undefined where it is not. */
export async function answerSignIn(
  request: IncomingMessage,
  site: Site | undefined,
): Promise<Page | Redirect | undefined> {
  if (site?.door === undefined) return undefined;
  const frame = { ...frameOf(request, site, undefined), path: "/" };
  return finishSignIn(request, site.door, { frame, now: site.clock.now() });
}

function frameOf(request: IncomingMessage, { base, clock, door }: Site, session: Session | undefined): Frame {
  const { pathname, search } = urlOf(request);
  return {
    to: addressesUnder(base),
    now: clock.now(),
    canSignIn: door !== undefined,
    path: `${pathname}${search}`,
    ...(session === undefined ? {} : { login: session.login }),
  };
}

/** Undefined: somebody who sees nothing. */
function visitorOf(
  { everybody, door, clock, log, remembered }: Site,
  session: Session | undefined,
): Visitor | undefined {
  if (door === undefined || session === undefined) {
    return everybody && { readers: everybody, hasEnded: () => false };
  }
  const person = createPersonReaders(session, { github: door.github, clock, log, remembered });
  return { readers: eitherOf(person, everybody), hasEnded: person.hasEnded };
}

/** GitHub takes the session's token no more. */
function signInAgain({ login: _, ...nobody }: Frame, door: Door): Page {
  return withoutSession(messagePage("sign-in", nobody), door);
}

function getOnly(frame: Frame): Page {
  const page = messagePage("get-only", frame);
  return { ...page, headers: { ...page.headers, allow: "GET, HEAD" } };
}

function urlOf(request: IncomingMessage): URL {
  const path = request.url ?? "/";
  // Two slashes at its begin would be a host.
  return new URL(path.startsWith("/") ? `http://any.invalid${path}` : "http://any.invalid/");
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
