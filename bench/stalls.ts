// Three replicas on PostgreSQL conduct releases while they are killed: `npm run chaos:stalls -- [releases] [seconds at most]`.
// Real processes, real time, real leases; the oracle reads the sandbox's history. Exit 1 on any breach.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addressesIn, createIdentity, variablesOf } from "../src/cli/stage/identity.ts";
import { systemClock } from "../src/clock.ts";
import { CONFIGURATION, createProject, type Project } from "../src/sandbox/scenes/project.ts";
import { listen } from "../src/sandbox/server.ts";
import { createChance } from "../test/worlds/chance.ts";
import { endingOf } from "../test/worlds/ending.ts";
import { breachesOf } from "../test/worlds/oracle.ts";
import { smoothScript } from "../test/worlds/script.ts";
import { createTown, momentOf, type Town } from "../test/worlds/town.ts";
import { createDatabase } from "./replicas/database.ts";
import { type Replicas, startReplicas } from "./replicas/replicas.ts";
import { release } from "./stalls/people.ts";

const RELEASES = 50;
const SECONDS = 290;
const REPLICAS = 3;

/** Everything is as short as the app allows, so that many leases run out in a few minutes. */
const LEASE_SECONDS = 10;
const SETTINGS = {
  LEASE_SECONDS: String(LEASE_SECONDS),
  SWEEP_MINUTES: "1",
  CONCURRENCY: "8",
  LOG_LEVEL: "info",
};
/** Between two disturbances, in milliseconds; every so many-th is a stall that outlasts the lease. */
const KILL_EVERY = [2_500, 4_500] as const;
const STALL_EACH = 6;
const STALL = (LEASE_SECONDS + 4) * 1000;
/** Tags are pushed one after the other, in milliseconds. */
const TAG_EVERY = 800;
/** Of the webhooks. */
const DROPPED = 0.05;
const JOB_PACE = 0.02;

type Toll = { kills: number; stalls: number };

const [count = RELEASES, seconds = SECONDS] = process.argv.slice(2).map(Number);
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seconds) || seconds < 1) {
  console.error(
    `Usage: npm run chaos:stalls -- [how many releases, ${RELEASES} unless given] [seconds at most, ${SECONDS}]`,
  );
  process.exit(2);
}
process.exit(await chaos(count, seconds));

async function chaos(count: number, seconds: number): Promise<0 | 1> {
  const database = await createDatabase();
  const folder = mkdtempSync(join(tmpdir(), "chaos-"));
  const began = Date.now();
  const identity = createIdentity();
  let replicas: Replicas | undefined;
  const deliver = async (request: Request): Promise<Response> => {
    if (replicas === undefined) throw new TypeError("fetch failed");
    return replicas.deliver(request);
  };
  const { towns, close } = await settle(count, { ...identity.app, deliver });
  const [first] = towns;
  if (first === undefined) throw new Error("no release was asked for");
  replicas = await startReplicas({
    count: REPLICAS,
    folder,
    variables: {
      ...variablesOf(identity),
      DATABASE_URL: database.url,
      ...addressesIn(first.project.sandbox.origin),
      ...Object.fromEntries(towns.map(({ project }, index) => [channelOf(index), project.channelUrl])),
      ...SETTINGS,
    },
  });
  const over = new AbortController();
  const toll: Toll = { kills: 0, stalls: 0 };
  const disturbed = disturb(replicas, toll, over.signal);
  const latest = began + seconds * 1000;
  const ends = await Promise.all(
    towns.map(async (town, index) => {
      await systemClock.sleepUntil(Date.now() + index * TAG_EVERY);
      return release(town, latest);
    }),
  );
  over.abort();
  await disturbed;
  await replicas.stop();
  await close();
  await database.drop();
  const wrong = await breaches(towns, ends);
  report(towns, { toll, wrong, seconds: (Date.now() - began) / 1000 });
  if (wrong.length === 0) rmSync(folder, { recursive: true });
  else console.log(`The replicas' logs are in ${folder}`);
  return wrong.length === 0 ? 0 : 1;
}

