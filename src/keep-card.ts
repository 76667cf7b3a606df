import type { Ended } from "./conduct.ts";
import type { Log } from "./log.ts";
import { given } from "./release/fact.ts";
import { releaseName } from "./release/release.ts";
import { cardBody, cardHead } from "./replies/card.ts";
import type { Card, Lease, Store } from "./store/store.ts";

/**
 * Keeps what the pages show of a release as a conduct has found it. No release waits for its pages: what goes wrong here
 * is logged, and the next conduct writes it.
 */
export async function keepCard(
  { store, log }: { readonly store: Pick<Store, "cards">; readonly log: Log },
  lease: Lease,
  ended: Ended,
): Promise<void> {
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
function cardOf({ address }: Lease, { planned, seen }: Ended): Card | undefined {
  const repository = given(seen.repository);
  const place =
    repository === undefined
      ? { address }
      : {
          address: { ...address, owner: repository.owner, name: repository.name },
          private: repository.private,
        };
  const at = { ...place, head: cardHead(planned, seen) };
  switch (planned.standing.is) {
    case "looking":
    case "left-alone":
    case "at-desk":
      return undefined;
    case "not-yet":
      return planned.standing.why === "unanswered" ? { ...at, over: false } : undefined;
    case "shut-out":
      // Of a repository that can't be seen any more nothing but that is known.
      return { ...at, over: false };
    case "conducted":
      return { ...at, over: false, body: cardBody(planned, seen) };
    case "refused":
    case "finished":
    case "abandoned":
      return { ...at, over: true, body: cardBody(planned, seen) };
  }
}
