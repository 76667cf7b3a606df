import { rmSync, writeFileSync, writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { systemClock } from "../../src/clock.ts";
import { openPostgresStore } from "../../src/store/postgres.ts";
import { openSqliteStore } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import { startWorker } from "../../src/store/worker.ts";
import { wakeOf } from "./releases.ts";

// A process of its own that uses a store until it is killed: `child.js <what> <place> [<lease in ms>]`. The place is a
// path or the URL of a database. It writes a line at once for each thing that has happened, past all buffers.
const [what, path = "", lease = "60000"] = process.argv.slice(2);
const leaseMs = Number(lease);
const say = (line: string) => writeSync(1, `${line}\n`);

function opened(): Promise<Store> {
  return path.startsWith("postgres")
    ? openPostgresStore({ url: path, clock: systemClock })
    : openSqliteStore({ path, clock: systemClock });
}

async function burst(): Promise<void> {
  const store = await opened();
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
  const store = await opened();
  startWorker({
    store,
    clock: systemClock,
    concurrency: 1,
    leaseMs,
    async conduct(lease) {
      await store.ledger.append(lease, { kind: "took-up", data: null });
      say("conducting");
      return new Promise(() => undefined);
    },
  });
  await store.queue.wake(wakeOf(1));
}

/** Conducts in a hurry, for ever, what it wakes itself. */
async function work(): Promise<void> {
  const store = await opened();
  startWorker({
    store,
    clock: systemClock,
    concurrency: 4,
    leaseMs,
    async conduct({ key }) {
      say(`began ${key.tag}`);
      await sleep(1);
      say(`ended ${key.tag}`);
      return { is: "rest" };
    },
  });
  for (let number = 0; ; number += 1) {
    say(`waking v${number % 20}`);
    await store.queue.wake(wakeOf(number % 20));
    say(`woke v${number % 20}`);
    await sleep(0);
  }
}

/** Holds a lease, is stopped in its sleep, and tries to go on under it. */
async function stall(): Promise<void> {
  const store = await opened();
  await store.queue.wake(wakeOf(1));
  const held = await store.queue.take(leaseMs);
  if (held === undefined) throw new Error("nothing is due");
  await store.ledger.append(held, { kind: "took-up", data: null });
  say("holds");
  await sleep(leaseMs / 2);
  say(await outcome(store.ledger.append(held, { kind: "did", data: "late" })));
  say(String(await store.queue.renew(held, leaseMs)));
  say(String(await store.queue.release(held, { is: "finished" })));
  await store.close();
}

function outcome(write: Promise<unknown>): Promise<string> {
  return write.then(
    () => "stored",
    (error: unknown) => (error instanceof Error ? error.message : "no error"),
  );
}

/** Opens the store and writes a wake, or says why it can't. */
async function open(): Promise<void> {
  try {
    const store = await opened();
    await store.queue.wake(wakeOf(1));
    await store.close();
    say("opened");
  } catch (error) {
    say(error instanceof Error ? `${error.name}: ${error.message}` : "no error");
  }
}

/** Fills the disk that the store is on while it runs, then makes room again. */
async function full(): Promise<void> {
  const store = await opened();
  const filler = `${path}.filler`;
  const wake = wakeOf(1, { delivery: "guid" });
  say(await outcome(store.queue.wake(wakeOf(0))));
  try {
    writeFileSync(filler, Buffer.alloc(100_000_000));
  } catch {
    // It fills what there is.
  }
  say(await outcome(store.queue.wake(wake)));
  say(await outcome(store.check()));
  rmSync(filler);
  say(await outcome(store.queue.wake(wake)));
  say(await outcome(store.check()));
  say((await store.queue.unfinished()).map((row) => row.key.tag).join());
}

const programs = new Map([
  ["full", full],
  ["burst", burst],
  ["conduct", conduct],
  ["open", open],
  ["work", work],
  ["stall", stall],
]);
await programs.get(what ?? "")?.();
