import { afterEach, expect, test } from "vitest";
import { connectClock } from "../../bench/clock/connect.ts";
import { type ClockServer, serveClock } from "../../bench/clock/serve.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";

const START = 1_000_000;
const HOUR = 3_600_000;

let served: ClockServer | undefined;

afterEach(() => served?.close());

async function serve(grain = 1) {
  const clock = createVirtualClock(START);
  served = await serveClock(clock, grain);
  const { port } = served;
  // As while replicas are started: no time passes until all are there.
  const [first, second] = await clock.busy(() =>
    Promise.all([connectClock(port, () => undefined), connectClock(port, () => undefined)]),
  );
  return { clock, first, second };
}

/** Long enough for messages to go to and fro. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

test("time passes for all, in the order of those who sleep", async () => {
  const { clock, first, second } = await serve();
  const woken: string[] = [];
  const sleeps = (name: string, on: Pick<typeof clock, "busy" | "sleepUntil" | "now">, at: number) =>
    on.busy(async () => {
      await on.sleepUntil(at);
      woken.push(`${name} at ${(on.now() - START) / HOUR}`);
    });
  await Promise.all([
    sleeps("second", second, START + 2 * HOUR),
    sleeps("third", clock, START + 3 * HOUR),
    sleeps("first", first, START + HOUR),
  ]);
  expect(woken).toEqual(["first at 1", "second at 2", "third at 3"]);
});

test("it stands still while a process is busy", async () => {
  const { clock, first, second } = await serve();
  let seen = 0;
  const busy = first.busy(async () => {
    await turns();
    seen = clock.now();
  });
  await Promise.all([busy, second.busy(() => second.sleepUntil(START + HOUR))]);
  expect(seen).toBe(START);
  expect(clock.now()).toBe(START + HOUR);
});

test("those that sleep until the same grain wake at the same moment", async () => {
  const { clock, first, second } = await serve(1_000);
  const at = (on: typeof first, until: number) =>
    on.busy(async () => {
      await on.sleepUntil(until);
      return on.now();
    });
  expect(await Promise.all([at(first, START + 250), at(second, START + 750)])).toEqual([
    START + 1_000,
    START + 1_000,
  ]);
  expect(clock.now()).toBe(START + 1_000);
});

test("it waits for a process that is woken by something else than the clock", async () => {
  const { clock, first, second } = await serve();
  const called = new AbortController();
  const answering = first.busy(async () => {
    await first.sleepUntil(Number.POSITIVE_INFINITY, called.signal);
    await turns();
    return clock.now();
  });
  const sleeping = second.busy(() => second.sleepUntil(START + 2 * HOUR));
  await clock.busy(async () => {
    await clock.sleepUntil(START + HOUR);
    called.abort();
  });
  expect(await answering).toBe(START + HOUR);
  await sleeping;
});

test("a process that dies over its work holds up nobody", async () => {
  const { clock } = await serve();
  const port = served?.port ?? 0;
  const died = clock.busy(
    () =>
      new Promise<void>((resolve, reject) => {
        connectClock(port, resolve).then((dying) => {
          void dying.busy(() => new Promise(() => undefined));
          return served?.close();
        }, reject);
      }),
  );
  await died;
  await clock.busy(() => clock.sleepUntil(START + HOUR));
  expect(clock.now()).toBe(START + HOUR);
});
