import { createHash } from "node:crypto";
import type { Answer } from "./transport.ts";

/** Answers with their ETag, to ask for anew with `if-none-match`: a 304 costs nothing of the primary limit. */
export type EtagCache = {
  find(token: string, url: string): { readonly etag: string; readonly answer: Answer } | undefined;
  /** Keeps an answer that has an ETag, and freezes its data, which later answers share. */
  keep(token: string, url: string, answer: Answer): void;
  /** Lets go of what was answered to a token that is used no more: to another one its ETags say nothing. */
  forget(token: string): void;
};

/** A cache in memory of at most so many bytes of answers, the ones unused longest leaving first. */
export function createEtagCache(mostBytes: number): EtagCache {
  const entries = new Map<string, { readonly etag: string; readonly answer: Answer }>();
  let bytes = 0;

  const drop = (key: string): void => {
    bytes -= entries.get(key)?.answer.size ?? 0;
    entries.delete(key);
  };

  return {
    find(token, url) {
      const key = keyOf(token, url);
      const entry = entries.get(key);
      if (entry) {
        entries.delete(key);
        entries.set(key, entry);
      }
      return entry;
    },
    keep(token, url, answer) {
      const etag = answer.headers["etag"];
      if (typeof etag !== "string" || answer.size > mostBytes) return;
      const key = keyOf(token, url);
      drop(key);
      freeze(answer.data);
      entries.set(key, { etag, answer });
      bytes += answer.size;
      for (const oldest of entries.keys()) {
        if (bytes <= mostBytes) break;
        drop(oldest);
      }
    },
    forget(token) {
      const own = keyOf(token, "");
      for (const key of entries.keys()) if (key.startsWith(own)) drop(key);
    },
  };
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
