// Webhooks accepted durably per second, beside bare Probot and the floors under it: after a build, `node bench/door.mjs`.
import { fork } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { standInForGitHub, startApp, startPeer } from "./door-contenders.mjs";
import { postgresDatabase, sqliteIn, whyNoPostgres } from "./door-databases.mjs";
import { printDoor } from "./door-tables.mjs";

const ROUNDS = Number(process.env.DOOR_ROUNDS ?? 3);
const WARM_UP = 2_000;
const TIME = 1_000;
const CONNECTIONS = [16, 64];

const folder = mkdtempSync(join(tmpdir(), "door-"));
const secrets = {
  APP_ID: "1",
  PRIVATE_KEY: generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  }).privateKey,
  WEBHOOK_SECRET: randomBytes(32).toString("hex"),
};
const github = await standInForGitHub();
const noPostgres = await whyNoPostgres();

const app = (mood, database) => ({
  isApp: true,
  shapes: ["one", "many", "none"],
  async start(round) {
    const fresh = await database(round);
    const env = { ...secrets, GITHUB_API_URL: github.url(mood) };
    return { ...(await startApp({ env, folder, database: fresh })), database: fresh };
  },
});
const peer = (name) => ({ shapes: ["many"], start: () => startPeer(name, secrets) });
const CONTENDERS = {
  "app, SQLite": app("still", (round) => sqliteIn(folder, `still-${round}`)),
  "app, SQLite, conducting": app("brisk", (round) => sqliteIn(folder, `brisk-${round}`)),
  ...(noPostgres === undefined && {
    "app, PostgreSQL": app("still", (round) => postgresDatabase(`still_${round}`)),
  }),
  "bare Probot": peer("probot"),
  "node:http, HMAC, parse": peer("http"),
};

const sender = fork(new URL("door-load.mjs", import.meta.url), { env: { ...process.env, ...secrets } });
await once(sender, "message");

async function load(running, job) {
  const before = running.cpu();
  sender.send({ ...job, port: running.port });
  const [figures] = await once(sender, "message");
  if (figures.refused > 0) throw new Error(`${job.contender} refused ${figures.refused} webhooks`);
  return { ...figures, cpu: ((running.cpu() - before) * 1000) / figures.accepted };
}

/** All that one process is measured at. What it has accepted must be in the database after it was killed. */
async function measured(name, round) {
  const contender = CONTENDERS[name];
  const running = await contender.start(round);
  const to = { contender: `${name} ${round}` };
  try {
    const first = await load(running, { ...to, shape: "many", connections: 1, ms: 0 });
    const firstAt = performance.now() - running.since;
    const warm = await load(running, { ...to, shape: "many", connections: 32, ms: WARM_UP });
    const figures = [];
    // In turns, because a process gets faster as it goes.
    for (const shape of round % 2 === 0 ? contender.shapes : contender.shapes.toReversed()) {
      for (const connections of CONNECTIONS) {
        const job = { ...to, shape, connections, ms: TIME };
        figures.push({ shape, connections, ...(await load(running, job)) });
      }
    }
    await running.stop();
    const stored = figures.filter(({ shape }) => shape !== "none");
    const accepted = [first, warm, ...stored].reduce((sum, one) => sum + one.accepted, 0);
    const kept = (await running.database?.kept()) ?? accepted;
    if (kept < accepted) throw new Error(`${name} kept ${kept} of ${accepted} webhooks that it had accepted`);
    return { name, first: first.p50, firstAt, figures };
  } finally {
    await running.stop();
    await running.database?.drop();
  }
}

async function alone() {
  const { child, stop } = await startPeer("alone", secrets);
  child.send(WARM_UP);
  await once(child, "message");
  child.send(TIME);
  const [perSecond] = await once(child, "message");
  await stop();
  return perSecond;
}

const results = [];
const floor = [];
try {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of Object.keys(CONTENDERS)) results.push(await measured(name, round));
    floor.push(await alone());
  }
} finally {
  sender.disconnect();
  github.close();
  rmSync(folder, { recursive: true, force: true });
}
printDoor({ contenders: CONTENDERS, connections: CONNECTIONS, rounds: ROUNDS, results, floor });
if (noPostgres !== undefined) console.log(`PostgreSQL was not measured: ${noPostgres}.`);
