import type { Ended } from "../conduct.ts";
import type { Log } from "../log.ts";
import { given } from "../release/fact.ts";
import { isRelease, releaseName } from "../release/release.ts";
import { cardBody, cardHead } from "../replies/card.ts";
import { headline } from "../replies/headline.ts";
import type { Card, CardChange, Lease, Store } from "../store/store.ts";

/**
 * Keeps what the pages show of a release as a conduct has found it. No release waits for its pages: what goes wrong here
 * is logged, and the next conduct writes it.
 */
export async function keepCard(
  { store, log }: { readonly store: Pick<Store, "cards">; readonly log: Log },
  lease: Lease,
  ended: Ended,
): Promise<void> {
  if (!isRelease(lease.key)) {
    return;
  }
  try {
    if (ended.planned.standing.is === "left-alone") {
      await store.cards.forget(lease);
      return;
    }
    const card = cardOf(lease, ended);
    if (card !== undefined) {
      await store.cards.put(lease, card);
    }
  } catch (error) {
    const release = releaseName(lease.address, lease.key.tag);
    log.warn(
      { err: error, release },
      "what the pages show of a release was not kept; its next conduct does it",
    );
  }
}

/** What is to be kept; undefined while it is not known whether there is a release. */
function cardOf({ address }: Lease, ended: Ended): Card | undefined {
  const { planned, seen } = ended;
  const repository = given(seen.repository);
  const place =
    repository === undefined
      ? { address }
      : {
          address: { ...address, owner: repository.owner, name: repository.name },
          private: repository.private,
        };
  switch (planned.standing.is) {
    case "looking":
    case "left-alone":
    case "at-desk":
    case "at-setup":
    case "at-branch":
      return undefined;
    case "not-yet":
      // On a closed board there may be something to answer, and the release is over all the same.
      return planned.standing.why === "unanswered" && given(seen.board)?.state !== "closed"
        ? { ...place, over: false, head: headOf(ended) }
        : undefined;
    case "shut-out":
      return { ...place, over: false, head: headOf(ended) };
    case "conducted":
    case "refused":
      return { ...place, over: planned.standing.is === "refused", ...wholeOf(ended) };
    case "finished":
    case "abandoned":
      // Of a board that has long been closed nothing more is looked at.
      return { ...place, over: true, ...(planned.phases.length === 0 ? { head: {} } : wholeOf(ended)) };
  }
}

function wholeOf({ planned, seen }: Ended) {
  return { head: cardHead(planned, seen), body: cardBody(planned, seen) };
}

/** Why nothing is done; what it waited for before is no matter then. */
function headOf({ planned, seen }: Ended): CardChange {
  return { since: undefined, until: undefined, ...headline(planned, seen), waits: [] };
}
