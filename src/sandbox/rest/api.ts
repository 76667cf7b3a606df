import { createHash } from "node:crypto";
import type { Exchange, Incoming } from "../exchanges.ts";
import type { FaultLine, Interference, Moment } from "../faults.ts";
import { isRefused } from "../github/refused.ts";
import type { World } from "../github/world.ts";
import type { Urls } from "../shapes/urls.ts";
import { admit } from "./admission.ts";
import { type Answer, errorAnswer, refusalAnswer } from "./answer.ts";
import type { Blobs } from "./blobs.ts";
import { authenticate, type Caller } from "./caller.ts";
import { isFields } from "./fields.ts";
import { effective, fingerprint, type Keyring } from "./keyring.ts";
import type { Limits } from "./limits.ts";
import { createMatcher, type Match } from "./match.ts";
import type { Ask, Route } from "./route.ts";

export interface Service {
  readonly world: World;
  readonly urls: Urls;
  readonly keyring: Keyring;
  readonly blobs: Blobs;
  readonly limits: Limits;
  readonly faults: FaultLine;
  readonly routes: readonly Route[];
  readonly unknown: (request: { method: string; path: string }) => void;
}

/** Answers one request and completes its record; `unreachable` means that no answer comes. */
export type Api = (incoming: Incoming, exchange: Exchange) => Promise<Answer | "unreachable">;

const interfered = (interference: Interference): Answer | "unreachable" =>
  interference === "unreachable"
    ? interference
    : errorAnswer(interference.status, interference.message, { headers: interference.headers ?? {} });

const note = (exchange: Exchange, caller: Caller): void => {
  exchange.tokenKind = caller.kind;
  if (caller.kind !== "installation") return;
  exchange.installation = caller.installation.id;
  exchange.permissionsOfToken = effective(caller);
};

const run = async (service: Service, incoming: Incoming, match: Match, caller: Caller): Promise<Answer> => {
  if (incoming.json === null) return refusalAnswer("bad-json");
  const ask: Ask = {
    ...service,
    caller,
    url: incoming.url,
    params: match.params,
    body: isFields(incoming.json) ? incoming.json : {},
    bytes: incoming.bytes,
    contentType: incoming.request.headers.get("content-type"),
  };
  const admitted = admit(ask, match.route);
  if ("status" in admitted) return admitted;
  try {
    if (match.route.about === "service") return await match.route.handle(ask);
    return "repository" in admitted
      ? await match.route.handle(admitted.repository)
      : refusalAnswer("not-found");
  } catch (error) {
    if (isRefused(error)) return refusalAnswer(error.refusal, error.detail);
    throw error;
  }
};

/** The validator of an answer: of its body and of the token it was given to, as GitHub ties them. */
const etagOf = (text: string, authorization: string): string =>
  `W/"${createHash("sha256").update(fingerprint(authorization)).update(text).digest("hex")}"`;

/** Adds the ETag of a readable answer, and makes it a 304 when the client has it already. */
const validated = (incoming: Incoming, answer: Answer): Answer => {
  if (incoming.request.method !== "GET" || answer.status !== 200) return answer;
  const text = JSON.stringify(answer.body) ?? "";
  const etag = etagOf(text, incoming.request.headers.get("authorization") ?? "");
  const headers = { ...answer.headers, etag, "cache-control": "private, max-age=60, s-maxage=60" };
  const known = incoming.request.headers.get("if-none-match") === etag;
  return known ? { status: 304, headers } : { ...answer, headers, text };
};

const answerMatched = async (
  service: Service,
  incoming: Incoming,
  match: Match,
  caller: Caller,
): Promise<Answer> => {
  const { limits } = service;
  const resource = incoming.path === "/graphql" ? "graphql" : "core";
  const exhausted = limits.state(caller, resource).remaining === 0;
  const answer = exhausted
    ? refusalAnswer("primary-limit")
    : validated(incoming, await run(service, incoming, match, caller));
  // A 304 is free of the primary limit (docs: best practices, conditional requests).
  if (!exhausted && answer.status !== 304) limits.take(caller, resource);
  return { ...answer, headers: { ...answer.headers, ...limits.headers(caller, resource) } };
};

/** GitHub's REST and GraphQL behind one function: token, route, permission, faults, limits, ETags. */
export const createApi = (service: Service): Api => {
  const match = createMatcher(service.routes);
  const respond = async (
    incoming: Incoming,
    exchange: Exchange,
    found: Match | undefined,
  ): Promise<Answer> => {
    const { request, path } = incoming;
    if (!found) service.unknown({ method: request.method, path });
    if (!request.headers.get("user-agent")) return refusalAnswer("no-user-agent");
    const caller = authenticate(service.world, service.keyring, request.headers.get("authorization"));
    if (typeof caller === "string") return refusalAnswer(caller);
    note(exchange, caller);
    return found ? answerMatched(service, incoming, found, caller) : refusalAnswer("not-found");
  };
  return async (incoming, exchange) => {
    const { method } = incoming.request;
    const found = match({ method, path: incoming.path, uploads: incoming.uploads });
    exchange.route = found?.route.path ?? null;
    exchange.creates = found?.route.create ?? false;
    const moment: Omit<Moment, "when"> = {
      method,
      path: incoming.path,
      route: exchange.route,
      url: incoming.url,
    };
    const before = service.faults.at({ ...moment, when: "before" });
    if (before) {
      // Whatever is answered, the record says who asked.
      const authorization = incoming.request.headers.get("authorization");
      const caller = authenticate(service.world, service.keyring, authorization);
      if (typeof caller !== "string") note(exchange, caller);
      return interfered(before);
    }
    const answer = await respond(incoming, exchange, found);
    const after = service.faults.at({ ...moment, when: "after" });
    return after ? interfered(after) : answer;
  };
};
