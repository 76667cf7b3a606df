import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { SECOND } from "../release/instant.ts";

export type Listening = {
  /** Where the server is reached from this machine, without a slash at the end. */
  readonly url: string;
  /**
   * Accepts nothing any more; resolves when the requests in flight have been answered, and after the request time-out
   * at the latest: what is still open then is cut off.
   */
  close(): Promise<void>;
};

type Place = {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** The variables that both come from; HOST and PORT unless given. */
  readonly settings?: { readonly host: string; readonly port: string };
};

export type ListenOptions = Place & {
  /** How long a request, headers and body, may take to arrive, in milliseconds. */
  readonly requestTimeout?: number;
};

/** GitHub sends a delivery within its 10 s; whoever trickles is cut off. */
const REQUEST_TIMEOUT = 15 * SECOND;

/** Longer than the minute for which common proxies keep a connection: the one who closes first loses no request. */
const KEEP_ALIVE = 75 * SECOND;

/** Listens; rejects with the cause and the remedy. */
export async function listen(handler: RequestListener, options: ListenOptions): Promise<Listening> {
  const { host, port, requestTimeout = REQUEST_TIMEOUT } = options;
  const connections = new Set<Socket>();
  const inFlight = new Set<ServerResponse>();
  const server = createServer(
    {
      requestTimeout,
      headersTimeout: Math.min(requestTimeout, 10 * SECOND),
      connectionsCheckingInterval: Math.min(requestTimeout, SECOND),
      keepAliveTimeout: KEEP_ALIVE,
    },
    (request, response) => {
      inFlight.add(response);
      response.on("close", () => inFlight.delete(response));
      handler(request, response);
    },
  );
  server.on("connection", (connection) => {
    connections.add(connection);
    connection.on("close", () => connections.delete(connection));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(new Error(whyNotListening(error.code, options))),
    );
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const actualPort = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://${reachable(host)}:${actualPort}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const response of inFlight) {
        response.shouldKeepAlive = false;
      }
      server.closeIdleConnections();
      // To Node a connection is idle only after a request; a browser opens some on which it may never send one.
      for (const connection of connections) {
        if (connection.bytesRead === 0) connection.destroy();
      }
      // A server that closes no longer cuts off whoever trickles.
      const cutOff = setTimeout(() => server.closeAllConnections(), requestTimeout).unref();
      await closed;
      clearTimeout(cutOff);
    },
  };
}

/** The wildcard addresses are for listening only. */
function reachable(host: string): string {
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return name.includes(":") ? `[${name}]` : name;
}

/** Why nothing can listen at a place, by the system's code, and what to set instead. */
export function whyNotListening(code: string | undefined, { host, port, settings }: Place): string {
  const set = settings ?? { host: "HOST", port: "PORT" };
  const place = `${host}:${port}`;
  switch (code) {
    case "EADDRINUSE":
      return `${place} is in use by another program. Stop that one, or set ${set.port} to a free port.`;
    case "EACCES":
      return `This user may not listen on ${place}. Set ${set.port} to one above 1023.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `This machine has no address ${host}. Set ${set.host} to one it has, or to 0.0.0.0 for all.`;
    default:
      return `The server cannot listen on ${place} (${code ?? "no cause given"}). Check ${set.host} and ${set.port}.`;
  }
}
