import type { Ended } from "../conduct.ts";
import { given } from "../release/fact.ts";
import type { Instant } from "../release/instant.ts";
import { DAY, HOUR, SECOND } from "../release/instant.ts";
import type { Lease, Outcome } from "../store/store.ts";

/** How long an action is put off whose effect does not show. */
const PUT_OFF = 30 * SECOND;

/** A moment that is past is no reason to begin again without a pause. */
const LEAST_REST = 2 * SECOND;

/** A tag for which no run has shown up in this time will not have one by itself. */
const NO_RUN_PATIENCE = HOUR;

/** A board that somebody has closed is looked at for so long, should they open it again and no event tell of it. */
const ABANDONED_FOR = 7 * DAY;

/**
 * What becomes of the release in the queue. Moments in the plan are GitHub's; the queue runs on our clock, so
 * only the distance is carried over.
 */
export function outcomeOf(ended: Ended, lease: Lease, now: Instant): Outcome {
  const { trouble } = ended;
  if (trouble === undefined) return ofStanding(ended, lease, now);
  return trouble.until === undefined
    ? { is: "failed", error: trouble.says }
    : { is: "rest", until: trouble.until };
}

function ofStanding({ seen, planned, again }: Ended, lease: Lease, now: Instant): Outcome {
  const resting = restUntil([planned.again, again, stillDue(planned, seen.now)], seen.now, now);
  switch (planned.standing.is) {
    case "left-alone":
    case "refused":
      return { is: "dropped" };
    case "at-setup":
      return planned.due.length > 0
        ? restUntil([planned.again, stillDue(planned, seen.now)], seen.now, now)
        : { is: "dropped" };
    case "at-branch":
      // What GitHub has refused, or does not show yet, is not said again: the next push has it looked at anew.
      return { is: planned.standing.faulty ? "finished" : "dropped" };
    case "at-desk":
    case "finished":
      return isWaitedFor(planned) ? resting : { is: "finished" };
    case "not-yet":
      return isGivenUp(planned.standing.why, now - lease.firstSeen)
        ? { is: "dropped" }
        : restUntil([planned.again], seen.now, now);
    case "shut-out":
      return restUntil([planned.again], seen.now, now);
    case "abandoned":
      return isLongAbandoned(seen) && !isWaitedFor(planned) ? { is: "finished" } : resting;
    case "looking":
    case "conducted":
      return resting;
  }
}

/** GitHub tells of a board that is opened again, and sends nothing again that is older than three days. */
function isLongAbandoned({ board, now }: Ended["seen"]): boolean {
  const closed = given(board)?.closed?.at;
  return closed !== undefined && now - closed > ABANDONED_FOR;
}

function isGivenUp(why: string, knownFor: number): boolean {
  return why === "no-run" && knownFor > NO_RUN_PATIENCE;
}

/** Whether somebody on a closed board has not had their answer yet: a finished release is looked at no more. */
function isWaitedFor({ answers, due }: Ended["planned"]): boolean {
  return due.length > 0 || answers.some(({ answer }) => answer.is === "looking" || answer.is === "accepted");
}

/** What is due again right after it was done has not shown its effect yet: it is put off. */
function stillDue({ due }: Ended["planned"], now: Instant): Instant | undefined {
  return due.length === 0 ? undefined : now + PUT_OFF;
}

function restUntil(moments: readonly (Instant | undefined)[], theirs: Instant, ours: Instant): Outcome {
  const until = moments
    .filter((moment) => moment !== undefined)
    .map((moment) => ours + Math.max(LEAST_REST, moment - theirs));
  return until.length === 0 ? { is: "rest" } : { is: "rest", until: Math.min(...until) };
}
