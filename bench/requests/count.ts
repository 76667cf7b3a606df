import type { Exchange } from "../../src/sandbox/exchanges.ts";
import { isWrite } from "../../test/worlds/disturbance.ts";
import type { Lived } from "./live.ts";

/** What was asked of GitHub. Reads count once: anew, not modified, or confirming. */
export type Counted = {
  readonly webhooks: number;
  readonly writes: number;
  /** Writes that create content, which GitHub limits apart. */
  readonly creations: number;
  readonly reads: number;
  /** Answered 304, which costs nothing of the hourly limit. */
  readonly notModified: number;
  /** Right before something that can't be taken back. */
  readonly confirming: number;
  readonly jobPages: number;
  readonly tokens: number;
  /** By method and route. */
  readonly routes: ReadonlyMap<string, number>;
};

export function counted({ exchanges, webhooks }: Lived): Counted {
  const confirming = confirmingReads(exchanges);
  const reads = exchanges.filter((one) => isRead(one) && !confirming.has(one));
  const writes = exchanges.filter(isWrite);
  const routes = new Map<string, number>();
  for (const { method, route } of exchanges) {
    const name = `${method} ${route}`;
    routes.set(name, (routes.get(name) ?? 0) + 1);
  }
  return {
    webhooks,
    writes: writes.length,
    creations: writes.filter(({ creates }) => creates).length,
    reads: reads.filter(({ notModified }) => !notModified).length,
    notModified: reads.filter(({ notModified }) => notModified).length,
    confirming: confirming.size,
    jobPages: exchanges.filter((one) => isRead(one) && /\/jobs\?/.test(one.path)).length,
    tokens: exchanges.filter(({ path }) => path.endsWith("/access_tokens")).length,
    routes,
  };
}

function isRead({ method, route }: Exchange): boolean {
  return method === "GET" || route === "/graphql";
}

/**
 * Reads between the mark under a command and the deed it asks for: the app looks at everything again right before it
 * opens a gate or publishes.
 */
function confirmingReads(exchanges: readonly Exchange[]): ReadonlySet<Exchange> {
  const deeds = exchanges.flatMap((one, index) => (isWrite(one) && isIrreversible(one) ? [index] : []));
  return new Set(
    deeds.flatMap((deed) => {
      const mark = exchanges.slice(0, deed).findLastIndex(isWrite);
      return exchanges.slice(mark + 1, deed).filter(isRead);
    }),
  );
}

/** A gate that is opened or closed, a GitHub release that becomes public. */
function isIrreversible({ path, requestBody }: Exchange): boolean {
  const body = (typeof requestBody === "object" && requestBody !== null ? requestBody : {}) as {
    readonly draft?: unknown;
    readonly state?: unknown;
  };
  const answersGate = path.endsWith("/deployment_protection_rule") && body.state !== undefined;
  return answersGate || (/\/releases\/\d+$/.test(path) && body.draft === false);
}
