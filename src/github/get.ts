import { READ_TIMEOUT } from "./app-client.ts";
import type { Answer } from "./transport.ts";
import { called, type Purse, repeated, type Way, withToken } from "./way.ts";

/** A GET of a URL. `route` is its template, for messages. Answers 304 are replaced by what was kept. */
export type Get = (asked: {
  readonly route: string;
  readonly url: string;
  readonly manual?: true;
}) => Promise<Answer>;

/** GETs within the limits, with ETags, repeated after a short back-off where GitHub is only busy. */
export function createGet(way: Way, purse: Purse): Get {
  return (asked) =>
    repeated(way, async () => withToken(await purse(asked.route), (token) => getOnce(way, token, asked)));
}

/**
 * What is asked for by the hash of a commit or of a tag object is what it is: once a token has read it, it is not
 * asked for again.
 */
const IMMUTABLE = /\/contents\/[^?]+\?ref=[0-9a-f]{40}$|\/git\/tags\/[0-9a-f]{40}$/;

async function getOnce(way: Way, token: string, asked: Parameters<Get>[0]): Promise<Answer> {
  const { route, url, manual } = asked;
  const kept = way.cache.find(token, url);
  if (kept !== undefined && IMMUTABLE.test(url)) {
    way.counter.add("remembered");
    return { ...kept.answer, remembered: true };
  }
  const what = called(way, route);
  const wanted = { kind: "read", creates: false, urgency: way.urgency, what } as const;
  const answer = await way.limiter.run(wanted, way.sleep, () => {
    way.counter.add("reads");
    return way.transport({
      route: `GET ${url}`,
      // Without a token GitHub shows what is public.
      headers: {
        ...(token === "" ? {} : { authorization: `token ${token}` }),
        ...(kept ? { "if-none-match": kept.etag } : {}),
      },
      what,
      write: false,
      ...(way.asPerson ? { asPerson: way.asPerson } : {}),
      timeout: READ_TIMEOUT,
      hear: way.hear,
      ...(manual ? { manual } : {}),
    });
  });
  if (answer.status === 304) way.counter.add("notModified");
  if (answer.status === 304 && kept) return kept.answer;
  if (answer.status === 200) way.cache.keep(token, url, answer);
  return answer;
}
