import type { Approval } from "../commands/approvals.ts";
import { saysSomething } from "../notes/body.ts";
import { stateOfNotes } from "../notes/release-body.ts";
import { memoryOf } from "../release/attempt.ts";
import type { Condition, Gate } from "../release/configuration.ts";
import { given } from "../release/fact.ts";
import { githubReleaseOf } from "../release/github-release.ts";
import { findNotesMark } from "../release/notes-mark.ts";
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
  { name: "the notes are drafted, where the gate asks for that", waits: notesOf },
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

function notesOf({ seen, gate }: Opening): Wait | undefined {
  if (gate.conditions?.includes("notes") !== true) {
    return undefined;
  }
  const release = githubReleaseOf(seen);
  const wait = { for: "notes", environment: gate.name } as const;
  if (release === undefined) {
    return wait;
  }
  // Where the app had nothing to say, there is nothing to wait for.
  const isSilent = findNotesMark(release.body)?.mark.sections.length === 0;
  if (!saysSomething(release.body) && !isSilent) {
    return { ...wait, lacks: "text" };
  }
  // In a published one nothing is written by itself any more.
  const isStale = release.draft && stateOfNotes(seen, release.body) === "stale";
  return isStale ? { ...wait, lacks: "update" } : undefined;
}

function moreApprovals({ seen, gate, approvals }: Opening): Wait | undefined {
  if (approvals.length >= gate.approvals) {
    return undefined;
  }
  const commit = gate.commitRequired ? given(seen.tag)?.commit : undefined;
  return {
    for: "approval",
    environment: gate.name,
    given: approvals.map((approval) => approval.by.login),
    needed: gate.approvals,
    ...(commit === undefined ? {} : { commit }),
  };
}

/** What must be over before a gate opens, as phases. */
export type GateCondition = {
  readonly name: string;
  readonly phases: (about: {
    readonly gate: Gate;
    readonly wanted: readonly Condition[];
  }) => readonly PhaseName[];
};

export const GATE_CONDITIONS: readonly GateCondition[] = [
  {
    name: "what is tagged may be released",
    // Every other condition but the notes' needs the tag's phase itself.
    phases: ({ wanted }) => (wanted.every((one) => one === "notes") ? ["tag"] : []),
  },
  {
    name: "the tag is the version that the code says",
    phases: ({ wanted }) => (wanted.includes("version") ? ["version"] : []),
  },
  {
    name: "every job before the gates has succeeded",
    phases: ({ wanted }) => (wanted.includes("checks") ? ["checks"] : []),
  },
  {
    name: "the artifacts are there and of this version",
    phases: ({ wanted }) => (wanted.includes("build") ? ["build"] : []),
  },
  {
    name: "the build has been tried, where smoke tests are required",
    phases: ({ wanted }) => (wanted.includes("smoke-tests") ? ["rehearse"] : []),
  },
  {
    name: "the gates that come before it are verified",
    phases: ({ gate }) => gate.after.map((name): PhaseName => `verify ${name}`),
  },
];

/** The phases that a gate waits for: by its own conditions, else the usual ones and the smoke tests before it. */
export function phasesBefore(gate: Gate, isSmokeTested: boolean): readonly PhaseName[] {
  const usual: readonly Condition[] = ["version", "checks", "build"];
  const wanted = gate.conditions ?? (isSmokeTested ? [...usual, "smoke-tests"] : usual);
  return GATE_CONDITIONS.flatMap((condition) => condition.phases({ gate, wanted }));
}
