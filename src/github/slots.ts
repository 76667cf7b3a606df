/** A fixed number of places; who comes while all are taken waits, the lowest rank first, then the first come. */
export type Slots = {
  /** Resolves once a place is free, with how to leave it. */
  enter(rank: number): Promise<() => void>;
};

export function createSlots(size: number): Slots {
  const waiting: { readonly rank: number; readonly start: () => void }[] = [];
  let taken = 0;

  const leave = (): void => {
    const next = waiting.shift();
    if (next) next.start();
    else taken -= 1;
  };

  return {
    async enter(rank) {
      if (taken < size) taken += 1;
      else await new Promise<void>((start) => line(rank, start));
      return leave;
    },
  };

  function line(rank: number, start: () => void): void {
    const behind = waiting.findIndex((other) => other.rank > rank);
    waiting.splice(behind === -1 ? waiting.length : behind, 0, { rank, start });
  }
}
