import { type Instant, SECOND } from "../release/instant.ts";
import type { QueuePlace } from "../store/store.ts";

/** How the unfinished releases stand in the queue. */
export type Census = {
  readonly states: Readonly<Record<"due" | "conducted" | "resting" | "parked", number>>;
  /** For how many seconds the oldest due wake has waited for somebody to begin; 0 when none is due. */
  readonly oldestDue: number;
};

export function census(places: readonly QueuePlace[], now: Instant): Census {
  const states = { due: 0, conducted: 0, resting: 0, parked: 0 };
  let oldest = now;
  for (const place of places) {
    const state = stateOf(place, now);
    states[state] += 1;
    if (state === "due") oldest = Math.min(oldest, place.due ?? now);
  }
  return { states, oldestDue: (now - oldest) / SECOND };
}

function stateOf({ leased, parked, due }: QueuePlace, now: Instant): keyof Census["states"] {
  if (leased) return "conducted";
  if (parked) return "parked";
  return due !== undefined && due <= now ? "due" : "resting";
}
