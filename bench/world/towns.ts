import { createProject, type Project, type SceneApp } from "../../src/sandbox/scenes/project.ts";
import { type Listening, listen } from "../../src/sandbox/server.ts";
import type { VirtualClock } from "../../src/sandbox/virtual-clock.ts";
import { configurationOf, type Script, scriptOf } from "../../test/worlds/script.ts";
import { createTown, type Town } from "../../test/worlds/town.ts";

export type Towns = {
  readonly towns: readonly Town[];
  /** The variables that name each town's channel to the app. */
  readonly channels: Readonly<Record<string, string>>;
  readonly origin: string;
  close(): Promise<void>;
};

export type TownsOptions = {
  readonly clock: VirtualClock;
  readonly app: SceneApp;
  readonly releases: number;
  readonly installations: number;
  /** Scripts and people's moods follow from it. */
  readonly seed: number;
  /** Stands between the app and the sandbox. */
  readonly reach: (request: Request) => Promise<Response>;
};

/** One GitHub over HTTP, with a repository for each release, spread over the installations. */
export async function settle({ releases, installations, ...options }: TownsOptions): Promise<Towns> {
  const stage = { origin: "" };
  const server: Listening = await listen({
    get origin() {
      return stage.origin;
    },
    moveTo(address) {
      stage.origin = address;
    },
    fetch: options.reach,
  });
  const firsts: Project[] = [];
  const towns = Array.from({ length: releases }, (_, index): Town => {
    const script = scriptFor(index, options.seed);
    const whose = index % installations;
    const beside = firsts[whose] ?? firsts[0];
    const project = createProject({
      clock: options.clock,
      app: options.app,
      origin: stage.origin,
      owner: `organization-${whose}`,
      name: `project-${index}`,
      distribution: `project-${index}`,
      configuration: configurationOf(script)
        .replace("ANNOUNCE_DISCORD", channelOf(index))
        .replaceAll("package: invokeai", `package: project-${index}`),
      ...(beside === undefined ? {} : { beside }),
    });
    firsts[whose] ??= project;
    return createTown({ project, script, clock: options.clock, chance: `people ${script.number}` });
  });
  return {
    towns,
    channels: Object.fromEntries(towns.map(({ project }, index) => [channelOf(index), project.channelUrl])),
    origin: stage.origin,
    close: server.close,
  };
}

function channelOf(index: number): string {
  return `ANNOUNCE_${index}`;
}

/** What people and CI do, by chance, but nothing that makes a release end otherwise than in public. */
function scriptFor(index: number, seed: number): Script {
  const number = seed * 10_000 + index;
  // One index serves all: its lag would be everybody's.
  return { ...scriptOf(number), version: `5.0.${index}`, mismatch: false, indexLag: 0, incidents: [] };
}
