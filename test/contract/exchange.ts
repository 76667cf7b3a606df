import { callerFaults } from "./caller.ts";
import { jsonSchema, once, restDescription } from "./description.ts";
import { isDescriptionsFault, isDeviation, isGeneralStatus, isKnownQuery } from "./deviations.ts";
import { graphqlExchangeFaults } from "./graphql.ts";
import { proseFaults } from "./prose.ts";
import { findRoute, type Route } from "./route.ts";
import { createShapes, type Schema } from "./shape.ts";

/** One request to GitHub and its answer. */
export type Exchange = {
  readonly method: string;
  /** Pathname and search after the API base: `/repos/o/r/releases?per_page=100`, `/graphql`. */
  readonly path: string;
  readonly status: number;
  readonly tokenKind: "none" | "app" | "installation" | "user";
  readonly permissionsOfToken?: Readonly<Record<string, string>> | undefined;
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** JSON bodies parsed; undefined or null where there is none. */
  readonly requestBody?: unknown;
  readonly responseBody?: unknown;
  readonly notModified?: boolean | undefined;
};

/** The version whose description is vendored. */
const API_VERSION = "2022-11-28";

/** Answers which say themselves that the request was wrong. */
const REFUSALS: readonly number[] = [400, 401, 403, 404, 409, 410, 422, 429];

const shapes = once(() => createShapes(restDescription().schemas));

/**
 * Every way in which an exchange is not what GitHub describes; empty is a pass. Each fault names the part
 * (request, query, caller, answer) and the place in it.
 *
 * With `refused: "excused"` faults of the request are left out where the answer is a refusal (4xx): for
 * tests which provoke one on purpose.
 */
export function checkExchange(exchange: Exchange, refused: "reported" | "excused" = "reported"): string[] {
  const excused = refused === "excused" && REFUSALS.includes(exchange.status);
  const url = new URL(exchange.path, "http://github.invalid");
  if (url.pathname === "/graphql") {
    const faults = excused ? [] : [...headerFaults(exchange), ...graphqlExchangeFaults(exchange)];
    return named("POST /graphql", faults);
  }
  const route = findRoute(exchange.method, url.pathname);
  if (route === undefined) {
    return [
      `${exchange.method} ${url.pathname}: GitHub describes no such endpoint, or used.json does not list it`,
    ];
  }
  const asked = excused
    ? []
    : [...headerFaults(exchange), ...requestFaults(route, url.searchParams, exchange)];
  return named(route.name, [...asked, ...answerFaults(route, exchange)]);
}

function named(route: string, faults: readonly string[]): string[] {
  return faults.map((fault) => `${route}: ${fault}`).filter((fault) => !isDescriptionsFault(fault));
}

function headerFaults({ requestHeaders }: Exchange): string[] {
  const headers = new Map(Object.entries(requestHeaders).map(([name, value]) => [name.toLowerCase(), value]));
  const version = headers.get("x-github-api-version");
  return [
    ...(headers.get("user-agent") ? [] : ["request: no User-Agent header, which GitHub answers with 403"]),
    ...(version === API_VERSION
      ? []
      : [`request: X-GitHub-Api-Version is ${version ?? "missing"}, must be ${API_VERSION}`]),
  ];
}

function requestFaults(route: Route, query: URLSearchParams, exchange: Exchange): string[] {
  return [
    ...callerFaults(route, exchange),
    ...pathFaults(route),
    ...queryFaults(route, query),
    ...bodyFaults(route, exchange.requestBody),
    ...proseFaults(route.name, exchange.requestBody),
  ];
}

function pathFaults({ operation, parameters }: Route): string[] {
  return operation.parameters
    .filter((parameter) => parameter.in === "path")
    .flatMap(({ name, schema }) =>
      shapes().faults(schema, typed(schema, parameters[name]), `path {${name}}`),
    );
}

function queryFaults({ operation }: Route, query: URLSearchParams): string[] {
  const declared = operation.parameters.filter((parameter) => parameter.in === "query");
  const missing = declared
    .filter((parameter) => parameter.required && !query.has(parameter.name))
    .map((parameter) => `query: ${parameter.name} is required`);
  const given = [...query].flatMap(([name, text]) => {
    const parameter = declared.find((candidate) => candidate.name === name);
    if (parameter === undefined) return [`query: GitHub describes no parameter ${name}`];
    if (isKnownQuery(name, text)) return [];
    return shapes().faults(parameter.schema, typed(parameter.schema, text), `query ${name}`);
  });
  const size = Number(query.get("per_page") ?? 1);
  const paged = size >= 1 && size <= 100 ? [] : ["query: per_page must be from 1 to 100"];
  return [...missing, ...given, ...paged];
}

/** A parameter's text as the type its schema wants, where it reads as that type. */
function typed(schema: Schema, text: string | undefined): unknown {
  const types = alternatives(schema).flatMap((part) => part.type ?? []);
  if (text === undefined) return undefined;
  if (types.some((type) => type === "integer" || type === "number") && /^-?\d+$/.test(text))
    return Number(text);
  if (types.includes("boolean") && /^(true|false)$/.test(text)) return text === "true";
  return text;
}

function alternatives(schema: Schema): readonly Schema[] {
  const name = schema.$ref?.split("/").at(-1);
  const resolved = name === undefined ? schema : (restDescription().schemas[name] ?? schema);
  return [resolved, ...(resolved.oneOf ?? []), ...(resolved.anyOf ?? [])];
}

function bodyFaults({ operation }: Route, body: unknown): string[] {
  const described = operation.requestBody;
  const absent = body === undefined || body === null;
  if (described === undefined) return absent ? [] : ["request: has a body where GitHub describes none"];
  const schema = jsonSchema(described.content);
  if (schema === undefined) return [];
  if (absent) return described.required ? ["request: lacks its body"] : [];
  return shapes().faults(schema, body, "request");
}

function answerFaults(route: Route, exchange: Exchange): string[] {
  const { status, responseBody } = exchange;
  const described = route.operation.responses[String(status)];
  if (described === undefined && !isGeneralStatus(exchange.method, status)) {
    return [`answer: GitHub describes no status ${status} here`];
  }
  if (status === 304) {
    return exchange.notModified === false ? ["answer: 304 to a request that was not conditional"] : [];
  }
  // Where GitHub itself is down, its front answers with a page.
  if (status >= 500 && typeof responseBody === "string") return [];
  if (status >= 400) return errorFaults(jsonSchema(described?.content), responseBody);
  const schema = jsonSchema(described?.content);
  if (schema === undefined) return emptyFaults(status, responseBody);
  return shapes().faults(schema, responseBody, "answer", (pointer, value) =>
    isDeviation(route.name, pointer, value),
  );
}

function emptyFaults(status: number, body: unknown): string[] {
  const empty = body === undefined || body === null || body === "";
  // A redirect's body is not for reading.
  return empty || status >= 300 ? [] : ["answer: has a body where GitHub describes none"];
}

/** An error answer may take the described shape or any of GitHub's three general ones. */
function errorFaults(described: Schema | undefined, body: unknown): string[] {
  if (body === undefined || body === null || body === "") return [];
  const general = ["basic-error", "validation-error", "validation-error-simple"];
  const forms = [
    ...(described ? [described] : []),
    ...general.map((name) => ({ $ref: `#/schemas/${name}` })),
  ];
  const faults = forms.map((form) =>
    shapes().faults(form, body, "answer", (pointer, value) => isDeviation("status >= 400", pointer, value)),
  );
  return faults.some((list) => list.length === 0) ? [] : (faults[0] ?? []);
}
