import { alreadyOut, looksForOut } from "../release/already-out.ts";
import type { Problem } from "../release/problem.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { looksForNext, nextFree } from "./next-free.ts";

type OnceBuilt = Extract<Problem, { readonly is: "gate-expired" | "artifact-missing" | "artifact-expired" }>;

/**
 * A stop from which only another build leads on: unless an index has files of this one, which takes no others in their
 * place. What does not answer keeps nothing from being told.
 */
export function untilRebuilt(seen: Snapshot, because: OnceBuilt): Step {
  const out = alreadyOut(seen);
  const looks = looksForOut(seen);
  const [look, ...more] = looks.length > 0 || out.on.length === 0 ? looks : looksForNext(seen);
  if (look !== undefined) {
    return { is: "look", at: [look, ...more] };
  }
  const next = out.on.length === 0 ? undefined : nextFree(seen);
  return { is: "stopped", because: { ...because, out, ...(next === undefined ? {} : { next }) } };
}
