import type { Store } from "../../src/store/store.ts";

/** What changes the store, and so is a step right after which a process may die. */
const KEEPS: ReadonlySet<string> = new Set(["wake", "take", "renew", "release", "append"]);

/** The store as a process sees it that may die: after its death nothing reaches the database any more. */
export function mortal(
  store: Store,
  life: { readonly over: boolean },
  onKept: (call: string) => void,
): Store {
  const guarded = <T extends object>(part: T, prefix: string): T =>
    new Proxy(part, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function" || name === "onWake") {
          return member;
        }
        return async (...given: unknown[]) => {
          alive(life);
          const answer: unknown = await Reflect.apply(member, target, given);
          // A look at a queue in which nothing is due keeps nothing.
          if (KEEPS.has(String(name)) && (name !== "take" || answer !== undefined)) {
            onKept(`${prefix}.${String(name)}`);
          }
          alive(life);
          return answer;
        };
      },
    });
  return {
    ...store,
    queue: guarded(store.queue, "queue"),
    ledger: guarded(store.ledger, "ledger"),
    chores: guarded(store.chores, "chores"),
  };
}

/** Rejects whatever a process does after its death. */
export function alive(life: { readonly over: boolean }): void {
  if (life.over) {
    throw new TypeError("fetch failed", { cause: new Error("this process is dead") });
  }
}