/** One GitHub with an organization, an installation and a channel for each release. */
async function settle(count: number, app: Parameters<typeof createProject>[0]["app"]) {
  const stage: { project?: Project; origin: string } = { origin: "" };
  const server = await listen({
    get origin() {
      return stage.origin;
    },
    moveTo(address) {
      stage.origin = address;
    },
    fetch: async (request) => stage.project?.sandbox.fetch(request) ?? new Response(null, { status: 503 }),
  });
  const chance = createChance("lost webhooks");
  const towns = Array.from({ length: count }, (_, index): Town => {
    const project = createProject({
      clock: systemClock,
      app,
      origin: stage.origin,
      owner: `organization-${index}`,
      configuration: CONFIGURATION.replace("ANNOUNCE_DISCORD", channelOf(index)),
      checks: { tests: 30 },
      jobPace: JOB_PACE,
      ...(stage.project === undefined ? {} : { beside: stage.project }),
    });
    stage.project ??= project;
    const script = smoothScript(index, `5.0.${index}`);
    return createTown({ project, clock: systemClock, script, chance: `release ${index}` });
  });
  stage.project?.sandbox.deliveries.policy(() =>
    chance.next() < DROPPED ? { copies: 0, delaySeconds: [] } : undefined,
  );
  return { towns, close: server.close };
}

function channelOf(index: number): string {
  return `ANNOUNCE_${index}`;
}

/** Kills a replica every few seconds, and now and then lets one hang for longer than its leases last. */
async function disturb(replicas: Replicas, toll: Toll, over: AbortSignal): Promise<void> {
  const chance = createChance("who is killed");
  const stalls: Promise<void>[] = [];
  for (let turn = 1; !over.aborted; turn += 1) {
    await systemClock.sleepUntil(Date.now() + chance.between(...KILL_EVERY), over);
    if (over.aborted) break;
    const which = chance.between(0, REPLICAS - 1);
    if (turn % STALL_EACH === 0) {
      toll.stalls += 1;
      stalls.push(replicas.stall(which, STALL));
    } else {
      toll.kills += 1;
      await replicas.kill(which);
      replicas.start(which);
    }
  }
  await Promise.all(stalls);
}

async function breaches(towns: readonly Town[], ends: readonly boolean[]): Promise<readonly string[]> {
  const found = await Promise.all(
    towns.map(async (town, index) => {
      const ending = await endingOf(town);
      const wrong = [
        ...(ends[index] ? [] : [`not done in time: it is at "${momentOf(town)}"`]),
        ...(ends[index] && !ending.release.startsWith("published")
          ? ["its GitHub release is not public"]
          : []),
        ...(ends[index] && !/as built/.test(ending.pypi) ? [`the index serves ${ending.pypi}`] : []),
        ...breachesOf(town),
      ];
      return wrong.map((text) => `5.0.${index}: ${text}`);
    }),
  );
  return found.flat();
}

type Result = { readonly toll: Toll; readonly wrong: readonly string[]; readonly seconds: number };

function report(towns: readonly Town[], { toll, wrong, seconds }: Result): void {
  const sandbox = towns[0]?.project.sandbox;
  const deliveries = sandbox?.deliveries.all() ?? [];
  const lost = deliveries.filter(({ status }) => status !== "delivered").length;
  const exchanges = sandbox?.exchanges ?? [];
  const writes = exchanges.filter(
    ({ method, path }) => method !== "GET" && !/graphql|access_tokens/.test(path),
  );
  for (const text of wrong) console.log(`✗ ${text}`);
  console.log(
    `${towns.length} releases by ${REPLICAS} replicas on PostgreSQL in ${seconds.toFixed(0)} s: ${toll.kills} × kill -9, ${toll.stalls} stalls of ${STALL / 1000} s (lease ${LEASE_SECONDS} s), ${lost} of ${deliveries.length} webhooks lost, ${exchanges.length} requests of which ${writes.length} writes; ${wrong.length} breaches`,
  );
}
