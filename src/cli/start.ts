import { Command } from "commander";
import { systemClock } from "../clock.ts";
import type { EnvProblem, Variables } from "../env/reader.ts";
import { type Env, readStart, type StartReading } from "../env.ts";
import { createLogger, type Log } from "../log.ts";
import { SECOND } from "../release/instant.ts";
import { openRegistration } from "../server/registration/registration.ts";
import { type Running, type StartOptions, startConductor } from "../server/start.ts";

/** What has the store backed up. Node keeps SIGUSR1 for its debugger. */
const BACKUP = "SIGUSR2";

/** What stops the server: a container's stop, and Ctrl-C. */
const STOPS = ["SIGTERM", "SIGINT"] as const;

/** Longest time to drain. Container runtimes kill at 10 s or 30 s; what is cut off is taken up again. */
const LONGEST_DRAIN = 25 * SECOND;

type Signals = Pick<NodeJS.EventEmitter, "on" | "once" | "removeListener">;

export type StartCommandOptions = Pick<StartOptions, "conductor" | "userAgent"> & {
  readonly variables?: Variables;
  readonly output?: { write(text: string): void };
  readonly errors?: { write(text: string): void };
  readonly signals?: Signals;
};

/** `release-conductor start`: the app, until it is told to stop. */
export function startCommand(options: StartCommandOptions): Command {
  return new Command("start")
    .description("start the app; its settings are environment variables, see .env.example")
    .action(async () => {
      process.exitCode = await runUntilStopped(options);
    });
}

/**
 * Runs the app until a signal comes; gives the exit code. Says on the error stream why it could not start. Where no
 * App is named, one can be made first: then it goes on with that.
 */
export async function runUntilStopped(options: StartCommandOptions): Promise<0 | 1> {
  const errors = options.errors ?? process.stderr;
  const reading = readStart(options.variables);
  if (reading.is === "faulty") {
    errors.write(envMessage(reading.problems));
    return 1;
  }
  try {
    if (reading.is === "fine") return await run(reading.env, options);
    return (await register(reading, options)) === "stopped" ? 0 : await runUntilStopped(options);
  } catch (error) {
    const message = error instanceof Error ? error.message : "something that is no error was thrown";
    errors.write(`release-conductor cannot start: ${message}\n`);
    return 1;
  }
}

/** Serves the set-up page until the credentials are written, or a signal comes. */
async function register(
  { settings, log: logging }: Extract<StartReading, { is: "unregistered" }>,
  options: StartCommandOptions,
): Promise<"registered" | "stopped"> {
  const { userAgent, errors = process.stderr } = options;
  const log = createLogger(logging, options.output);
  const stop = nextSignal(options.signals ?? process);
  const tell = (text: string) => errors.write(text);
  const { fetch } = globalThis;
  const page = await openRegistration({ settings, log, tell, userAgent, fetch, clock: systemClock });
  log.info({ url: page.url }, "waits to be set up");
  const stopped = stop.came.then(() => "stopped" as const);
  await Promise.race([page.isRegistered, stopped]);
  await page.close();
  // A signal may also have come while the last answer was on its way.
  const end = await Promise.race([stopped, Promise.resolve("registered" as const)]);
  stop.forget();
  log.info(end === "stopped" ? "stopped before all was set up" : "set up: the App's credentials are written");
  return end;
}

async function run(env: Env, options: StartCommandOptions): Promise<0 | 1> {
  const log = createLogger(env.log, options.output);
  const signals = options.signals ?? process;
  const stop = nextSignal(signals);
  const { conductor, userAgent } = options;
  const starting = startConductor({ env, clock: systemClock, log, conductor, userAgent });
  // From now on: a process that does not listen to this signal is ended by it.
  const backUp = () => void backUpStore(starting, log);
  signals.on(BACKUP, backUp);
  const running = await starting;
  log.info({ url: running.url, app: env.app.id }, "the conductor listens");
  const signal = await stop.came;
  log.info({ signal }, "stopping: requests and conducts in flight may end");
  const deadline = setTimeout(() => {
    log.error("not drained in time; what is cut off is taken up again at the next start");
    process.exit(1);
  }, LONGEST_DRAIN);
  await running.close();
  clearTimeout(deadline);
  signals.removeListener(BACKUP, backUp);
  log.info("stopped");
  return 0;
}

async function backUpStore(starting: Promise<Running>, log: Log): Promise<void> {
  const began = performance.now();
  try {
    const copy = await (await starting).backup();
    log.info({ copy, ms: Math.round(performance.now() - began) }, "the store was backed up");
  } catch (error) {
    log.error({ err: error }, "the store was not backed up");
  }
}

/** A second signal finds no listener any more and ends the process at once. */
function nextSignal(signals: Signals): { readonly came: Promise<string>; forget(): void } {
  let resolve = (_: string) => {};
  const came = new Promise<string>((settle) => {
    resolve = settle;
  });
  const listeners = STOPS.map((signal) => [signal, () => stop(signal)] as const);
  const forget = () => {
    for (const [name, listener] of listeners) {
      signals.removeListener(name, listener);
    }
  };
  const stop = (signal: string) => {
    forget();
    resolve(signal);
  };
  for (const [name, listener] of listeners) {
    signals.once(name, listener);
  }
  return { came, forget };
}

/** Which settings keep the app from starting, and what to set. */
export function envMessage(problems: readonly EnvProblem[]): string {
  const count = problems.length === 1 ? "a setting is wrong" : `${problems.length} settings are wrong`;
  const lines = problems.map(({ name, cause, remedy }) => `  ${name} ${cause}. ${remedy}`);
  return [`release-conductor cannot start: ${count}.`, ...lines, ""].join("\n");
}
