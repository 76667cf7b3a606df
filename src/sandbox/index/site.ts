import { createOutages, type Now, type Outage } from "./outages.ts";

/** What a route is given. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  /** The text of the body; empty for a GET. */
  readonly body: string;
}

type Answer = Response | Promise<Response>;

export interface Route {
  readonly method: "GET" | "POST" | "PATCH";
  /** A template such as `/pypi/{project}/json`. */
  readonly path: string;
  readonly answer: (params: Readonly<Record<string, string>>, call: Call) => Answer;
}

/** One request a site was sent, in the order of arrival. */
interface SeenRequest {
  readonly at: number;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** The template that matched; null for a path the site does not know. */
  readonly route: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  status: number | "refused" | "unanswered";
}

export interface Site {
  /** Answers one request; rejects with a TypeError, as fetch does, while connections are refused. */
  handler(request: Request): Promise<Response>;
  readonly requests: readonly SeenRequest[];
  outage(outage: Outage): void;
  /** The outage that whoever comes by a path meets now, counted against its `times`. */
  meet(path: string): Outage | undefined;
  /** Ends every outage. */
  recover(): void;
}

interface SiteParts {
  readonly clock: Now;
  readonly routes: readonly Route[];
  /** The answer in words of the service: to a path it does not know, and while it is in trouble. */
  readonly unhappy: (status: number, retryAfter?: number) => Response;
}

/** A table of routes as a site: it records requests and has the outages it is told to have. */
export function createSite({ clock, routes, unhappy }: SiteParts): Site {
  const outages = createOutages(clock);
  const requests: SeenRequest[] = [];
  const table = routes.map((route) => ({ route, pattern: pattern(route.path) }));

  return {
    requests,
    outage: outages.begin,
    meet: outages.meet,
    recover: outages.recover,
    async handler(request) {
      const call = { request, url: new URL(request.url), body: await request.text() };
      const found = find(table, request.method, call.url.pathname);
      const seen = record(call, { at: clock.now(), route: found?.route.path ?? null });
      requests.push(seen);
      const trouble = outages.meet(call.url.pathname);
      const answer = async () => (found ? await found.route.answer(found.params, call) : unhappy(404));
      const happy = trouble === undefined || trouble.when === "after" ? await answer() : undefined;
      const response = trouble ? troubled(trouble, unhappy) : happy;
      seen.status = response?.status ?? "refused";
      if (!response) throw refusedConnection();
      return response;
    },
  };
}

/** A route whose parameters are named, and typed, by its path. */
export function route<Path extends string>(
  method: Route["method"],
  path: Path,
  answer: (params: Readonly<ParamsOf<Path>>, call: Call) => Answer,
): Route {
  // The pattern of the path captures exactly the names that ParamsOf reads from it.
  return { method, path, answer: (params, call) => answer(params as ParamsOf<Path>, call) };
}

type ParamsOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Record<Name, string> & ParamsOf<Rest>
  : Record<never, string>;

function troubled({ status, retryAfter }: Outage, unhappy: SiteParts["unhappy"]): Response | undefined {
  return status === "refused" ? undefined : unhappy(status, retryAfter);
}

/** As Node's fetch says it: the code is in the cause. */
function refusedConnection(): TypeError {
  const cause = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  return new TypeError("fetch failed", { cause });
}

function record({ request, url, body }: Call, known: Pick<SeenRequest, "at" | "route">): SeenRequest {
  const headers = Object.fromEntries(request.headers);
  return {
    ...known,
    method: request.method,
    path: url.pathname + url.search,
    headers,
    body,
    status: "unanswered",
  };
}

/** A template as an expression whose named groups are the parameters. */
function pattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
}

interface Row {
  readonly route: Route;
  readonly pattern: RegExp;
}

function find(table: readonly Row[], method: string, path: string) {
  for (const { route, pattern } of table) {
    const match = route.method === method ? pattern.exec(path) : null;
    if (match) return { route, params: decoded(match.groups ?? {}) };
  }
  return undefined;
}

function decoded(groups: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, unescapePercent(text)]));
}

/** Text with a broken escape stays as it is: no project, file or message has such a name. */
function unescapePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
