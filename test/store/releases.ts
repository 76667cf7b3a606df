import { setImmediate as nextTurn } from "node:timers/promises";
import type { ReleaseKey } from "../../src/release/release.ts";
import type { Store, Wake } from "../../src/store/store.ts";
import type { Worker } from "../../src/store/worker.ts";

export const ADDRESS = { installation: 7, owner: "acme", name: "rocket" };

export function release(number: number): ReleaseKey {
  return { repository: 100, tag: `v${number}` };
}

export function wakeOf(number: number, rest: Partial<Wake> = {}): Wake {
  return { key: release(number), address: ADDRESS, because: "push", ...rest };
}

/** Resolves when nothing is due, leased or conducted. The clock has to move by itself. */
export async function drained(store: Store, worker: Worker): Promise<void> {
  while (worker.active() > 0 || (await store.queue.nextDue()) !== undefined) await nextTurn();
}
