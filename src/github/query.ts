import { Kind, OperationTypeNode, parse } from "graphql";
import { READ_TIMEOUT } from "./app-client.ts";
import { GitHubFault, isRecord, quoted } from "./fault.ts";
import type { QueryOptions, Variables } from "./github.ts";
import { isTooHeavy } from "./heavy.ts";
import { called, isPassing, type Purse, repeated, type Way, withToken } from "./way.ts";

/** GitHub Enterprise Server keeps REST under /api/v3 and GraphQL beside it (GitHub docs, "Forming calls with GraphQL"). */
const ENTERPRISE_REST = /\/api\/v3\/?$/;

/**
 * Sends a GraphQL query and gives its `data`; again after a short back-off where GitHub is only busy. Of those that are
 * `paced` none is sent again that GitHub may have given up for its weight: it charges for them, and takes ten seconds each.
 */
export async function query<T>(
  way: Way,
  purse: Purse,
  {
    document,
    variables,
    partial = false,
    paced = false,
  }: QueryOptions & { readonly document: string; readonly variables: Variables },
): Promise<T> {
  refuseOthersThanQueries(document);
  const what = called(way, "GraphQL query");
  const wanted = { kind: "query", creates: false, urgency: way.urgency, what } as const;
  const send = (token: string) =>
    way.limiter.run(wanted, way.sleep, () => {
      way.counter.add("reads");
      return way.transport({
        route: `POST ${urlOf(way.baseUrl)}`,
        parameters: { query: document, variables },
        headers: { authorization: `token ${token}` },
        what,
        write: false,
        ...(way.asPerson ? { asPerson: way.asPerson } : {}),
        timeout: READ_TIMEOUT,
        hear: way.hear,
        saidIn: errorsSaid,
      });
    });
  const { data } = await repeated(
    way,
    async () => withToken(await purse(what), send),
    (error) => isPassing(error) && !(paced && isTooHeavy(error)),
  );
  const errors = errorsIn(data).filter((error) => !(partial && error["type"] === "NOT_FOUND"));
  if (errors.length > 0)
    throw new GitHubFault({ kind: "broken", detail: `${what}: ${errorsSaid({ errors })}` });
  if (!isRecord(data) || !isRecord(data["data"])) {
    throw new GitHubFault({ kind: "broken", detail: `${what}: the answer has no data` });
  }
  return data["data"] as T;
}

/** The documents are constants of the app: each is parsed once. */
const queries = new Set<string>();

function refuseOthersThanQueries(document: string): void {
  if (queries.has(document)) return;
  const operations = parse(document).definitions.filter((part) => part.kind === Kind.OPERATION_DEFINITION);
  if (operations.some(({ operation }) => operation !== OperationTypeNode.QUERY)) {
    throw new GitHubFault({
      kind: "refused",
      detail: "GraphQL: only queries are sent, never mutations or subscriptions",
    });
  }
  queries.add(document);
}

function urlOf(baseUrl: string): string {
  if (ENTERPRISE_REST.test(baseUrl)) return baseUrl.replace(ENTERPRISE_REST, "/api/graphql");
  return `${baseUrl.replace(/\/$/, "")}/graphql`;
}

function errorsIn(data: unknown): readonly Readonly<Record<string, unknown>>[] {
  const errors = isRecord(data) ? data["errors"] : undefined;
  return Array.isArray(errors) ? errors.filter(isRecord) : [];
}

/** Types and messages; a RATE_LIMITED type reads as "rate limit", which is what the limiter listens for. */
function errorsSaid(data: unknown): string {
  const texts = errorsIn(data).map(({ type, message }) => {
    const kind = type === "RATE_LIMITED" ? "rate limit" : type;
    return [kind, message].filter((part) => typeof part === "string").join(": ");
  });
  return quoted(texts.join("; "));
}
