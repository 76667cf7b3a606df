// The app as a process of a bench: what `release-conductor start` starts, on the clock that another process serves
// at CLOCK_PORT. All replicas share that clock, so their store goes by it, too.
import { renameSync, writeFileSync } from "node:fs";
import { createConductor } from "../src/conductor.ts";
import { readEnv } from "../src/env.ts";
import { createLogger } from "../src/log.ts";
import { openStore } from "../src/server/open-store.ts";
import { startConductor } from "../src/server/start.ts";
import { openPostgresStore } from "../src/store/postgres.ts";
import { connectClock } from "./clock/connect.ts";

const reading = readEnv();
if (reading.is === "faulty") {
  throw new Error(reading.problems.map(({ name, cause }) => `${name} ${cause}`).join("; "));
}
const { env } = reading;
const clock = await connectClock(Number(process.env["CLOCK_PORT"]), () => process.exit(1));
const running = await clock.busy(() =>
  startConductor({
    env,
    clock,
    log: createLogger(env.log),
    userAgent: "release-conductor (bench)",
    conductor: createConductor,
    openStore: async (database, ours) =>
      database.is === "postgres"
        ? openPostgresStore({ url: database.url, clock: ours, time: "given" })
        : openStore(database, ours),
  }),
);
process.once("SIGTERM", () => void running.close().then(() => process.exit(0)));

/** Says how much memory it has, once what nobody needs is collected. */
process.on("SIGUSR2", () => {
  const file = process.env["PROBE_FILE"];
  if (file === undefined || globalThis.gc === undefined) return;
  globalThis.gc();
  const { heapUsed, rss } = process.memoryUsage();
  writeFileSync(`${file}.new`, JSON.stringify({ heap: heapUsed / 1024, rss: rss / 1024 }));
  renameSync(`${file}.new`, file);
});
