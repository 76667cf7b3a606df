/**
 * As `Promise.all`, but rejects only when all have ended. What a conduct asks side by side must not go on behind its
 * back: a request that waits for its repetition sleeps on the clock in the name of the conduct's task, which is
 * awake again by then, and a clock knows one sleeper per task.
 */
export async function together<T extends readonly unknown[]>(
  asked: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T> {
  await Promise.allSettled(asked);
  return (await Promise.all(asked)) as unknown as T;
}
