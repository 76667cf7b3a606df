import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "./answers.ts";
import type { Page } from "./pages/html.ts";
import type { Redirect } from "./pages/link.ts";

/** Everything that can be answered: a line of text, a page, or another address. */
export type Given = Answer | Page | Redirect;

export function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?", 1)[0] ?? "/";
}

export function isRead(request: IncomingMessage): boolean {
  return request.method === "GET" || request.method === "HEAD";
}

/** Writes an answer out, with what every answer says of itself. */
export function send(request: IncomingMessage, response: ServerResponse, given: Given): void {
  const { type, body, headers } = writtenOut(given);
  response.writeHead(given.status, {
    // What was not modified has neither. https://www.rfc-editor.org/rfc/rfc9110#section-15.4.5
    ...(given.status === 304
      ? {}
      : { "content-type": `${type}; charset=utf-8`, "content-length": Buffer.byteLength(body) }),
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    ...headers,
    // What was not read would be taken for the next request.
    ...(request.complete ? {} : { connection: "close" }),
  });
  response.end(request.method === "HEAD" || given.status === 304 ? undefined : body);
}

function writtenOut(given: Given) {
  if ("html" in given) return { type: "text/html", body: given.html, headers: given.headers };
  if ("text" in given) {
    const headers = given.allow === undefined ? {} : { allow: given.allow };
    return { type: "text/plain", body: `${given.text}\n`, headers };
  }
  return { type: "text/plain", body: "", headers: given.headers };
}
