import { createProject, type Project } from "../../src/sandbox/scenes/project.ts";
import { createVirtualClock, type VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { type App, createApp } from "../../test/worlds/app.ts";
import { createChance } from "../../test/worlds/chance.ts";
import { isWrite } from "../../test/worlds/disturbance.ts";
import { openEngine } from "../../test/worlds/engine.ts";
import { type Script, smoothScript } from "../../test/worlds/script.ts";
import { createTown, MINUTE, type Town } from "../../test/worlds/town.ts";
import { type Requests, requestsOf } from "./requests.ts";
import { STAGES } from "./stages.ts";

const START = Date.parse("2026-11-20T18:00:00Z");

/** Nobody waits longer for an app that is back, in milliseconds. */
const LONGEST = 6 * 60 * MINUTE;

/** Longer than three sweeps: whoever has something left to do has done it by then. */
const QUIET = 65 * MINUTE;

export type Outage = {
  /** How long the app is down, in milliseconds. */
  readonly length: number;
  readonly store: "kept" | "lost";
};

export type CaughtUp = {
  /** From the start of the app to the moment from which on nothing is lacking, in milliseconds of the virtual clock. */
  readonly after: number;
  readonly requests: Requests;
  /** Of the hour after it. */
  readonly idle: Requests;
  /** Empty: all is as it should be. */
  readonly faults: readonly string[];
};

/** Lives through an outage of the app while the releases of ten repositories go on. */
export async function livedThrough(outage: Outage): Promise<CaughtUp> {
  const clock = createVirtualClock(START);
  const { app, towns } = settle(clock);
  await clock.busy(() => app.start());
  await Promise.all(STAGES.map(({ before }, index) => clock.busy(() => before(townAt(towns, index)))));
  const caughtUp = await clock.busy(async () => {
    app.kill();
    if (outage.store === "lost") await app.loseStore();
    await goOn(towns, clock, outage.length);
    await app.start();
    return catchUp(towns, clock);
  });
  await app.stop();
  return caughtUp;
}

/** What happens meanwhile is spread over the outage, so that some of it is old when the app is back. */
async function goOn(towns: readonly Town[], clock: VirtualClock, length: number): Promise<void> {
  const began = clock.now();
  for (const [index, { meanwhile }] of STAGES.entries()) {
    await clock.sleepUntil(began + ((index + 0.5) / STAGES.length) * length);
    await meanwhile(townAt(towns, index));
  }
  await clock.sleepUntil(began + length);
}

async function catchUp(towns: readonly Town[], clock: VirtualClock): Promise<CaughtUp> {
  const { sandbox } = townAt(towns, 0).project;
  const began = clock.now();
  const first = sandbox.exchanges.length;
  while (lacking(towns).length > 0 && clock.now() < began + LONGEST) {
    await clock.sleepUntil(clock.now() + 1_000);
  }
  const after = clock.now() - began;
  const last = sandbox.exchanges.length;
  await clock.sleepUntil(clock.now() + QUIET);
  const later = sandbox.exchanges.slice(last);
  return {
    after,
    requests: requestsOf(sandbox.exchanges.slice(first, last)),
    idle: requestsOf(later.filter(({ at }) => at > clock.now() - 60 * MINUTE)),
    faults: [...lacking(towns), ...postsOf(towns), ...lateWrites(later, clock)],
  };
}

function lacking(towns: readonly Town[]): readonly string[] {
  return STAGES.flatMap(({ name, lacks }, index) => {
    const lack = lacks(townAt(towns, index));
    return lack === undefined ? [] : [`${name}: ${lack}`];
  });
}

/** The board may be told a last time what has come of it; after that nobody has anything to do. */
function lateWrites(later: Project["sandbox"]["exchanges"], clock: VirtualClock): readonly string[] {
  return later
    .filter((one) => isWrite(one) && one.at > clock.now() - 60 * MINUTE)
    .map(({ method, path }) => `it still writes when all is done: ${method} ${path}`);
}

/** Every release that is over was announced once, and no other. */
function postsOf(towns: readonly Town[]): readonly string[] {
  const { messages } = townAt(towns, 0).project.discord;
  return STAGES.flatMap(({ name }, index) => {
    const town = townAt(towns, index);
    const posts = messages.filter((message) => JSON.stringify(message).includes(town.script.version)).length;
    const wanted = town.project.repo.releases().some(({ draft }) => !draft) ? 1 : 0;
    return posts === wanted ? [] : [`${name}: announced ${posts} times and not ${wanted} times`];
  });
}

function townAt(towns: readonly Town[], index: number): Town {
  const town = towns[index];
  if (town === undefined) throw new Error(`there is no repository ${index}`);
  return town;
}

function settle(clock: VirtualClock): { readonly app: App; readonly towns: readonly Town[] } {
  const made: { project?: Project } = {};
  const { next: random } = createChance("jitter after an outage");
  const app = createApp({
    clock,
    random,
    note: () => undefined,
    replicas: 1,
    origin: () => made.project?.sandbox.origin ?? "",
    channelUrl: () => made.project?.channelUrl ?? "",
    openStore: () => openEngine("SQLite", { clock, random }),
    does: () => true,
    onKept: () => undefined,
    fetch: async (input, init) => {
      const request = new Request(input, { ...init, signal: null });
      return made.project?.sandbox.fetch(request) ?? Response.error();
    },
  });
  const towns = STAGES.map((_, index) => {
    const project = createProject({
      clock,
      app: app.scene,
      owner: `organization-${index}`,
      checks: { tests: 30 },
      ...(made.project === undefined ? {} : { beside: made.project }),
    });
    made.project ??= project;
    const script: Script = { ...smoothScript(index, `5.${index}.0`), testpypi: "left" };
    const town = createTown({ project, clock, script, chance: `outage ${index}` });
    project.setVersion(town.script.version);
    return town;
  });
  return { app, towns };
}
