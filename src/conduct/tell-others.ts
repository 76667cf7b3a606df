import { leadOf } from "../release/aboard.ts";
import type { Action } from "../release/action.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Lease, Queue } from "../store/store.ts";

type Doings = { readonly lease: Lease; readonly did: readonly Action[] };

/**
 * Wakes the releases that go by what this one has done: whose board it shares, once its own part there is written, and
 * all of its repository that are under way, once a board is new. They look by themselves, too, only later.
 */
export async function tellOthers(
  queue: Pick<Queue, "wake" | "nudge" | "unfinished">,
  { lease, did }: Doings,
  seen: Snapshot,
): Promise<void> {
  const { repository, tag } = lease.key;
  const isNew = did.some((action) => action.do === "create-board");
  const lead = leadOf(seen);
  if (lead !== undefined && (isNew || did.some((action) => action.do === "write-board"))) {
    const key = { repository, tag: lead };
    await queue.wake({ key, address: lease.address, because: "another release on its board" });
  }
  for (const row of isNew ? await queue.unfinished() : []) {
    const isOther = row.key.repository === repository && row.key.tag !== tag && row.key.tag !== lead;
    if (isOther) {
      await queue.nudge({ key: row.key, address: lease.address, because: "another board" });
    }
  }
}
