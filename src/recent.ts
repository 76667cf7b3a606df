/** A map that holds the entries set or read last, at most so many. */
export type Recent<V> = {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
};

/** What each value takes of a whole that all of them share. */
type Weighing<V> = { readonly of: (value: V) => number; readonly most: number };

/** Remembers `most` entries, or fewer that weigh as much as is allowed; the newest stays, whatever it weighs. */
export function createRecent<V>(most: number, weighing?: Weighing<V>): Recent<V> {
  const entries = new Map<string, { readonly value: V; readonly weight: number }>();
  const mostWeight = weighing?.most ?? Number.POSITIVE_INFINITY;
  let inAll = 0;
  const remove = (key: string) => {
    inAll -= entries.get(key)?.weight ?? 0;
    entries.delete(key);
  };
  const put = (key: string, value: V, weight: number) => {
    remove(key);
    entries.set(key, { value, weight });
    inAll += weight;
    for (const oldest of entries.keys()) {
      if (oldest === key || (entries.size <= most && inAll <= mostWeight)) break;
      remove(oldest);
    }
  };
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry !== undefined) {
        put(key, entry.value, entry.weight);
      }
      return entry?.value;
    },
    set: (key, value) => put(key, value, weighing?.of(value) ?? 0),
    delete: remove,
  };
}
