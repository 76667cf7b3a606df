import type { Exchange } from "../../src/sandbox/exchanges.ts";

/** Headers that belong to a connection. */
const OWN = new Set([
  "host",
  "connection",
  "content-length",
  "accept-encoding",
  "transfer-encoding",
  "keep-alive",
]);

/** Sends the same requests one after the other with nothing in between; gives how long that takes, in milliseconds. */
export async function sentAgain(exchanges: readonly Exchange[]): Promise<number> {
  const began = performance.now();
  for (const { url, method, requestHeaders, requestBody } of exchanges) {
    const headers = Object.entries(requestHeaders).filter(([name]) => !OWN.has(name));
    const body = requestBody === undefined ? {} : { body: JSON.stringify(requestBody) };
    const response = await fetch(url, { method, headers, redirect: "manual", ...body });
    await response.arrayBuffer();
  }
  return performance.now() - began;
}
