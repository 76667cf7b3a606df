import type { Exchange } from "../../sandbox/exchanges.ts";

/** What the app asked of GitHub, by kind. Every request counts once, but creations count as writes, too. */
export type Requests = {
  /** Answered with content; GraphQL queries included. */
  readonly reads: number;
  /** Answered "not modified", which costs nothing of the hourly limit. */
  readonly notModified: number;
  readonly writes: number;
  /** Writes that create content, which GitHub limits apart. */
  readonly creations: number;
  /** Access tokens minted. */
  readonly tokens: number;
  /** By method and route. */
  readonly routes: Readonly<Record<string, RouteCount>>;
};

export type RouteCount = { readonly answered: number; readonly notModified: number };

type Kind = "read" | "write" | "token";

/** Counts requests. Asking with POST is not writing: GraphQL queries are reads. */
export function countRequests(exchanges: readonly Exchange[]): Requests {
  const of = (kind: Kind) => exchanges.filter((exchange) => kindOf(exchange) === kind);
  const reads = of("read");
  const writes = of("write");
  return {
    reads: reads.filter((one) => !one.notModified).length,
    notModified: reads.filter((one) => one.notModified).length,
    writes: writes.length,
    creations: writes.filter((one) => one.creates).length,
    tokens: of("token").length,
    routes: byRoute(exchanges),
  };
}

function kindOf({ method, route }: Exchange): Kind {
  if (method === "GET" || route === "/graphql") {
    return "read";
  }
  return route?.endsWith("/access_tokens") ? "token" : "write";
}

function byRoute(exchanges: readonly Exchange[]): Readonly<Record<string, RouteCount>> {
  const counts = new Map<string, { answered: number; notModified: number }>();
  for (const { method, route, notModified } of exchanges) {
    const name = `${method} ${route}`;
    const count = counts.get(name) ?? { answered: 0, notModified: 0 };
    count[notModified ? "notModified" : "answered"] += 1;
    counts.set(name, count);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
