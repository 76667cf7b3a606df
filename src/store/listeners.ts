/** Who in this process is told that something may be due. */
export type Listeners = {
  tell(): void;
  /** Returns how to stop. */
  add(listener: () => void): () => void;
  readonly any: () => boolean;
};

export function createListeners(): Listeners {
  const listeners = new Set<() => void>();
  return {
    tell() {
      for (const listener of listeners) listener();
    },
    add(listener) {
      // Wrapped, so that a listener given twice is called twice and stopped one by one.
      const own = () => listener();
      listeners.add(own);
      return () => listeners.delete(own);
    },
    any: () => listeners.size > 0,
  };
}
