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
  const logins = decisions(seen, environment, state).flatMap((review) =>
    review.by === ownLogin(seen) ? decidersIn(review) : [review.by],
  );
  return [...new Set(logins)];
}

/**
 * The record is of all attempts of the run, and only what the app wrote names its own. Once the gate was opened in this
 * attempt, what was decided in others is past, and so is a rejection that names none.
 */
function decisions(seen: Snapshot, environment: string, state: Review["state"]): readonly Review[] {
  const runAttempt = releaseRun(seen)?.attempt ?? 0;
  const wasOpened = approvalsAt(seen, environment, runAttempt).length > 0;
  return decisionsOn(seen, environment, state).filter(({ comment }) => {
    const told = attemptIn(comment);
    return state === "rejected"
      ? told === runAttempt || (told === undefined && !wasOpened)
      : told === undefined || told === runAttempt || !wasOpened;
  });
}

function decisionsOn(seen: Snapshot, environment: string, state: Review["state"]): readonly Review[] {
  const reviews = seen.reviews.is === "seen" ? seen.reviews.value : [];
  return reviews.filter(
    (review) =>
      review.state === state && review.environments.some((name) => sameEnvironment(name, environment)),
  );
}

function decidersIn({ by, comment }: Review): readonly string[] {
  const rejection = rejectionIn(comment);
  return rejection === undefined ? approversIn(comment, by) : [rejection.by];
}

/** Who rejected a gate and why, by the same record; undefined where nobody did. */
export function rejectionOf(seen: Snapshot, environment: string): Rejection | undefined {
  const [found] = decisions(seen, environment, "rejected");
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
  return decisionsOn(seen, environment, "approved").filter(
    ({ comment }) => attemptIn(comment) === runAttempt,
  );
}

/** The decision by which a comment has opened a gate of a run before the release run; undefined where it has not. */
export function openedBefore(seen: Snapshot, comment: number): SupersededReview | undefined {
  const reviews = seen.supersededReviews.is === "seen" ? seen.supersededReviews.value : [];
  return reviews.find(
    (review) => review.state === "approved" && commentsIn(review.comment).includes(comment),
  );
}
