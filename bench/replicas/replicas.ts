import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";

/** Processes of the app that stand behind one address, as behind a load balancer. */
export type Replicas = {
  /** Hands a webhook to the next one that takes connections; rejects when none does or it dies over it. */
  deliver(request: Request): Promise<Response>;
  /** `kill -9`, sent before this returns; resolves when it is dead. */
  kill(which: number): Promise<void>;
  /** The number of its process; throws where it is none of them. */
  pid(which: number): number;
  /** Starts one again that is dead. */
  start(which: number): void;
  /** Stopped as by a machine that hangs, and woken after so many milliseconds. */
  stall(which: number, ms: number): Promise<void>;
  /** Asks all to stop, as an operator does; gives their exit codes. */
  stop(): Promise<readonly (number | null)[]>;
};

export type ReplicaOptions = {
  readonly count: number;
  /** The environment each is started with, besides its port. */
  readonly variables: Readonly<Record<string, string>>;
  /** Where each writes its log. */
  readonly folder: string;
  /** The script and its arguments; the program's own `start` unless given. */
  readonly command?: readonly string[];
};

type Replica = { readonly port: number; process: ChildProcess; stalled: boolean };

const START = [new URL("../../src/cli/main.js", import.meta.url).pathname, "start"];
const READY_WITHIN = 120_000;

/** Starts them and waits until each is ready. */
export async function startReplicas({
  count,
  variables,
  folder,
  command = START,
}: ReplicaOptions): Promise<Replicas> {
  const launch = (port: number): ChildProcess => {
    // Straight into the file: who measures is not kept busy with it.
    const log = openSync(join(folder, `replica-${port}.log`), "a");
    const process = spawn(globalThis.process.execPath, [...command], {
      env: { ...variables, HOST: "127.0.0.1", PORT: String(port) },
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    return process;
  };
  const replicas: Replica[] = [];
  for (let number = 0; number < count; number += 1) {
    const port = await freePort();
    replicas.push({ port, process: launch(port), stalled: false });
  }
  await Promise.all(replicas.map(({ port }) => ready(port)));
  let turn = 0;
  return {
    async deliver(request) {
      const body = await request.text();
      for (let tried = 0; tried < count; tried += 1) {
        turn += 1;
        const replica = replicas[turn % count];
        if (replica !== undefined && (await takesConnections(replica.port))) {
          const url = `http://127.0.0.1:${replica.port}/api/github/webhooks`;
          return fetch(url, { method: "POST", headers: request.headers, body });
        }
      }
      throw new TypeError("fetch failed");
    },
    async kill(which) {
      const replica = replicas[which];
      if (replica === undefined || replica.stalled) return;
      const ended = exitOf(replica.process);
      replica.process.kill("SIGKILL");
      await ended;
    },
    pid(which) {
      const pid = replicas[which]?.process.pid;
      if (pid === undefined) throw new Error(`there is no replica ${which}`);
      return pid;
    },
    start(which) {
      const replica = replicas[which];
      if (replica === undefined || !isOver(replica.process)) return;
      replica.process = launch(replica.port);
    },
    async stall(which, ms) {
      const replica = replicas[which];
      if (replica === undefined || replica.stalled) return;
      replica.stalled = true;
      replica.process.kill("SIGSTOP");
      await new Promise((resolve) => setTimeout(resolve, ms));
      replica.process.kill("SIGCONT");
      replica.stalled = false;
    },
    stop: () =>
      Promise.all(
        replicas.map(({ process }) => {
          const ended = exitOf(process);
          process.kill("SIGCONT");
          process.kill("SIGTERM");
          return ended;
        }),
      ),
  };
}

function exitOf(process: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    if (isOver(process)) resolve(process.exitCode);
    else process.once("exit", resolve);
  });
}

function isOver({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const say = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once("connect", () => say(true));
    socket.once("error", () => say(false));
  });
}

async function ready(port: number): Promise<void> {
  const latest = Date.now() + READY_WITHIN;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.status === 200) return;
    if (Date.now() > latest)
      throw new Error(`the replica at port ${port} was not ready within ${READY_WITHIN / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
