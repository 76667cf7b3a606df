import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

/** Memory of one thread, in megabytes: worlds make much that lives shortly. */
const LIMITS = { maxYoungGenerationSizeMb: 64 };

export type Hands<Job, Word> = {
  /** Has every job done, on all threads, and tells of each as it is done. */
  each(jobs: readonly Job[], tell: (word: Word) => void): Promise<void>;
  close(): Promise<void>;
  readonly count: number;
};

/** A thread for each core, running the given program; each takes the next job when it is through with one. */
export function createHands<Job, Word>(program: URL): Hands<Job, Word> {
  const workers = Array.from(
    { length: availableParallelism() },
    () => new Worker(program, { resourceLimits: LIMITS }),
  );
  return {
    count: workers.length,
    async each(jobs, tell) {
      const left = [...jobs];
      await Promise.all(
        workers.map(async (worker) => {
          for (let job = left.shift(); job !== undefined; job = left.shift()) {
            for (const word of await doneBy<Job, Word>(worker, job)) {
              tell(word);
            }
          }
        }),
      );
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function doneBy<Job, Word>(worker: Worker, job: Job): Promise<readonly Word[]> {
  return new Promise((resolve, reject) => {
    worker.once("message", (words: readonly Word[]) => {
      worker.off("error", reject);
      resolve(words);
    });
    worker.once("error", reject);
    worker.postMessage(job);
  });
}
