import type { Place } from "../place.ts";

/** Something that is tried at a gate, or that honest people do at a bad moment. */
export type Move = {
  /** Before the gate waits, or while it does. */
  readonly when: "early" | "gate";
  readonly does: (place: Place) => Promise<unknown> | unknown;
};

export type Moves = { readonly [name: string]: Move };

export function atGate(does: Move["does"]): Move {
  return { when: "gate", does };
}

export function early(does: Move["does"]): Move {
  return { when: "early", does };
}
