import { actionText, type CloseGate } from "../release/action.ts";
import { releaseRun } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import { environmentNamed, gateNamed } from "../release/gate.ts";
import { notGranted } from "../release/granted.ts";
import type { Yank } from "../release/memory.ts";
import type { Problem } from "../release/problem.ts";
import type { Snapshot } from "../release/snapshot.ts";

type GateOpen = Extract<Problem, { readonly is: "yanked-gate-open" }>;

/** What still waits to let out more of a yanked build. */
export type GatesLeft = {
  /** Those that the app closes: our rule guards them. */
  readonly close: readonly CloseGate[];
  /** Those that are for people to close. */
  readonly open: readonly GateOpen[];
};

/** The gates at which jobs of a yanked release's run wait: nobody's late click may publish the bad build there, too. */
export function gatesLeft(seen: Snapshot, { by, comment, reason }: Yank): GatesLeft {
  const run = releaseRun(seen);
  const waiting = (given(seen.pending) ?? []).filter((gate) => gate.run === run?.id);
  const because = { is: "rejected", by, comment, runAttempt: run?.attempt ?? 1, reason } as const;
  const all = waiting.map(
    ({ environment, run: id }): CloseGate => ({ do: "close-gate", environment, run: id, because }),
  );
  const ours = new Set(all.filter((close) => isOurs(seen, close)));
  return {
    close: [...ours],
    open: all
      .filter((close) => !ours.has(close) && gateNamed(seen, close.environment)?.optional !== true)
      .map(({ environment }) => ({ is: "yanked-gate-open", environment, url: run?.url ?? "" })),
  };
}

function isOurs(seen: Snapshot, close: CloseGate): boolean {
  return (
    environmentNamed(seen, close.environment)?.rule === true &&
    !seen.futile.includes(actionText(close)) &&
    notGranted(seen, "close-gate").length === 0
  );
}
