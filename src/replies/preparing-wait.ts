import { memoryOf } from "../release/attempt.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Wait } from "../release/wait.ts";
import { holders, tagCommands } from "./places.ts";
import { asCode } from "./safe.ts";
import type { WaitText } from "./wait-text.ts";
import { count, listed, names } from "./words.ts";

/** What a release waits for before there is a tag. */
export function preparingWaitText(
  wait: Extract<Wait, { readonly for: "tag" | "call-out" }>,
  seen: Snapshot,
): WaitText {
  const who = holders("write", seen);
  if (wait.for === "call-out") {
    const [aims, author] = wait.open === 1 ? ["aims", "its author"] : ["aim", "their authors"];
    return {
      who,
      says: `${count(wait.open, "open pull request")} ${aims} at this release.`,
      todo: `\`/call-out <date or text>\` calls ${author}, in one comment that is kept up to date`,
    };
  }
  const { tag, branch, blockers } = wait;
  const place = branch === undefined ? "a checkout" : `a checkout of ${asCode(branch)}`;
  return {
    who,
    says: `The tag ${asCode(tag)} is still to be pushed.`,
    todo: `once ${firstComes(blockers, seen)}, push the tag: ${tagCommands(tag)} in ${place}`,
  };
}

/** Nobody's tag is stopped by the app: what should come before it is said to whoever pushes it. */
function firstComes(blockers: readonly number[], seen: Snapshot): string {
  const holders = memoryOf(seen).holds.map(({ by }) => by);
  const held = holders.length === 0 ? [] : [`the hold by ${names(holders)} is lifted (\`/unhold\`)`];
  const closed = blockers.map((number) => `#${number}`);
  const open = closed.length === 0 ? [] : [`${listed(closed)} ${closed.length === 1 ? "is" : "are"} closed`];
  const all = [...held, ...open];
  return all.length === 0 ? "all is in" : all.join(" and ");
}
