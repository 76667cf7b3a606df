import type { Log } from "../log.ts";
import { createRecent } from "../recent.ts";
import { allNotGranted } from "../release/granted.ts";
import { type Instant, MINUTE } from "../release/instant.ts";
import type { Plan } from "../release/plan.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { headline } from "../replies/headline.ts";
import { plain } from "../replies/plain.ts";
import { acceptText } from "../replies/shut-out.ts";

/** Log lines are read whole. */
const LONGEST = 1_000;

/** So many releases that stand still are remembered; beyond, one may be told of twice. */
const MOST = 10_000;

type Standstill = { readonly release: string; readonly planned: Plan; readonly seen: Snapshot };

/** A GitHub that is silent for less is usual. */
const PATIENCE = 5 * MINUTE;

/**
 * Says in the log why a release stands still where its board can't say so, and that it goes on: once for each
 * cause, however often it is looked at meanwhile.
 */
export function createStandstills(log: Pick<Log, "warn" | "info">): (standstill: Standstill) => void {
  const known = createRecent<{ readonly is: string; readonly since: Instant; readonly told: boolean }>(MOST);
  return ({ release, planned, seen }) => {
    const cause = causeOf(planned, seen);
    const before = known.get(release);
    if (cause === undefined) {
      known.delete(release);
      if (before?.told === true) {
        log.info({ release }, "what kept the release from going on is over");
      }
      return;
    }
    const same = before?.is === cause.is ? before : undefined;
    const since = same?.since ?? seen.now;
    const isDue = cause.is !== "unanswered" || seen.now - since >= PATIENCE;
    if (isDue && same?.told !== true) {
      log.warn({ release }, plain(cause.says, LONGEST));
    }
    known.set(release, { is: cause.is, since, told: isDue });
  };
}

/** `is` stays the same while the words may change with each answer of GitHub's. */
function causeOf(planned: Plan, seen: Snapshot): { readonly is: string; readonly says: string } | undefined {
  const { standing } = planned;
  switch (standing.is) {
    case "shut-out":
      return { is: standing.by.is, says: headlineOf(planned, seen) };
    case "not-yet":
      return standing.why === "unanswered"
        ? { is: standing.why, says: headlineOf(planned, seen) }
        : undefined;
    case "conducted": {
      const lacking = allNotGranted(seen);
      const says = `The installation has not granted ${lacking.join(", ")}; what needs it is left out or waits. ${acceptText(seen)}`;
      return lacking.length === 0 ? undefined : { is: lacking.join(), says };
    }
    default:
      return undefined;
  }
}

function headlineOf(planned: Plan, seen: Snapshot): string {
  const { state, says } = headline(planned, seen);
  return `${state}. ${says}`;
}
