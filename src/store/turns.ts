import type { Clock } from "../clock.ts";
import { type Instant, MINUTE } from "../release/instant.ts";

/** A look at the queue takes milliseconds, and the store gives up on one after seconds. */
const LOOK = 2 * MINUTE;
/** With its hands full, a worker waits for the first of many conducts to end: all of them at once take this long only if they hang. */
const HANDS_FULL = 15 * MINUTE;

/** Whether a loop still comes round. */
export type Turns = {
  /** It asks the queue, now. */
  looks(): void;
  /** It sleeps until then, or until it is woken. */
  sleeps(until: Instant): void;
  /** It takes nothing before one of its conducts has ended. */
  isFull(): void;
  /** Rejects, with what it hangs in, when it should have come round minutes ago. */
  check(): Promise<void>;
};

export function createTurns(clock: Pick<Clock, "now">): Turns {
  let latest = clock.now() + LOOK;
  let doing = "begins";
  const expect = (what: string, until: Instant) => {
    doing = what;
    latest = until;
  };
  return {
    looks: () => expect("asks the queue what is due", clock.now() + LOOK),
    sleeps: (until) => expect("sleeps until something is due", until + LOOK),
    isFull: () => expect("waits for one of its conducts to end", clock.now() + HANDS_FULL),
    async check() {
      const late = clock.now() - latest;
      if (late > 0) throw new Error(hangs(doing, late));
    },
  };
}

function hangs(doing: string, late: number): string {
  return `the conductor hangs: it ${doing}, and is late by ${Math.ceil(late / MINUTE)} min. Restart this process: its releases go on where they are, in another one or in this`;
}
