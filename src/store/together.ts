import { setImmediate as nextTurn } from "node:timers/promises";

/** Whoever asks waits at most so many turns of the event loop for others. */
const MOST_TURNS = 8;

/**
 * Does together what is asked for until it begins: a statement for many rows takes little longer than one for a single
 * row. `doAll` calls `begin` when it is about to start, which gives all that was asked for; those who ask later are
 * the next to be done. When it fails, everyone who asked is told.
 */
export function together<One>(
  doAll: (begin: () => readonly One[]) => Promise<void>,
): (one: One) => Promise<void> {
  let next: { readonly all: One[]; readonly done: Promise<void> } | undefined;

  function open(): { readonly all: One[]; readonly done: Promise<void> } {
    const all: One[] = [];
    const begin = () => {
      if (next?.all === all) next = undefined;
      return all;
    };
    const done = gathered(all).then(() => doAll(begin));
    return { all, done: done.finally(begin) };
  }

  return (one) => {
    next ??= open();
    next.all.push(one);
    return next.done;
  };
}

/** Waits while each turn brings more. Resolves a turn later at the earliest, so that who asked first is on the list. */
async function gathered(all: readonly unknown[]): Promise<void> {
  let before = -1;
  for (let turn = 0; turn < MOST_TURNS && all.length > before; turn += 1) {
    before = all.length;
    await nextTurn();
  }
}
