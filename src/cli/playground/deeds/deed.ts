import type { Playground } from "../world.ts";

/** What a form says, by the names of its fields. */
export type Fields = { get(name: string): string | null };

/** What becomes of a deed if it is done now; nothing has happened yet. */
export type Plan =
  | {
      readonly is: "can";
      /** Who does what, as the story tells it. */
      readonly who: string;
      readonly what: string;
      act(): unknown;
      /** How much of the clock goes by with it, in milliseconds; a minute unless given. */
      readonly takes?: number;
    }
  | Cannot;

export type Cannot = {
  readonly is: "cannot";
  /** Why, and what to do first, in one sentence. */
  readonly why: string;
};

/** Something that a person can do in the playground. */
export type Deed = (world: Playground, fields: Fields) => Plan;

export function cannot(why: string): Cannot {
  return { is: "cannot", why };
}
