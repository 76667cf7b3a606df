import { createChance } from "../worlds/chance.ts";
import { type Engine, hasPostgres } from "../worlds/engine.ts";
import { ATTACKS } from "./attacks/attacks.ts";
import { COTERIE } from "./coterie.ts";
import { drawnPolicy, type Policy } from "./policy.ts";
import type { Flaw } from "./workflows.ts";

/** Where there is a PostgreSQL, one of so many worlds lives on it, in two processes. */
const ON_POSTGRES = 100;

/** All that happens in a world follows from its seed, but that a database server has to be there. */
export type Plot = {
  readonly seed: number;
  readonly policy: Policy;
  readonly flaw: Flaw;
  readonly annotated: boolean;
  /** Who pushes the tag. */
  readonly starter: string;
  readonly early: readonly string[];
  readonly moves: readonly string[];
  /** What stands between the gate and its last approval is put out of the way before anybody attacks. */
  readonly prepared: boolean;
  /** The gate's opening does not end the world. */
  readonly goesOn: boolean;
  /** In the end honest people try to open the gate. */
  readonly comesHome: boolean;
  readonly engine: Engine;
  readonly replicas: number;
};

export function plotOf(seed: number): Plot {
  const chance = createChance(`authority ${seed}`);
  const names = Object.keys(ATTACKS);
  const of = (when: "early" | "gate") => names.filter((name) => ATTACKS[name]?.when === when);
  const some = (all: readonly string[], count: number) =>
    Array.from({ length: count }, () => all[chance.between(0, all.length - 1)] ?? "");
  const onPostgres = hasPostgres && seed % ON_POSTGRES === 1;
  const policy = drawnPolicy(chance);
  const flaw = drawnFlaw(chance.next());
  // Drawn apart: the worlds that there have been stay what they were.
  const branches = createChance(`authority ${seed} branches`);
  return {
    seed,
    policy: flaw === "tagged aside" || branches.percent(20) ? { ...policy, branches: ["main"] } : policy,
    flaw,
    annotated: chance.percent(50),
    starter: chance.oneOf([COTERIE.writer, COTERIE.maintainer, COTERIE.otherMaintainer]),
    early: some(of("early"), chance.oneOf([0, 0, 1, 1, 2])),
    moves: some(of("gate"), chance.between(1, 4)),
    prepared: chance.percent(75),
    goesOn: chance.percent(25),
    comesHome: chance.percent(70),
    engine: onPostgres ? "PostgreSQL" : "SQLite",
    replicas: onPostgres || seed % 10 === 3 ? 2 : 1,
  };
}

/** The first worlds in which each attack is among the first that somebody tries, so many times. */
export function sampleOf(times: number): readonly number[] {
  const ahead = new Map(Object.keys(ATTACKS).map((name) => [name, times]));
  const seeds: number[] = [];
  for (let seed = 0; ahead.size > 0; seed += 1) {
    const { early, moves } = plotOf(seed);
    const news = [...early, ...moves.slice(0, 2)].filter((name) => ahead.has(name));
    for (const name of news) {
      const left = (ahead.get(name) ?? 1) - 1;
      if (left === 0) ahead.delete(name);
      else ahead.set(name, left);
    }
    if (news.length > 0) seeds.push(seed);
  }
  return seeds;
}

function drawnFlaw(draw: number): Flaw {
  const flaws: readonly Flaw[] = [
    "wrong version",
    "version taken",
    "a check fails",
    "a check takes long",
    "no artifact",
    "artifact of another version",
    "tagged aside",
  ];
  return flaws[Math.floor(draw * 45)] ?? "none";
}
