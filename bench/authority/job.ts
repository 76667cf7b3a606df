import { AUTHORITY } from "../../src/pipeline/authority.ts";
import { type Lived, livedThrough, told } from "../../test/authority/lived.ts";
import { plotOf } from "../../test/authority/plot.ts";
import { without } from "../../test/authority/without.ts";
import { seedsAgainst } from "./attacks-on.ts";

/** A piece of work for a thread. */
export type Job =
  | { readonly is: "worlds"; readonly seeds: readonly number[] }
  /** Worlds in which one rule is not looked at, until somebody gets through by that. */
  | { readonly is: "without a rule"; readonly rule: Rule; readonly most: number };

export type Rule = { readonly about: string; readonly name: string };

export type Word =
  | {
      readonly is: "world";
      readonly seed: number;
      readonly opened: number;
      readonly attacks: readonly string[];
      /** Its story, when it went wrong. */
      readonly wrong?: string;
    }
  | {
      readonly is: "without a rule";
      readonly rule: Rule;
      /** How many worlds it took until the judge saw that the rule was missing. */
      readonly worlds: number;
      readonly noticed?: { readonly seed: number; readonly breach: string };
    };

/** Every rule by which a gate opens. */
export function allRules(): readonly Rule[] {
  return AUTHORITY.flatMap(({ about, rules }) => rules.map(({ name }) => ({ about, name })));
}

export async function done(job: Job): Promise<readonly Word[]> {
  return job.is === "worlds" ? worlds(job.seeds) : [await untilNoticed(job.rule, job.most)];
}

async function worlds(seeds: readonly number[]): Promise<readonly Word[]> {
  const words: Word[] = [];
  for (const seed of seeds) {
    const { opened, attacks, ...lived } = await lives(seed);
    const wrong = lived.breaches.length > 0 ? { wrong: told({ ...lived, opened, attacks }) } : {};
    words.push({ is: "world", seed, opened, attacks, ...wrong });
  }
  return words;
}

/** A world that can't be lived through is one that went wrong. */
async function lives(seed: number): Promise<Lived> {
  try {
    return await livedThrough(plotOf(seed));
  } catch (error) {
    throw new Error(`authority world ${seed} could not be lived through`, { cause: error });
  }
}

async function untilNoticed(rule: Rule, most: number): Promise<Word> {
  for (const [index, seed] of seedsAgainst(rule.name, plotOf, most).entries()) {
    const [breach] = (await without(rule, () => lives(seed))).breaches;
    if (breach !== undefined) {
      return { is: "without a rule", rule, worlds: index + 1, noticed: { seed, breach } };
    }
  }
  return { is: "without a rule", rule, worlds: most };
}
