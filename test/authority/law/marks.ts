import type { Voice } from "../history.ts";
import type { Evidence } from "./case.ts";

export type Mark = "eyes" | "rocket" | "confused";

/** The app's marks under a comment by its request of that number, each with the number of the request that made it. */
export function marksOn({ exchanges }: Evidence, { id }: Voice, request: number): ReadonlyMap<Mark, number> {
  const marks = new Map<Mark, number>();
  for (const [number, { method, path, requestBody, status }] of exchanges.slice(0, request).entries()) {
    if (method === "POST" && path.endsWith(`/issues/comments/${id}/reactions`) && (status ?? 500) < 300) {
      marks.set((requestBody as { readonly content: Mark }).content, number);
    }
  }
  return marks;
}
