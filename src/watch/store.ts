import { LeaseLost, type Queue, type Store } from "../store/store.ts";
import type { Watch } from "./watch.ts";

/** The store, watched: how long each of its operations takes, which fail, and what is woken. */
export function watchedStore(store: Store, watch: Watch): Store {
  const part = <K extends "queue" | "ledger" | "chores" | "shared" | "accounts" | "cards">(
    name: K,
  ): Store[K] => watchedPart(store[name], name, watch);
  return {
    queue: countingQueue(part("queue"), watch),
    ledger: part("ledger"),
    chores: part("chores"),
    shared: part("shared"),
    accounts: part("accounts"),
    cards: part("cards"),
    check: () => timed(watch, "check", () => store.check()),
    backup: () => store.backup(),
    close: () => store.close(),
  };
}

/** A part whose methods are all timed that give a promise. */
function watchedPart<P extends object>(part: P, name: keyof Store, watch: Watch): P {
  const methods = Object.entries(part).map(([method, call]: [string, unknown]) => [
    method,
    // A listener is added, nothing is asked of the store.
    typeof call !== "function" || method === "onWake"
      ? call
      : (...given: readonly unknown[]) => timed(watch, name, () => call.apply(part, given)),
  ]);
  return Object.fromEntries(methods) as P;
}

function timed<T>(watch: Watch, part: keyof Store, call: () => Promise<T>): Promise<T> {
  return watch.during("store", { part }, async (note) => {
    try {
      const given = await call();
      note({ result: "done" });
      return given;
    } catch (error) {
      // The store is fine: it has told a conduct that another goes on.
      note({ result: error instanceof LeaseLost ? "done" : "failed" });
      throw error;
    }
  });
}

/** A nudge that reached nobody is none, and one that reached several releases is several. */
function countingQueue(queue: Queue, watch: Watch): Queue {
  return {
    ...queue,
    async wake(wake) {
      await queue.wake(wake);
      watch.happened("wake", { reason: wake.because, releases: 1 });
    },
    async nudge(wake) {
      const reached = await queue.nudge(wake);
      if (reached) watch.happened("wake", { reason: wake.because, releases: 1 });
      return reached;
    },
    async nudgeRepository(repository, because) {
      const releases = await queue.nudgeRepository(repository, because);
      if (releases > 0) watch.happened("wake", { reason: because, releases });
      return releases;
    },
  };
}
