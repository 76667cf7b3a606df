import type { Approval } from "../commands/approvals.ts";
import { memoryOf } from "../release/attempt.ts";
import type { Gate } from "../release/configuration.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { PhaseName } from "../release/step.ts";
import type { Wait } from "../release/wait.ts";

/** A gate at which jobs wait, and who has approved it so far. */
export type Opening = {
  readonly seen: Snapshot;
  readonly gate: Gate;
  readonly approvals: readonly Approval[];
};

/** Something that must hold for a gate to open: gives what is waited for while it does not. */
export type GateRule = { readonly name: string; readonly waits: (opening: Opening) => Wait | undefined };

/** In this order they are told. */
export const GATE_RULES: readonly GateRule[] = [
  { name: "nobody holds the release", waits: holdOf },
  { name: "enough different people have approved it", waits: moreApprovals },
];

/** What is waited for before the gate opens; undefined when every rule holds. */
export function waitsFor(opening: Opening): Wait | undefined {
  for (const rule of GATE_RULES) {
    const wait = rule.waits(opening);
    if (wait !== undefined) {
      return wait;
    }
  }
  return undefined;
}

function holdOf({ seen }: Opening): Wait | undefined {
  const hold = memoryOf(seen).holds[0];
  if (hold === undefined) {
    return undefined;
  }
  const reason = hold.reason === undefined ? {} : { reason: hold.reason };
  return { for: "unhold", by: hold.by, ...reason };
}

function moreApprovals({ gate, approvals }: Opening): Wait | undefined {
  const given = approvals.map((approval) => approval.by.login);
  return approvals.length < gate.approvals
    ? { for: "approval", environment: gate.name, given, needed: gate.approvals }
    : undefined;
}

/** What must be over before a gate opens, as phases. */
export type GateCondition = {
  readonly name: string;
  readonly phases: (about: {
    readonly gate: Gate;
    /** The smoke tests stand before this gate. */
    readonly smokeTested: boolean;
  }) => readonly PhaseName[];
};

export const GATE_CONDITIONS: readonly GateCondition[] = [
  { name: "the tag is the version that the code says", phases: () => ["version"] },
  { name: "every job before the gates has succeeded", phases: () => ["checks"] },
  { name: "the artifacts are there and of this version", phases: () => ["build"] },
  {
    name: "the build has been tried, where smoke tests are required",
    phases: ({ smokeTested }) => (smokeTested ? ["rehearse"] : []),
  },
  {
    name: "the gates that come before it are verified",
    phases: ({ gate }) => gate.after.map((name): PhaseName => `verify ${name}`),
  },
];
