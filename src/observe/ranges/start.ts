import type { PreviousTags } from "../../release/previous-tag.ts";
import { type Asking, compare } from "./asking.ts";
import type { Start } from "./range.ts";

/** How many versions without a common history are passed over; a repository of unrelated lines has more. */
const MOST_PASSED_OVER = 10;

/**
 * The best of the tags that have a history in common with the release. Of the tags of one version the one that the
 * release is built on, else the first. A version that another line had, too, stays the base: what had shipped with it
 * is left out later. Undefined: none of them has.
 */
export async function startOf(asking: Asking, versions: PreviousTags): Promise<Start | undefined> {
  for (const tags of versions.slice(0, MOST_PASSED_OVER)) {
    const found = await bestOf(asking, tags);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

async function bestOf(asking: Asking, tags: readonly string[]): Promise<Start | undefined> {
  let diverged: Start | undefined;
  for (const tag of tags) {
    const between = { tag, head: asking.commit };
    const compared = await asking.pace((first) => compare(asking, between, { first, after: null }));
    const found = compared && { ...compared, base: tag };
    if (found?.comparison.behindBy === 0) {
      return found;
    }
    diverged ??= found;
  }
  return diverged;
}
