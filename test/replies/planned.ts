import { pipeline } from "../../src/pipeline/pipeline.ts";
import { stepsOf } from "../../src/pipeline/steps.ts";
import type { Plan } from "../../src/release/plan.ts";
import type { Snapshot } from "../../src/release/snapshot.ts";

/** The plan as far as texts go by it: the steps that the real phases take. */
export function planned(seen: Snapshot, overrides: Partial<Plan> = {}): Plan {
  const phases = stepsOf(pipeline(seen), seen);
  return { standing: { is: "conducted" }, phases, answers: [], look: [], due: [], ...overrides };
}
