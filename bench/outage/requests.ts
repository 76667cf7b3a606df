import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { isWrite } from "../../test/worlds/disturbance.ts";

/** Requests to GitHub, by what they cost. */
export type Requests = {
  readonly reads: number;
  /** Reads that GitHub answered with 304: they cost nothing of the primary limit. */
  readonly notModified: number;
  readonly writes: number;
  /** Webhooks asked for again. */
  readonly again: number;
  readonly tokens: number;
};

export function requestsOf(exchanges: Sandbox["exchanges"]): Requests {
  const count = (is: (exchange: Sandbox["exchanges"][number]) => boolean) => exchanges.filter(is).length;
  const tokens = count(({ path }) => path.endsWith("/access_tokens"));
  const again = count(({ method, path }) => method === "POST" && path.startsWith("/app/hook/"));
  const writes = count(isWrite);
  const notModified = count((exchange) => exchange.notModified);
  return {
    reads: exchanges.length - tokens - again - writes - notModified,
    notModified,
    writes,
    again,
    tokens,
  };
}
