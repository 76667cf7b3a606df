import type { CardBody, CardHead } from "../../../src/replies/card.ts";
import { cardBody, cardHead } from "../../../src/replies/card.ts";
import { openSqliteStore } from "../../../src/store/sqlite.ts";
import type { Store } from "../../../src/store/store.ts";
import { planned } from "../../replies/planned.ts";
import { states } from "../../replies/states.ts";
import { manualClock } from "../../store/manual-clock.ts";

/** The card of a release in a state that people see often. */
export function cardOf(name: string): { readonly head: CardHead; readonly body: CardBody } {
  const seen = states[name];
  if (seen === undefined) throw new Error(`there is no state ${name}`);
  const standing = name === "released" ? ({ is: "finished" } as const) : ({ is: "conducted" } as const);
  const plan = planned(seen, { standing });
  return { head: cardHead(plan, seen), body: cardBody(plan, seen) };
}

export type Kept = {
  readonly repository?: number;
  readonly owner?: string;
  readonly name?: string;
  readonly tag: string;
  readonly private?: boolean;
  readonly head: CardHead;
  readonly body: CardBody;
};

/** A store that holds these cards and a ledger of each release. Its clock stands at what the cards are about. */
export async function storeWith(cards: readonly Kept[], now: number): Promise<Store> {
  const clock = manualClock();
  clock.set(now);
  const store = await openSqliteStore({ path: ":memory:", clock });
  for (const card of cards) await keep(store, card);
  return store;
}

/** Writes a card as a conduct does, under a lease. */
export async function keep(
  store: Store,
  { repository = 100, owner = "acme", name = "rocket", tag, private: isPrivate = false, head, body }: Kept,
): Promise<void> {
  const address = { installation: 7, owner, name };
  await store.queue.wake({ key: { repository, tag }, address, because: "test" });
  const lease = await store.queue.take(60_000);
  if (lease === undefined) throw new Error("nothing is due");
  await store.ledger.append(lease, { kind: "did", data: { action: "create-board" } });
  const over = head.kind === "complete";
  await store.cards.put(lease, { address, private: isPrivate, over, head, body });
  await store.queue.release(lease, { is: "finished" });
}
