import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { createProject, PEOPLE, type Project } from "../../src/sandbox/scenes/project.ts";
import { createVirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { type App, createApp } from "./app.ts";
import { createChance } from "./chance.ts";
import { type Disturbance, isWrite, undisturbed } from "./disturbance.ts";
import { type Ending, endingOf } from "./ending.ts";
import { type Engine, openEngine } from "./engine.ts";
import type { Mishap } from "./mishaps.ts";
import { doesChore, type Mode } from "./mode.ts";
import { breachesOf } from "./oracle.ts";
import { live } from "./people.ts";
import { questionsIn } from "./questions.ts";
import { configurationOf, type Incident, type Script } from "./script.ts";
import { createTown, MINUTE, pause, type Town } from "./town.ts";

const START = Date.parse("2026-11-20T18:00:00Z");

export type Lived = {
  readonly ending: Ending;
  readonly faults: readonly string[];
  /** How often people were asked whether something had happened. */
  readonly questions: number;
  readonly incidents: readonly Incident[];
  /** The mishap, where it came to it. */
  readonly befallen?: Mishap;
  readonly history: readonly string[];
};

/** What a life is lived with besides its script. */
export type Circumstances = {
  /** Names the draws of the app's own chance. */
  readonly name: string;
  readonly mode: Mode;
  readonly engine?: Engine;
  readonly replicas?: number;
  /** What happens to it; absent: nothing. */
  readonly disturb?: (stage: Stage) => Disturbance;
  /** What people do past the app; absent: nothing. */
  readonly mishap?: Mishap;
  /** Told right after the app has had its store keep something, before it knows. */
  readonly onKept?: (call: string) => void;
};

/** What a life can be disturbed at. */
export type Stage = {
  readonly sandbox: Sandbox;
  readonly clock: ReturnType<typeof createVirtualClock>;
  readonly app: App;
  readonly note: (line: string) => void;
};

/** Lives through a script from the tag to the end, and tells how it ended and what was wrong on the way. */
export async function livedThrough(script: Script, circumstances: Circumstances): Promise<Lived> {
  const { mode, engine = "SQLite", replicas = 1, name } = circumstances;
  const clock = createVirtualClock(START);
  const history: string[] = [];
  const note = (line: string) => history.push(`${new Date(clock.now()).toISOString().slice(11, 19)} ${line}`);
  const made: { project?: Project; disturbance?: Disturbance } = {};
  const random = createChance(`jitter ${name}`).next;
  const app = createApp({
    clock,
    random,
    note,
    replicas,
    origin: () => made.project?.sandbox.origin ?? "",
    channelUrl: () => made.project?.channelUrl ?? "",
    openStore: () => openEngine(engine, { clock, random }),
    does: (chore) => doesChore(mode, chore),
    onKept: circumstances.onKept ?? (() => undefined),
    fetch: async (input, init) => {
      // Without its signal: in a world nothing takes real time.
      const request = new Request(input, { ...init, signal: null });
      return (await made.disturbance?.reach(request)) ?? Response.error();
    },
  });
  const project = createProject({
    clock,
    app: app.scene,
    configuration: configurationOf(script),
    checks: { tests: 30 },
  });
  addBuild(project);
  const stage = { sandbox: project.sandbox, clock, app, note };
  const disturbance = circumstances.disturb?.(stage) ?? undisturbed({ ...stage, mode });
  Object.assign(made, { project, disturbance });
  const { mishap } = circumstances;
  const town = createTown({ project, clock, script, note, mishap, chance: `people ${script.number}` });
  const faults = await clock.busy(() => untilItsEnd({ town, app, disturbance }));
  await app.stop();
  return {
    ending: await endingOf(town),
    faults: [...faults, ...breachesOf(town)],
    questions: questionsIn(town).length,
    incidents: town.happened,
    ...(circumstances.mishap && town.mishap === undefined ? { befallen: circumstances.mishap } : {}),
    history,
  };
}

const BUILD = ".github/workflows/build.yml";

/** A workflow that builds any branch by hand, beside the one that releases. */
function addBuild({ repo }: Project): void {
  const text = "on: workflow_dispatch\njobs: { build: { runs-on: ubuntu-latest, steps: [] } }\n";
  repo.commit({ files: { [BUILD]: text }, message: "Build by hand", author: { login: PEOPLE.writer } });
  const files = async () => ({ "tool.whl": new Uint8Array(2_048) });
  repo.addWorkflow({
    path: BUILD,
    name: "build",
    on: { dispatch: true },
    jobs: [{ name: "build", seconds: 300, artifacts: [{ name: "dist", files }] }],
  });
}

type Life = { readonly town: Town; readonly app: App; readonly disturbance: Disturbance };

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
    .filter(isWrite)
    .map(({ method, path }) => `a second run writes: ${method} ${path}`);
}
