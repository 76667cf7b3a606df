import { createProject, type Project } from "../../src/sandbox/scenes/project.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { type App, createApp } from "./app.ts";
import { createChance } from "./chance.ts";
import { type Disturbance, type Disturbed, disturb, undisturbed } from "./disturbance.ts";
import { breachesOf, type Ending, endingOf } from "./oracle.ts";
import { live } from "./people.ts";
import { configurationOf, type Script, scriptOf } from "./script.ts";
import { MINUTE, pause, type Town } from "./town.ts";

const START = Date.parse("2026-11-20T18:00:00Z");

/** So many worlds live through the same script, each disturbed in its own way. */
export const WORLDS_PER_SCRIPT = 8;

/** In every other script the app comes back from a power cut without its database. */
export function losesItsStore(seed: number): boolean {
  return scriptNumber(seed) % 2 === 1;
}

function scriptNumber(seed: number): number {
  return Math.floor(seed / WORLDS_PER_SCRIPT);
}

/** How much of a world's history is shown when it turned out wrong. */
const SHOWN_LINES = 60;

export type World = {
  readonly seed: number;
  readonly script: Script;
  /** Empty: all is as it should be. */
  readonly faults: readonly string[];
  readonly history: readonly string[];
};

type Lived = {
  readonly ending: Ending;
  readonly faults: readonly string[];
  readonly history: readonly string[];
};

const endings = new Map<number, Lived>();

/** Lives through the disturbed world of that seed, and holds its end against the undisturbed one's. */
export async function worldOf(seed: number): Promise<World> {
  const script = scriptOf(scriptNumber(seed));
  const calm = endings.get(script.number) ?? (await livedThrough(script));
  endings.set(script.number, calm);
  if (calm.faults.length > 0) {
    return { seed, script, faults: ["undisturbed:", ...calm.faults], history: calm.history };
  }
  const wild = await livedThrough(script, { name: `world ${seed}`, losesStore: losesItsStore(seed) });
  const differences = (Object.keys(calm.ending) as (keyof Ending)[])
    .filter((key) => calm.ending[key] !== wild.ending[key])
    .map((key) => `${key} ended as "${wild.ending[key]}", undisturbed as "${calm.ending[key]}"`);
  return { seed, script, faults: [...wild.faults, ...differences], history: wild.history };
}

/** What is needed to see what went wrong: the seed, the script, and how it ended. */
export function story({ seed, script, faults, history }: World): string {
  return [
    `World ${seed} went wrong; WORLD_SEED=${seed} npx vitest run test/worlds lives through it again.`,
    ...faults.map((fault) => `  ✗ ${fault}`),
    `Its script: ${JSON.stringify(script)}`,
    `Its last ${SHOWN_LINES} lines:`,
    ...history.slice(-SHOWN_LINES).map((line) => `  ${line}`),
  ].join("\n");
}

async function livedThrough(
  script: Script,
  disturbance?: Pick<Disturbed, "name" | "losesStore">,
): Promise<Lived> {
  const clock = createVirtualClock(START);
  const history: string[] = [];
  const note = (line: string) => history.push(`${new Date(clock.now()).toISOString().slice(11, 19)} ${line}`);
  const chance = createChance(`people ${script.number}`);
  const stage: { project?: Project; disturbance?: Disturbance } = {};
  const app = createApp({
    clock,
    origin: () => stage.project?.sandbox.origin ?? "",
    channelUrl: () => stage.project?.channelUrl ?? "",
    fetch: async (input, init) => {
      const request = new Request(input, init);
      return (await stage.disturbance?.reach(request)) ?? Response.error();
    },
    note,
    random: createChance(`jitter ${disturbance?.name}`).next,
  });
  const project = createProject({
    clock,
    app: app.scene,
    configuration: configurationOf(script),
    checks: { tests: 30 },
  });
  const { sandbox } = project;
  stage.project = project;
  const about =
    disturbance === undefined ? undisturbed(sandbox) : disturb({ ...disturbance, sandbox, clock, app, note });
  stage.disturbance = about;
  const town: Town = { project, clock, script, chance, note, said: [], tagged: undefined };
  const faults = await clock.busy(() => untilItsEnd({ town, app, disturbance: about }));
  await app.stop();
  return {
    ending: await endingOf(town),
    faults: [...faults, ...breachesOf(town)],
    history,
  };
}

type Life = {
  readonly town: Town;
  readonly app: App;
  readonly disturbance: Disturbance;
};

async function untilItsEnd({ town, app, disturbance }: Life): Promise<readonly string[]> {
  await app.start();
  const isDone = await live(town);
  await disturbance.calm();
  await pause(town, 25 * MINUTE);
  return isDone ? await onceMore(town, app) : ["the release was never done"];
}

/** Without its database, and told once more of the tag, the app finds nothing left to do. */
async function onceMore(town: Town, app: App): Promise<readonly string[]> {
  const { sandbox } = town.project;
  app.kill();
  await app.loseStore();
  const before = sandbox.exchanges.length;
  await app.start();
  const pushed = sandbox.deliveries.all().findLast((one) => one.event === "push");
  if (pushed !== undefined) {
    await sandbox.deliveries.send({ appSlug: app.scene.slug, event: "push", payload: pushed.payload });
  }
  await pause(town, 2 * MINUTE);
  return sandbox.exchanges
    .slice(before)
    .filter(({ method, path }) => method !== "GET" && !/\/(?:graphql|access_tokens)$/.test(path))
    .map(({ method, path }) => `a second run writes: ${method} ${path}`);
}
