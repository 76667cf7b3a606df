import { memoryOf } from "../release/attempt.ts";
import { remainsLooks, remainsOf } from "../release/remains.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";

/** The tag is gone: what remains of the release is looked at and told, and a person decides what becomes of it. */
export function withdrawn(seen: Snapshot): Step {
  const [look, ...more] = remainsLooks(seen);
  if (look !== undefined) {
    return { is: "look", at: [look, ...more] };
  }
  const { attempt, left } = memoryOf(seen);
  return {
    is: "stopped",
    because: {
      is: "tag-deleted",
      tag: seen.key.tag,
      ...(attempt === undefined ? {} : { commit: attempt.commit }),
      remains: remainsOf(seen),
      ...(left?.is === "withdrawn" ? { cleaned: true } : {}),
    },
  };
}
