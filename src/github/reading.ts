import { type Instant, MINUTE } from "../release/instant.ts";
import { faultOf, GitHubFault } from "./fault.ts";
import { createGet, type Get } from "./get.ts";
import type { Reading } from "./github.ts";
import { itemsOf, nextPage } from "./pages.ts";
import { query } from "./query.ts";
import type { Data, GetRoute, Item } from "./routes.ts";
import type { Answer } from "./transport.ts";
import { called, filled, type Purse, type Way } from "./way.ts";

/** A list longer than this many pages is not read to its end. */
const MOST_PAGES = 100;

/** How long a repository that was seen counts as visible. */
const VISIBLE_FOR = MINUTE;

const REPOSITORY = "GET /repos/{owner}/{repo}";

/** A client that reads along the given way with the purse's token. */
export function createReading(way: Way, purse: Purse): Reading {
  const get = createGet(way, purse);
  let visibleAt: Instant | undefined;

  async function ask(route: string, parameters: object, manual?: true): Promise<Answer> {
    const url = way.urlOf(route, filled(way, route, { ...parameters }));
    const answer = await get({ route, url, ...(manual ? { manual } : {}) });
    if (route.startsWith(REPOSITORY) && answer.remembered !== true) visibleAt = way.clock.now();
    return answer;
  }

  /** GitHub answers 404, not 403, for what a token may not see: ask whether it still sees the repository. */
  async function mustBeVisible(): Promise<void> {
    if (visibleAt !== undefined && way.clock.now() - visibleAt < VISIBLE_FOR) return;
    try {
      await ask(REPOSITORY, {});
    } catch (error) {
      if (!isAbsence(error)) throw error;
      const why =
        "the repository is gone, or the app has no access to it any more: see the app's installation";
      throw new GitHubFault({ kind: "forbidden", detail: `${called(way, REPOSITORY)}: ${why}`, status: 404 });
    }
  }

  return {
    async read(route, parameters) {
      return (await ask(route, parameters)).data as Data<typeof route>;
    },
    async readOrAbsent(route, parameters) {
      try {
        return (await ask(route, parameters)).data as Data<typeof route>;
      } catch (error) {
        if (!isAbsence(error)) throw error;
        if (route.startsWith(REPOSITORY)) await mustBeVisible();
        return;
      }
    },
    async readAll(route, parameters, options = {}) {
      const url = way.urlOf(route, { ...filled(way, route, { ...parameters }), per_page: 100 });
      return (await pages(way, get, { route, url, ...options })) as readonly Item<typeof route>[];
    },
    query: (document, variables, options = {}) => query(way, purse, { document, variables, ...options }),
    async location<R extends GetRoute>(route: R, parameters: object) {
      const answer = await ask(route, parameters, true);
      const location = String(answer.headers["location"] ?? "");
      if (answer.status === 302 && URL.canParse(location)) return new URL(location);
      const detail = `${called(way, route)}: ${answer.status} where a redirect to a download was expected`;
      throw new GitHubFault({ kind: "broken", detail, status: answer.status });
    },
    seenAt: way.seenAt,
  };
}

/** All items of a list, or those of its first pages. */
export async function pages(
  way: Way,
  get: Get,
  { route, url, most }: { readonly route: string; readonly url: string; readonly most?: number },
): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  let next: string | undefined = url;
  for (let page = 1; next !== undefined && page <= (most ?? MOST_PAGES); page += 1) {
    const answer: Answer = await get({ route, url: next });
    items.push(...itemsOf(answer.data, called(way, route)));
    next = nextPage(answer.headers, way.baseUrl);
  }
  if (next !== undefined && most === undefined) {
    const detail = `${called(way, route)}: the list has more than ${MOST_PAGES} pages`;
    throw new GitHubFault({ kind: "broken", detail });
  }
  return items;
}

function isAbsence(error: unknown): boolean {
  const fault = faultOf(error);
  return fault?.kind === "refused" && (fault.status === 404 || fault.status === 410);
}
