import { rmSync, writeFileSync, writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { systemClock } from "../../src/clock.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import { startWorker } from "../../src/store/worker.ts";
import { wakeOf } from "./releases.ts";

// A process of its own that uses a store until it is killed: `child.js <what> <path>`. It writes a line at once for
// each thing that has happened, past all buffers.
const [what, path = ""] = process.argv.slice(2);
const say = (line: string) => writeSync(1, `${line}\n`);

async function burst(): Promise<void> {
  const store = await openSqliteStore({ path, clock: systemClock });
  let next = 0;
  const sender = async () => {
    for (;;) {
      const number = next++;
      await store.queue.wake(wakeOf(number, { delivery: `guid-${number}` }));
      say(`${number}`);
      await sleep(0);
    }
  };
  await Promise.all(Array.from({ length: 16 }, sender));
}

/** Conducts one release and never comes to its end. */
async function conduct(): Promise<void> {
  const store = await openSqliteStore({ path, clock: systemClock });
  startWorker({
    store,
    clock: systemClock,
    concurrency: 1,
    leaseMs: 60_000,
    async conduct(lease) {
      await store.ledger.append(lease, { kind: "took-up", data: null });
      say("conducting");
      return new Promise(() => undefined);
    },
  });
  await store.queue.wake(wakeOf(1));
}

/** Opens the store and writes a wake, or says why it can't. */
async function open(): Promise<void> {
  try {
    const store = await openSqliteStore({ path, clock: systemClock });
    await store.queue.wake(wakeOf(1));
    await store.close();
    say("opened");
  } catch (error) {
    say(error instanceof Error ? `${error.name}: ${error.message}` : "no error");
  }
}

/** Fills the disk that the store is on, then makes room again. */
async function full(): Promise<void> {
  const store = await openSqliteStore({ path, clock: systemClock });
  const filler = `${path}.filler`;
  const outcome = (write: Promise<unknown>) =>
    write.then(
      () => "stored",
      (error: unknown) => (error instanceof Error ? error.message : "no error"),
    );
  try {
    writeFileSync(filler, Buffer.alloc(100_000_000));
  } catch {
    // It fills what there is.
  }
  say(await outcome(store.queue.wake(wakeOf(1))));
  say(await outcome(store.check()));
  rmSync(filler);
  say(await outcome(store.queue.wake(wakeOf(2))));
  say(await outcome(store.check()));
  say((await store.queue.unfinished()).map((row) => row.key.tag).join());
}

const programs = new Map([
  ["full", full],
  ["burst", burst],
  ["conduct", conduct],
  ["open", open],
]);
await programs.get(what ?? "")?.();
