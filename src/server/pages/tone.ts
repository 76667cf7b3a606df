import type { GateRow } from "../../replies/board/gates.ts";
import type { CardHead } from "../../replies/card.ts";
import type { PhaseState } from "../../replies/phase-state.ts";

/** The colour in which a state stands out, as a class of the style. */
export type Tone = "done" | "people" | "machines" | "stopped" | "idle";

export const HEAD_TONES: { readonly [Kind in CardHead["kind"]]: Tone } = {
  refused: "stopped",
  abandoned: "idle",
  withdrawn: "stopped",
  stopped: "stopped",
  yanked: "stopped",
  held: "people",
  people: "people",
  machines: "machines",
  complete: "done",
};

export const PHASE_TONES: { readonly [State in PhaseState]: Tone } = {
  done: "done",
  "left-out": "idle",
  people: "people",
  machines: "machines",
  stopped: "stopped",
  "to-come": "idle",
};

export const GATE_TONES: { readonly [State in GateRow["is"]]: Tone } = {
  "not-reached": "idle",
  waiting: "people",
  open: "machines",
  published: "done",
  failed: "stopped",
};
