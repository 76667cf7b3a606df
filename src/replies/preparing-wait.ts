import type { Snapshot } from "../release/snapshot.ts";
import type { Wait } from "../release/wait.ts";
import { holders, tagCommands } from "./places.ts";
import { asCode } from "./safe.ts";
import type { WaitText } from "./wait-text.ts";
import { count, listed } from "./words.ts";

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
  const first =
    blockers.length === 0
      ? "once all is in"
      : `once ${listed(blockers.map((number) => `#${number}`))} ${blockers.length === 1 ? "is" : "are"} closed`;
  return {
    who,
    says: `The tag ${asCode(tag)} is still to be pushed.`,
    todo: `${first}, push the tag: ${tagCommands(tag)} in ${place}`,
  };
}
