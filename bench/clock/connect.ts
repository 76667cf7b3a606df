import { connect } from "node:net";
import type { Clock } from "../../src/clock.ts";
import { onMessage } from "./lines.ts";
import type { FromProcess, ToProcess } from "./protocol.ts";

type Sleeper = { readonly at: number; wake(): void };

/**
 * The clock that another process serves. It stands still from here on until a first busy task has come to rest.
 * `gone` is called when whoever serves it is: no time will ever pass again.
 */
export async function connectClock(port: number, gone: () => void): Promise<Clock> {
  const socket = connect(port, "127.0.0.1");
  socket.setNoDelay(true);
  const sleepers = new Set<Sleeper>();
  let time = 0;
  let turn = 0;
  let awake = 0;
  let isToldIdle = false;

  const send = (message: FromProcess) => void socket.write(`${JSON.stringify(message)}\n`);
  const tellIdle = () => {
    if (awake > 0) return;
    const earliest = Math.min(...[...sleepers].map(({ at }) => at), Number.POSITIVE_INFINITY);
    isToldIdle = true;
    send({ is: "idle", until: Number.isFinite(earliest) ? earliest : null, turn });
  };
  const rise = () => {
    awake += 1;
    if (!isToldIdle) return;
    isToldIdle = false;
    send({ is: "busy" });
  };
  const rest = () => {
    awake -= 1;
    // What just ended may have readied work that runs in this turn: look again after it.
    if (awake === 0) setImmediate(tellIdle);
  };
  const sleep = (at: number, signal: AbortSignal | undefined) =>
    new Promise<void>((resolve) => {
      const sleeper: Sleeper = {
        at,
        wake() {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", sleeper.wake);
          rise();
          resolve();
        },
      };
      sleepers.add(sleeper);
      signal?.addEventListener("abort", sleeper.wake, { once: true });
      rest();
    });

  const hear = ({ now, turn: newest }: ToProcess) => {
    time = Math.max(time, now);
    const isFirst = turn === 0;
    turn = newest;
    // It asks, so it takes nothing for granted.
    isToldIdle = false;
    for (const sleeper of [...sleepers].filter(({ at }) => at <= time)) sleeper.wake();
    if (awake === 0 && !isFirst) setImmediate(tellIdle);
  };
  socket.once("close", gone);
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    onMessage(socket, (message: ToProcess) => {
      hear(message);
      resolve();
    });
  });

  return {
    now: () => time,
    async sleepUntil(at, signal) {
      if (awake === 0)
        throw new Error("Nobody is busy on the served clock: call sleepUntil only within busy()");
      if (at > time && !signal?.aborted) await sleep(at, signal);
    },
    async busy(task) {
      rise();
      try {
        return await task();
      } finally {
        rest();
      }
    },
  };
}
