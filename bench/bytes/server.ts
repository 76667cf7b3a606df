import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { installer, zipOf } from "./zip-stream.ts";

/** A zip, which is laid on disk once more and looked into. */
export const FILE = "installer.zip";

/** What the server tells the process that started it. */
export type Told =
  | { readonly is: "listening"; readonly origin: string }
  | { readonly is: "uploaded"; readonly size: number; readonly sha256: string };

type Answer = { readonly status: number; readonly json: unknown };

/**
 * As much of GitHub as an upload needs, on loopback: tokens, the redirect to an artifact of so many bytes (its id is
 * their number), the storage behind it, and the upload. Keeps nothing.
 */
export function serve(tell: (told: Told) => void): void {
  const server = createServer((request, response) => {
    void answer(request, response, tell).catch((error: unknown) => response.destroy(error as Error));
  });
  // The other side is at times too busy hashing to notice that a connection was closed.
  server.keepAliveTimeout = 600_000;
  server.listen(0, "127.0.0.1", () => {
    tell({ is: "listening", origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  tell: (told: Told) => void,
): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
  const artifact = /^\/repos\/o\/r\/actions\/artifacts\/(?<bytes>\d+)\/zip$/.exec(pathname)?.groups?.[
    "bytes"
  ];
  const stored = /^\/storage\/(?<bytes>\d+)$/.exec(pathname)?.groups?.["bytes"];
  if (artifact !== undefined) {
    response.writeHead(302, { location: `http://${request.headers.host}/storage/${artifact}` }).end();
  } else if (stored !== undefined) {
    response.writeHead(200, { "content-type": "application/zip" });
    await pipeline(Readable.from(zipOf(installer(FILE, Number(stored)))), response);
  } else {
    const { status, json } = pathname.endsWith("/assets") ? await taken(request, tell) : known(pathname);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
  }
}

async function taken(request: IncomingMessage, tell: (told: Told) => void): Promise<Answer> {
  const sha256 = createHash("sha256");
  let size = 0;
  for await (const chunk of request) {
    sha256.update(chunk);
    size += chunk.length;
  }
  tell({ is: "uploaded", size, sha256: sha256.digest("hex") });
  return { status: 201, json: { id: 9, name: FILE, size, state: "uploaded" } };
}

function known(pathname: string): Answer {
  const permissions = { actions: "read", contents: "write", metadata: "read" };
  const tokens = { token: "ghs_bench", expires_at: "2099-01-01T00:00:00Z", permissions };
  return pathname.endsWith("/access_tokens")
    ? { status: 201, json: tokens }
    : { status: 200, json: { id: 1, slug: "bench", account: { login: "o" }, permissions } };
}
