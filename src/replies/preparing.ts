import { given } from "../release/fact.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { asCode } from "./safe.ts";
import { count } from "./words.ts";

/** The first text of a board that was asked for before its tag; the release's own conduct writes it out. */
export function preparingText(tag: string): string {
  return `**Preparing ${asCode(tag)}.** What has merged and what is still open is being looked at.`;
}

/** What is in the way of the tag, as one line; else that it can be pushed. */
export function toTagText(seen: Snapshot): string {
  const aims = given(seen.aims);
  const blockers = (aims?.blockers.length ?? 0) + (aims?.moreBlockers ?? 0);
  const pulls = (aims?.pulls.length ?? 0) + (aims?.more ?? 0);
  if (blockers > 0) {
    const are = blockers === 1 ? "is" : "are";
    return `${count(blockers, "release blocker")} ${are} open: it should not be tagged yet.`;
  }
  if (pulls > 0) {
    return `${count(pulls, "open pull request")} ${pulls === 1 ? "aims" : "aim"} at it.`;
  }
  return aims === undefined ? "What is still open is not known yet." : "Nothing that aims at it is open.";
}

/** The first text of a board that was asked for when its tag was there; the release's own conduct writes it out. */
export function takingUpText(tag: string): string {
  return `**Taking ${asCode(tag)} up.** What is so by now is being looked at.`;
}
