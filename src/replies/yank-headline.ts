import { memoryOf } from "../release/attempt.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Headline, Told } from "./headline.ts";
import { isComplete } from "./phase-state.ts";
import { asCode, quoted } from "./safe.ts";
import { waitText } from "./wait.ts";

/** Where a release stands whose bytes are bad; undefined while nobody said so. */
export function yankHeadline({ phases }: Told, seen: Snapshot): Headline | undefined {
  const yank = memoryOf(seen).yank;
  if (yank === undefined) {
    return undefined;
  }
  const why = `The published files are bad, says ${asCode(yank.by)}: ${quoted(yank.reason)}.`;
  if (isComplete(phases)) {
    const done = yank.next === undefined ? "" : ` It goes on with ${asCode(yank.next)}.`;
    return { kind: "yanked", state: "Yanked", says: `${why}${done}` };
  }
  const step = phases.find(({ name }) => name === "yank")?.step;
  const left = step?.is === "waiting" ? ` ${waitText(step.on, seen).says}` : "";
  return { kind: "yanked", state: "To be yanked", since: yank.at, says: `${why}${left}` };
}
