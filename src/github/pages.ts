import { GitHubFault, isRecord } from "./fault.ts";
import type { Headers } from "./heard.ts";
import { WRAPPERS } from "./routes.ts";

/**
 * The URL of the next page, from the Link header; undefined on the last one. The token goes wherever it points, so
 * it must be where we asked (`baseUrl`).
 */
export function nextPage(headers: Headers, baseUrl: string): string | undefined {
  const next = /<([^<>]+)>;[^,]*\brel="next"/.exec(String(headers["link"] ?? ""))?.[1];
  if (next === undefined) return;
  if (!URL.canParse(next) || new URL(next).origin !== new URL(baseUrl).origin) {
    throw new GitHubFault({
      kind: "broken",
      detail:
        "the next page of a list is said to be on another server: set the base URL to the one GitHub itself uses",
    });
  }
  return next;
}

/** The items of one page, out of the object GitHub wraps some lists in. */
export function itemsOf(data: unknown, what: string): readonly unknown[] {
  if (Array.isArray(data)) return data;
  if (isRecord(data)) {
    const wrapped = WRAPPERS.map((key) => data[key]).find(Array.isArray);
    if (wrapped) return wrapped;
  }
  throw new GitHubFault({ kind: "broken", detail: `${what}: the answer is no list` });
}
