import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { Sandbox } from "./sandbox.ts";

/** A sandbox reachable over HTTP. */
export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

const toRequest = async (message: IncomingMessage, origin: string): Promise<Request> => {
  const { method = "GET", url = "/" } = message;
  const body = method === "GET" || method === "HEAD" ? undefined : await buffer(message);
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers.set(name, [value].flat().join(", "));
  }
  return new Request(new URL(url, origin), {
    method,
    headers,
    ...(body ? { body: new Uint8Array(body) } : {}),
  });
};

const answer = async (response: Response, to: ServerResponse): Promise<void> => {
  const body = new Uint8Array(await response.arrayBuffer());
  to.writeHead(response.status, Object.fromEntries(response.headers));
  to.end(body);
};

/**
 * Serves a sandbox on the loopback interface (or another host), on a free port unless told. A request the
 * sandbox leaves unanswered has its connection cut. The sandbox's answers then carry the address it listens at,
 * or `origin` where it is reached by another.
 */
export const listen = async (
  sandbox: Pick<Sandbox, "origin" | "moveTo" | "fetch">,
  options: { readonly port?: number; readonly host?: string; readonly origin?: string } = {},
): Promise<Listening> => {
  const { port = 0, host = "127.0.0.1" } = options;
  const server = createServer((message, response) => {
    toRequest(message, sandbox.origin)
      .then((request) => sandbox.fetch(request))
      .then((made) => answer(made, response))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  const url = options.origin ?? `http://${host}:${bound}`;
  sandbox.moveTo(url);
  return {
    url,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
};
