/** A map that holds the entries set or read last, at most so many. */
export type Recent<V> = {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
};

export function createRecent<V>(most: number): Recent<V> {
  const entries = new Map<string, V>();
  const set = (key: string, value: V) => {
    entries.delete(key);
    entries.set(key, value);
    const [oldest] = entries.keys();
    if (entries.size > most && oldest !== undefined) {
      entries.delete(oldest);
    }
  };
  return {
    get(key) {
      const value = entries.get(key);
      if (value !== undefined) {
        set(key, value);
      }
      return value;
    },
    set,
    delete: (key) => void entries.delete(key),
  };
}
