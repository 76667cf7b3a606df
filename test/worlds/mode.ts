/** By what the app learns in a world that something has happened. */
export type Mode =
  /** Webhooks alone: none is lost, but they come twice, late and out of order; nobody sweeps or reads GitHub's log. */
  | "events"
  /** The sweep alone: no webhook ever arrives. */
  | "sweep"
  /** Everything, as in life: some webhooks are lost. */
  | "both";

export const MODES = ["both", "events", "sweep"] as const;

export function modeOf(seed: number): Mode {
  return MODES[seed % MODES.length] ?? "both";
}

/** Whether the app does a chore in this mode. */
export function doesChore(mode: Mode, chore: string): boolean {
  return mode === "both" || (mode === "sweep" && chore === "sweep");
}
