import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import type { VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { onMessage } from "./lines.ts";
import type { FromProcess, ToProcess } from "./protocol.ts";

export type ClockServer = {
  readonly port: number;
  /**
   * Has every process look at the clock, and keeps it standing until each has said what it is up to: what has just
   * reached one of them over another connection may have given it something to do.
   */
  nudge(): void;
  /** Resolves when the next process has come. */
  joined(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Serves a virtual clock to other processes over loopback. To the clock, each process is one busy task that sleeps
 * until the earliest of its sleepers; one that dies leaves with its connection. Those that sleep until moments within
 * the same `grain` (ms) wake together, so that they have something to do side by side.
 */
export async function serveClock(clock: VirtualClock, grain: number): Promise<ClockServer> {
  const attended = new Set<Attended>();
  const awaited = new Set<() => void>();
  const server = createServer((socket) => {
    const one = attend(socket, clock, grain);
    attended.add(one);
    for (const tell of awaited) tell();
    awaited.clear();
    void one.left.then(() => attended.delete(one));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    nudge: () => {
      for (const one of attended) one.nudge();
    },
    joined: () => new Promise((resolve) => void awaited.add(resolve)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const one of attended) one.leave();
      }),
  };
}

type Attended = { nudge(): void; leave(): void; readonly left: Promise<void> };

/** Stands for one process on the clock until its connection ends. */
function attend(socket: Socket, clock: VirtualClock, grain: number): Attended {
  socket.setNoDelay(true);
  let turn = 0;
  let said: FromProcess = { is: "busy" };
  let hasLeft = false;
  let nap = new AbortController();
  let heard: () => void = () => undefined;

  const tell = () => {
    turn += 1;
    const message: ToProcess = { now: clock.now(), turn };
    socket.write(`${JSON.stringify(message)}\n`);
  };
  const wake = () => {
    nap.abort();
    heard();
  };
  onMessage(socket, (message: FromProcess) => {
    said = message;
    if (said.is === "busy") nap.abort();
    heard();
  });
  socket.on("error", () => undefined);
  socket.once("close", () => {
    hasLeft = true;
    wake();
  });

  const left = clock.busy(async () => {
    tell();
    while (!hasLeft) {
      // What it said before it heard the newest may have changed by that.
      if (said.is === "idle" && said.turn === turn) {
        nap = new AbortController();
        await clock.sleepUntil(atGrain(said.until, grain), nap.signal);
        tell();
      } else {
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
      }
    }
  });
  return { nudge: wake, leave: () => socket.destroy(), left };
}

function atGrain(until: number | null, grain: number): number {
  return until === null ? Number.POSITIVE_INFINITY : Math.ceil(until / grain) * grain;
}
