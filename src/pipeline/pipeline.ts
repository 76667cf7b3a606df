import { configurationOf, memoryOf } from "../release/attempt.ts";
import type { Announcing, Configuration, Gate } from "../release/configuration.ts";
import { sameEnvironment } from "../release/environment-name.ts";
import { gatesOf } from "../release/gate.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { beforePublication, type Phase, type PhaseName } from "../release/step.ts";
import { adopted } from "./adopted.ts";
import { announce } from "./announce.ts";
import { build } from "./build.ts";
import { callOut } from "./call-out.ts";
import { checks } from "./checks.ts";
import { draft } from "./draft.ts";
import { phasesBefore } from "./gate-rules.ts";
import { publish } from "./publish.ts";
import { rehearse } from "./rehearse.ts";
import { releasedIn } from "./released-in.ts";
import { namingThis, replaces } from "./replaces.ts";
import { tag } from "./tag.ts";
import { verify } from "./verify.ts";
import { version } from "./version.ts";
import { yank } from "./yank.ts";

/**
 * The release process, in order: what each phase is and what it waits for. What does not need each other goes
 * side by side. Gates come as configured, else as the run reaches them.
 */
export function pipeline(seen: Snapshot): readonly Phase[] {
  const configuration = configurationOf(seen);
  const gates = gatesOf(seen);
  const required = gates.filter((gate) => !gate.optional);
  const announcing = configuration?.announce ?? [];
  const told = configuration?.release.releasedIn ?? [];
  const before = beforeAnnouncing(required, configuration);
  const phases: readonly Phase[] = [
    phase("call-out", [], callOut),
    phase("tag", [], tag),
    phase("version", ["tag"], version),
    phase("checks", ["tag"], checks),
    phase("build", ["checks"], build),
    phase("rehearse", ["build"], rehearse),
    ...gates.flatMap((gate) => [
      {
        ...phase(`publish ${gate.name}`, beforeGate(gate, configuration), publish(gate)),
        optional: gate.optional,
      },
      { ...phase(`verify ${gate.name}`, [`publish ${gate.name}`], verify(gate)), optional: gate.optional },
    ]),
    phase("draft", beforeDraft(required, configuration), draft),
    ...announcing.map((rule) => phase(announceName(rule), before, announce(rule))),
    // Whom it concerns is told after the news is out.
    ...(told.length === 0
      ? []
      : [phase("released-in", [...before, ...announcing.map(announceName)], releasedIn(told))]),
    ...(namingThis(seen).length === 0 ? [] : [phase("replaces", ["draft"], replaces)]),
    ...(memoryOf(seen).yank === undefined ? [] : [phase("yank", [], yank)]),
  ];
  return adopted(phases, seen);
}

function announceName({ variable }: Announcing): PhaseName {
  return `announce ${variable}`;
}

function phase(name: PhaseName, needs: readonly PhaseName[], step: Phase["step"]): Phase {
  return { name, needs, step, optional: false };
}

/** Smoke tests stand before the gate they are configured for, by default before each. */
function beforeGate(gate: Gate, configuration: Configuration | undefined): readonly PhaseName[] {
  const smokeTested = configuration?.smokeTests.before ?? gate.name;
  return phasesBefore(gate, sameEnvironment(smokeTested, gate.name));
}

/** An early draft that somebody publishes by hand is public before it is verified: that is no news yet. */
function beforeAnnouncing(
  required: readonly Gate[],
  configuration: Configuration | undefined,
): readonly PhaseName[] {
  return configuration?.release.draft === "early" ? ["draft", ...beforePublication(required)] : ["draft"];
}

function beforeDraft(
  required: readonly Gate[],
  configuration: Configuration | undefined,
): readonly PhaseName[] {
  return configuration?.release.draft === "early" ? ["version"] : beforePublication(required);
}
