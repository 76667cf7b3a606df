import type { Clock } from "../clock.ts";
import type { Instant } from "../release/instant.ts";

/** Until when Discord wants nothing at all of this server: its global limit counts all webhooks together. */
export type QuietTime = {
  /** Milliseconds still to wait; 0: none. */
  left(): number;
  begin(ms: number): void;
};

/** No quiet time yet. To be shared by all channels of one service. */
export function createQuietTime(clock: Pick<Clock, "now">): QuietTime {
  let until: Instant = 0;
  return {
    left: () => Math.max(0, until - clock.now()),
    begin(ms) {
      until = Math.max(until, clock.now() + ms);
    },
  };
}
