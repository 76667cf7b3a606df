import type { Shared } from "./store.ts";

/** Shared values where there is one process: in its memory. */
export function createSharedInMemory(): Shared {
  const values = new Map<string, unknown>();
  return {
    async change<V, T>(key: string, change: (value: V | undefined) => readonly [V, T]) {
      const [value, result] = change(values.get(key) as V | undefined);
      values.set(key, value);
      return result;
    },
  };
}
