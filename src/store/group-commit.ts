import { setImmediate as nextTurn } from "node:timers/promises";

/** Runs work in a transaction; resolves with its result once that is committed. */
export type Commit<Trx> = <T>(work: (trx: Trx) => Promise<T>) => Promise<T>;

/** Work of one caller; gives what tells the caller, to be called after the commit. */
type Waiting<Trx> = { run(trx: Trx): Promise<() => void>; fail(error: unknown): void };

/** Most works in one transaction: a commit blocks the event loop meanwhile, where it is synchronous. */
const LARGEST_GROUP = 256;

/**
 * Commits together what arrives in one turn of the event loop or during another commit: the fsync is what a commit
 * costs (`fsync` once for many webhooks). When the transaction fails, all of its works reject with the error.
 */
export function groupCommit<Trx>(transact: Commit<Trx>): Commit<Trx> {
  const waiting: Waiting<Trx>[] = [];
  let committing = false;

  async function commitAll(): Promise<void> {
    while (waiting.length > 0) {
      // Lets the rest of this turn join, and others have their turn between two groups.
      await nextTurn();
      await commitGroup(transact, waiting.splice(0, LARGEST_GROUP));
    }
    committing = false;
  }

  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push({
        async run(trx) {
          const result = await work(trx);
          return () => resolve(result);
        },
        fail: reject,
      });
      if (committing) return;
      committing = true;
      void commitAll();
    });
}

async function commitGroup<Trx>(transact: Commit<Trx>, group: readonly Waiting<Trx>[]): Promise<void> {
  try {
    const tell = await transact(async (trx) => {
      const done: (() => void)[] = [];
      for (const each of group) done.push(await each.run(trx));
      return done;
    });
    for (const done of tell) done();
  } catch (error) {
    for (const each of group) each.fail(error);
  }
}
