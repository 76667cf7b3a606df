import { stamp } from "./clock.ts";
import type { Repository } from "./repository.ts";
import type { World } from "./world.ts";

/** Rules about who may make, move and delete branches or tags. What is pushed in the sandbox does not follow them. */
export interface Ruleset {
  readonly id: number;
  readonly name: string;
  readonly target: "branch" | "tag";
  readonly enforcement: "active" | "evaluate" | "disabled";
  /** `refs/tags/v*`, or `~ALL`. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly rules: readonly TagRule[];
  readonly createdAt: number;
}

type TagRule = "creation" | "update" | "deletion" | "non_fast_forward";

export type RulesetOptions = Pick<Ruleset, "name" | "rules"> &
  Partial<Pick<Ruleset, "target" | "enforcement" | "include" | "exclude">>;

/** Adds a ruleset; it is active and about all tags unless it says otherwise. */
export const addRuleset = (world: World, repository: Repository, options: RulesetOptions): Ruleset => {
  const ruleset: Ruleset = {
    target: "tag",
    enforcement: "active",
    include: ["~ALL"],
    exclude: [],
    ...options,
    id: world.ids("rule"),
    createdAt: stamp(world.clock),
  };
  repository.rulesets.push(ruleset);
  return ruleset;
};
