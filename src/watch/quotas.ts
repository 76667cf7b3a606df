import type { Instant } from "../release/instant.ts";
import type { QuotaSeen } from "./watch.ts";

/** Whose limits are remembered at most; those heard of longest ago are forgotten first. */
const MOST = 10_000;

/** GitHub's resources that the app may meet; a name that is none of them makes no series of its own. */
const RESOURCES: ReadonlySet<string> = new Set(["core", "graphql", "search"]);

/** What is left of GitHub's primary limits, as its answers tell. */
export type Quotas = {
  heard(quota: QuotaSeen): void;
  /** By resource what is left, 0 to 1, of whoever has least of it; none whose reset is past. */
  least(now: Instant): ReadonlyMap<string, number>;
};

export function createQuotas(): Quotas {
  const known = new Map<string, QuotaSeen>();
  return {
    heard(quota) {
      const key = `${quota.resource} of ${quota.whose}`;
      known.delete(key);
      known.set(key, quota);
      const [oldest] = known.keys();
      if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    },
    least(now) {
      const least = new Map<string, number>();
      for (const [key, { resource, limit, remaining, resetAt }] of known) {
        if (resetAt <= now) {
          known.delete(key);
          continue;
        }
        const name = RESOURCES.has(resource) ? resource : "other";
        least.set(name, Math.min(least.get(name) ?? 1, limit === 0 ? 0 : remaining / limit));
      }
      return least;
    },
  };
}
