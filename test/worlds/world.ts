import { disturb, type Trouble } from "./disturbance.ts";
import type { Ending } from "./ending.ts";
import { type Engine, hasPostgres } from "./engine.ts";
import { type Lived, livedThrough } from "./lived.ts";
import { type Mishap, mishapOf } from "./mishaps.ts";
import { MODES, type Mode, modeOf } from "./mode.ts";
import { createRestarts } from "./restarts.ts";
import { INCIDENT_KINDS, type Incident, type Script, scriptOf } from "./script.ts";

/** So many worlds live through the same script, three in each mode, each disturbed in its own way. */
export const WORLDS_PER_SCRIPT = 9;

/** Where there is a PostgreSQL, one of so many worlds lives on it. */
const ON_POSTGRES = 50;

/** One of so many worlds that keep their store is conducted by several replicas. */
const IN_REPLICAS = 4;

/** How a world is lived in; all of it follows from its seed, but that a database server has to be there. */
export type Setting = {
  readonly seed: number;
  readonly script: number;
  readonly mode: Mode;
  /** In every other script the app comes back from a power cut without its database. */
  readonly store: "kept" | "lost";
  readonly engine: Engine;
  readonly replicas: number;
};

export function settingOf(seed: number): Setting {
  const script = Math.floor(seed / WORLDS_PER_SCRIPT);
  const store = script % 2 === 1 ? "lost" : "kept";
  const inReplicas = store === "kept" && seed % IN_REPLICAS === 1;
  return {
    seed,
    script,
    mode: modeOf(seed),
    store,
    engine: hasPostgres && seed % ON_POSTGRES === 0 ? "PostgreSQL" : "SQLite",
    replicas: inReplicas ? 2 + (script % 4) / 2 : 1,
  };
}

/** In so many scripts of a sample each kind of incident stands: in some worlds it does not come to it. */
const IN_SCRIPTS = 2;

/**
 * One world of each of the first scripts, and of those later ones that it takes to have each kind of incident in some:
 * what is lived through where there is not the time for all. The modes take turns, and so do the mishaps.
 */
export function sampleOf(scripts: number): readonly number[] {
  const ahead = INCIDENT_KINDS.flatMap((kind) => Array.from({ length: IN_SCRIPTS }, () => kind));
  const times = new Map<Mishap["is"], number>();
  const seeds: number[] = [];
  for (let number = 0; number < scripts || ahead.length > 0; number += 1) {
    const news = ahead.filter((kind) => scriptOf(number).incidents.some(({ is }) => is === kind));
    for (const kind of new Set(news)) ahead.splice(ahead.indexOf(kind), 1);
    if (number < scripts || news.length > 0) {
      const seed = rarest(worldsOf(number, seeds.length), times);
      const { is } = mishapOf(seed);
      times.set(is, (times.get(is) ?? 0) + 1);
      seeds.push(seed);
    }
  }
  return seeds;
}

/** The worlds of a script in the mode whose turn it is. */
function worldsOf(script: number, turn: number): readonly number[] {
  const all = Array.from({ length: WORLDS_PER_SCRIPT }, (_, index) => script * WORLDS_PER_SCRIPT + index);
  return all.filter((seed) => modeOf(seed) === MODES[turn % MODES.length]);
}

function rarest(seeds: readonly number[], times: ReadonlyMap<Mishap["is"], number>): number {
  const timesOf = (seed: number) => times.get(mishapOf(seed).is) ?? 0;
  return seeds.toSorted((one, other) => timesOf(one) - timesOf(other))[0] ?? 0;
}

/** How much of a world's history is shown when it turned out wrong. */
const SHOWN_LINES = 60;

export type World = {
  readonly setting: Setting;
  readonly script: Script;
  /** What of the script's incidents came. */
  readonly incidents: readonly Incident[];
  /** What went wrong with webhooks, requests and processes. */
  readonly troubles: ReadonlySet<Trouble | "killed">;
  /** What people did past the app, where it came to it. */
  readonly befallen?: Mishap;
  /** Empty: all is as it should be. */
  readonly faults: readonly string[];
  readonly history: readonly string[];
};

const calmLives = new Map<string, Promise<Lived>>();

/** A script lived through with nothing going wrong. Each is lived once, whoever asks. */
export function calmLife(script: Script, mode: Mode): Promise<Lived> {
  const key = `${script.number} ${mode}`;
  const known = calmLives.get(key) ?? livedThrough(script, { name: "undisturbed", mode });
  calmLives.set(key, known);
  return known;
}

/**
 * Lives through the disturbed world of that seed, and holds its end against the undisturbed one's, which is the same
 * whether the app learns of things by webhooks, by its sweep or by both.
 */
export async function worldOf(seed: number): Promise<World> {
  const setting = settingOf(seed);
  const script = scriptOf(setting.script);
  const calm = await calmLife(script, "both");
  if (calm.faults.length > 0) {
    const faults = ["undisturbed:", ...calm.faults];
    return { setting, script, faults, incidents: calm.incidents, troubles: new Set(), history: calm.history };
  }
  const troubles = new Set<Trouble | "killed">();
  const disturbance = {
    name: `world ${seed}`,
    mode: setting.mode,
    losesStore: setting.store === "lost",
    tally: (trouble: Trouble) => void troubles.add(trouble),
    killed: () => void troubles.add("killed"),
  };
  const wild = await livedThrough(script, {
    ...setting,
    name: disturbance.name,
    mishap: mishapOf(seed),
    disturb: (stage) =>
      disturb({ ...disturbance, ...stage, restarts: createRestarts({ ...disturbance, ...stage }) }),
  });
  const faults = [...wild.faults, ...differences(...compared(seed, wild.ending, calm.ending))];
  const { befallen, incidents, history } = wild;
  return { setting, script, faults, incidents, troubles, history, ...(befallen && { befallen }) };
}

/** What people had written into a release goes with it when they delete that; how much of it they write anew is theirs. */
function compared(seed: number, wild: Ending, calm: Ending): readonly [Ending, Ending] {
  const withoutGreeting = (ending: Ending): Ending => ({
    ...ending,
    release: ending.release
      .replaceAll(/^Hello\.(?= \||$)\n?/gm, "")
      .replaceAll(/\n+(?= \|)/g, "")
      .replaceAll(/\n+/g, "\n"),
  });
  return mishapOf(seed).is.endsWith(" deleted")
    ? [withoutGreeting(wild), withoutGreeting(calm)]
    : [wild, calm];
}

/** In which respects a life ended otherwise than the undisturbed one of its script. */
export function differences(wild: Ending, calm: Ending): readonly string[] {
  return (Object.keys(calm) as (keyof Ending)[])
    .filter((key) => calm[key] !== wild[key])
    .map((key) => `${key} ended as "${wild[key]}", undisturbed as "${calm[key]}"`);
}

/** What is needed to see what went wrong: the seed, the script, and how it ended. */
export function story({ setting, script, faults, history }: World): string {
  const { seed } = setting;
  return [
    `World ${seed} went wrong; WORLD_SEED=${seed} npx vitest run test/worlds lives through it again.`,
    ...faults.map((fault) => `  ✗ ${fault}`),
    `Its setting: ${JSON.stringify(setting)}`,
    `Its script: ${JSON.stringify(script)}`,
    `Its last ${SHOWN_LINES} lines:`,
    ...history.slice(-SHOWN_LINES).map((line) => `  ${line}`),
  ].join("\n");
}
