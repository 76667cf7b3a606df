import { releaseRun } from "../release/attempt.ts";
import { sameEnvironment } from "../release/environment-name.ts";
import type { Review, Snapshot, SupersededReview } from "../release/snapshot.ts";
import { approversIn, attemptIn, commentsIn, type Rejection, rejectionIn } from "./gate.ts";
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
    .flatMap((review) => (review.by === ownLogin(seen) ? decidersIn(review) : [review.by]));
  return [...new Set(logins)];
}

function decidersIn({ by, comment }: Review): readonly string[] {
  const rejection = rejectionIn(comment);
  return rejection === undefined ? approversIn(comment, by) : [rejection.by];
}

/**
 * Who rejected a gate in this run attempt and why, by the same record; undefined where nobody did. A person's own click
 * there bears no attempt: once the gate was opened in this one, it was of one before.
 */
export function rejectionOf(seen: Snapshot, environment: string): Rejection | undefined {
  const reviews = seen.reviews.is === "seen" ? seen.reviews.value : [];
  const runAttempt = releaseRun(seen)?.attempt ?? 0;
  const wasOpened = approvalsAt(seen, environment, runAttempt).length > 0;
  const found = reviews.find(
    (review) =>
      review.state === "rejected" &&
      review.environments.some((name) => sameEnvironment(name, environment)) &&
      (attemptIn(review.comment) ?? (wasOpened ? 0 : runAttempt)) === runAttempt,
  );
  if (found === undefined) {
    return undefined;
  }
  const said = rejectionIn(found.comment);
  if (said === undefined || found.by === ownLogin(seen)) {
    return said ?? { by: found.by, reason: found.comment };
  }
  // A person's review that the app gave for them. Anybody may write such a text: whose it is, GitHub says.
  return { by: found.by, ...(said.reason === undefined ? {} : { reason: said.reason }) };
}

/** Whether the app has reviewed a gate of this run attempt in somebody's name. */
export function isReviewedForSomebody(seen: Snapshot, environment: string, runAttempt: number): boolean {
  return approvalsAt(seen, environment, runAttempt).some((review) => review.by !== ownLogin(seen));
}

/** Whether our own rule has let a gate of this run attempt open, whatever else GitHub still waits for there. */
export function isOpenedByUs(seen: Snapshot, environment: string, runAttempt: number): boolean {
  return approvalsAt(seen, environment, runAttempt).some((review) => review.by === ownLogin(seen));
}

/** What the app has approved at a gate in a run attempt, as its own text in GitHub's record says. */
function approvalsAt(seen: Snapshot, environment: string, runAttempt: number): readonly Review[] {
  const reviews = seen.reviews.is === "seen" ? seen.reviews.value : [];
  return reviews.filter(
    (review) =>
      review.state === "approved" &&
      review.environments.some((name) => sameEnvironment(name, environment)) &&
      attemptIn(review.comment) === runAttempt,
  );
}

/** The decision by which a comment has opened a gate of a run before the release run; undefined where it has not. */
export function openedBefore(seen: Snapshot, comment: number): SupersededReview | undefined {
  const reviews = seen.supersededReviews.is === "seen" ? seen.supersededReviews.value : [];
  return reviews.find(
    (review) => review.state === "approved" && commentsIn(review.comment).includes(comment),
  );
}
