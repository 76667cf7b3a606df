import type { Instant } from "../release/instant.ts";

/** A stamp of GitHub's (ISO 8601, whole seconds) as a moment. */
export function instant(stamp: string): Instant {
  return Date.parse(stamp);
}

/** As `instant`, for stamps that may be missing: an object to spread. */
export function optionalInstant<K extends string>(
  key: K,
  stamp: string | null | undefined,
): { readonly [P in K]?: Instant } {
  return typeof stamp === "string" ? ({ [key]: Date.parse(stamp) } as { readonly [P in K]?: Instant }) : {};
}
