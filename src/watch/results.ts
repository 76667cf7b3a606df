import { faultOf } from "../github/fault.ts";
import type { RequestResult } from "./watch.ts";

/** What GitHub's and other servers' statuses count as. */
export function resultOf(status: number): RequestResult {
  if (status === 304) return "304";
  if (status === 429) return "limited";
  if (status < 300) return "2xx";
  if (status < 400) return "3xx";
  return status < 500 ? "4xx" : "5xx";
}

/** How a request to GitHub ended that its client made a fault of. */
export function resultOfFault(error: unknown): RequestResult {
  const fault = faultOf(error);
  if (fault?.kind === "limited") return "limited";
  return fault?.status === undefined ? "unreachable" : resultOf(fault.status);
}

/**
 * Which part of GitHub's API a request is for, by how it is called: `issues` of `GET /repos/{owner}/{repo}/issues/…`, `app` of
 * `GET /app/…`, `graphql`.
 */
export function routeOf(what: string): string {
  if (what.startsWith("GraphQL")) return "graphql";
  const path =
    /^[A-Z]+ (?:\{origin\}|https?:\/\/[^/\s]+(?:\/api\/v3)?)?\/(?<path>[^\s?{]*(?:\{owner\}\/\{repo\}[^\s?{]*)?)/.exec(
      what,
    )?.groups?.["path"];
  const [first = "", , , ofRepository] = (path ?? "").split("/");
  const route = first === "repos" ? (ofRepository ?? "repository") : first;
  return /^[a-z][a-z-]*$/.test(route) ? route : "other";
}
