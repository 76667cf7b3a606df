import type { Ended } from "../conduct.ts";
import type { Log } from "../log.ts";
import { releaseName } from "../release/release.ts";
import { isOver, type Step } from "../release/step.ts";
import type { Lease, Outcome } from "../store/store.ts";
import type { Tally } from "../watch/tally.ts";

type Conducted = {
  readonly lease: Lease;
  readonly tally: Tally;
  readonly ended: Ended;
  readonly outcome: Outcome;
  readonly ms: number;
};

/** One line per conduct: what it saw and at what cost, what it decided, what it did, and what comes next. */
export function logConduct(
  log: Log,
  { lease, tally, ended: { planned, trouble }, outcome, ms }: Conducted,
): void {
  log.info(
    {
      release: releaseName(lease.address, lease.key.tag),
      saw: saw(tally),
      standing: planned.standing.is,
      phases: Object.fromEntries(
        planned.phases.flatMap(({ name, step }) => (isOver(step) ? [] : [[name, stepText(step)]])),
      ),
      did: tally.did(),
      ...(trouble && { trouble: trouble.says }),
      outcome: outcome.is,
      ...(outcome.is === "rest" &&
        outcome.until !== undefined && { until: new Date(outcome.until).toISOString() }),
      ms: Math.round(ms),
    },
    "conducted",
  );
}

/** Facts, and the requests they took: of the reads so many were not modified, and cost nothing. */
function saw({ looks, unknown, counter }: Tally) {
  const { reads, notModified, remembered, writes } = counter.counts();
  const lacking = unknown();
  return {
    facts: looks(),
    ...(lacking.length > 0 && { unknown: lacking }),
    reads,
    notModified,
    remembered,
    writes,
  };
}

/** Who or what moves next, or what stopped it. */
function stepText(step: Step): string {
  switch (step.is) {
    case "waiting":
      return `waiting for ${step.on.for}`;
    case "stopped":
      return `stopped: ${step.because.is}`;
    default:
      return step.is;
  }
}
