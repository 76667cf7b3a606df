import { MAYBE_REQUEST } from "../app/about.ts";
import { deskKey } from "../release/desk.ts";
import { keyText } from "../release/release.ts";
import { type BoardsAsked, foundIssues, hasOpen, updatedSince } from "./boards.ts";
import type { Sweeping } from "./sweep.ts";

/**
 * Wakes the desks of issues with a request that the app has not closed with its mark: `/release` and the like are said on
 * any issue. One search for all repositories of an account; where nobody conducts releases, the desk itself lets it be.
 */
export async function wakeDesks(sweeping: Sweeping, asked: BoardsAsked): Promise<void> {
  const { queue, underWay } = sweeping;
  const search = `is:issue user:${asked.account} sort:updated-desc ${updatedSince(sweeping, asked)}`;
  for await (const { place, issue } of foundIssues(sweeping, asked, search)) {
    const { installation, owner, name, repository } = place.address;
    const key = deskKey(repository, issue.number);
    if (hasOpen(issue, MAYBE_REQUEST) && !underWay.has(keyText(key))) {
      await queue.wake({ key, address: { installation, owner, name }, because: "sweep" });
    }
  }
}
