import { createHash } from "node:crypto";
import { packed, unpacked } from "./packed.ts";
import type { Answer } from "./transport.ts";

/** Answers with their ETag, to ask for anew with `if-none-match`: a 304 costs nothing of the primary limit. */
export type EtagCache = {
  find(token: string, url: string): Kept | undefined;
  /** Keeps an answer that has an ETag, and freezes its data, which later answers share. */
  keep(token: string, url: string, answer: Answer): void;
  /** Lets go of what was answered to a token that is used no more: to another one its ETags say nothing. */
  forget(token: string): void;
};

export type Kept = { readonly etag: string; readonly answer: Answer };

export type EtagCacheLimits = {
  /** Bytes of JSON whose answers are kept as they are read. */
  readonly warm: number;
  /** Bytes of all others, packed. */
  readonly cold: number;
};

/**
 * A cache in memory. As objects answers take three times the memory of their JSON, which a thousand releases under way
 * would not have: those that were not asked for lately are packed, and of the packed ones the oldest leave first.
 */
export function createEtagCache(limits: EtagCacheLimits): EtagCache {
  const warm = createShelf<Kept>(({ answer }) => answer.size);
  const cold = createShelf<Uint8Array>(({ length }) => length);

  const keepWarm = (key: string, kept: Kept): void => {
    cold.take(key);
    warm.put(key, kept);
    for (const [oldest, one] of warm.beyond(limits.warm)) cold.put(oldest, packed(one));
    // What leaves here is gone.
    for (const _ of cold.beyond(limits.cold));
  };

  return {
    find(token, url) {
      const key = keyOf(token, url);
      const kept = warm.take(key) ?? fromCold(cold.take(key));
      if (kept) keepWarm(key, kept);
      return kept;
    },
    keep(token, url, answer) {
      const etag = answer.headers["etag"];
      if (typeof etag !== "string" || answer.size > limits.warm) return;
      freeze(answer.data);
      keepWarm(keyOf(token, url), { etag, answer });
    },
    forget(token) {
      const own = keyOf(token, "");
      for (const shelf of [warm, cold]) {
        for (const key of shelf.keys()) if (key.startsWith(own)) shelf.take(key);
      }
    },
  };
}

/** Values in the order in which they were put there, and how many bytes they are. */
function createShelf<V>(sizeOf: (value: V) => number) {
  const values = new Map<string, V>();
  let bytes = 0;
  const take = (key: string): V | undefined => {
    const value = values.get(key);
    if (value === undefined) return;
    values.delete(key);
    bytes -= sizeOf(value);
    return value;
  };
  return {
    take,
    put(key: string, value: V): void {
      take(key);
      values.set(key, value);
      bytes += sizeOf(value);
    },
    keys: () => values.keys(),
    /** Takes the oldest away until the rest is no more than that. */
    *beyond(most: number): Generator<readonly [string, V]> {
      for (const [key, value] of values) {
        if (bytes <= most) return;
        take(key);
        yield [key, value];
      }
    },
  };
}

function fromCold(bytes: Uint8Array | undefined): Kept | undefined {
  if (bytes === undefined) return;
  const kept = unpacked(bytes) as Kept;
  freeze(kept.answer.data);
  return kept;
}

/** GitHub's ETags are of one token: a renewed one gets new ETags. Hashed, so that a heap dump shows no more tokens. */
function keyOf(token: string, url: string): string {
  return `${createHash("sha256").update(token).digest("base64url")} ${url}`;
}

function freeze(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
}
