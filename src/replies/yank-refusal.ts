import type { Refusal, Said } from "../release/answer.ts";
import { again } from "./again.ts";
import { asCode } from "./safe.ts";

/** Why a release can't be yanked yet, and what no longer helps once it is. */
export function yankRefusalText(
  refusal: Extract<Refusal, { readonly is: "not-out-yet" | "yanked" }>,
  said: Said,
): string {
  return refusal.is === "not-out-yet"
    ? `${again(said)}: nothing of this release is on an index or public, so there is nothing to yank. ${asCode("/reject <gate> <reason>")} shuts a gate for this run, ${asCode("/hold <reason>")} stops everything irreversible, ${asCode("/cancel")} ends the run.`
    : `${again(said)}: this release was yanked, so nothing more of it is published or told. Go on with the next version: this board links to it, or ${asCode("/prepare <tag>")} opens its board.`;
}
