import { sameEnvironment } from "../release/gate.ts";
import type { Review, Snapshot } from "../release/snapshot.ts";
import { approversIn } from "./gate.ts";
import { ownLogin } from "./places.ts";

/**
 * Who decided about a gate, by GitHub's own record of the run. Where that names the app, its comment there says
 * for whom: the app wrote it, and nobody can change it.
 */
export function decidedBy(seen: Snapshot, environment: string, state: Review["state"]): readonly string[] {
  const reviews = seen.reviews.is === "seen" ? seen.reviews.value : [];
  const logins = reviews
    .filter((review) => review.state === state)
    .filter((review) => review.environments.some((name) => sameEnvironment(name, environment)))
    .flatMap((review) =>
      review.by === ownLogin(seen) ? approversIn(review.comment, review.by) : [review.by],
    );
  return [...new Set(logins)];
}
