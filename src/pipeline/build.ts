import type { Gate } from "../release/configuration.ts";
import {
  artifactNames,
  artifactsOfRun,
  builtFiles,
  expectedArtifacts,
  isAttached,
  spareGates,
} from "../release/evidence.ts";
import { given } from "../release/fact.ts";
import { gatesOf, isDispensable } from "../release/gate.ts";
import type { Problem } from "../release/problem.ts";
import type { Reason } from "../release/reason.ts";
import { releaseVersion, versionAt } from "../release/release-version.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { parseVersion, sameVersion } from "../release/version.ts";
import { artifactsThere } from "./artifacts-there.ts";
import { ask } from "./ask.ts";
import { judgeDistributions, versionIsInMetadata } from "./distributions.ts";
import { type Objection, objectionsTo } from "./objection.ts";
import { packagesBuilt } from "./packages-built.ts";
import { untilRebuilt } from "./until-rebuilt.ts";

/** Every artifact that is to be published or attached is there, can be opened, and is of this version. */
export function build(seen: Snapshot): Step {
  const asked = ask(seen, "runs", "jobs", "deployments", "pending", "artifacts");
  if ("step" in asked) {
    return asked.step;
  }
  const objections = artifactsThere(seen);
  return isStopped(objections) ? judged(seen, objections) : opened(seen, objections);
}

function opened(seen: Snapshot, before: readonly Objection[]): Step {
  const asked = ask(seen, "contents");
  if ("step" in asked) {
    return asked.step;
  }
  const objections = [...before, ...refusedArtifacts(seen), ...filesOfAnotherVersion(seen)];
  return isStopped(objections)
    ? judged(seen, objections)
    : judged(seen, [...objections, ...packagesBuilt(seen), ...judgeDistributions(seen)]);
}

function isStopped(objections: readonly Objection[]): boolean {
  return objections.some(({ stops }) => stops);
}

/** The first that stops the release is why it stands still; the others are told. */
function judged(seen: Snapshot, objections: readonly Objection[]): Step {
  const stop = objections.find(({ stops }) => stops);
  const notices = objections.filter((one) => one !== stop).map(({ problem }) => problem);
  const step = stop === undefined ? done(seen) : stopped(seen, stop.problem);
  return notices.length === 0 ? step : { ...step, notices };
}

function stopped(seen: Snapshot, because: Problem): Step {
  return because.is === "artifact-missing" || because.is === "artifact-expired"
    ? untilRebuilt(seen, because)
    : { is: "stopped", because };
}

function done(seen: Snapshot): Step {
  const why = reasonOf(seen);
  return why === undefined ? { is: "done" } : { is: "done", why };
}

/** Where the build computes the version, what it built is the only thing that the tag can be compared with. */
function reasonOf(seen: Snapshot): Reason | undefined {
  const file = given(seen.versionFile);
  const said = releaseVersion(seen);
  const isComputed = file?.is === "none" || file?.is === "computed";
  if (isComputed && said !== undefined && versionIsInMetadata(seen)) {
    return { is: "version-in-metadata", version: said.canonical };
  }
  const made = artifactsOfRun(seen);
  const names = made.filter(({ expired }) => !expired).map(({ name }) => name);
  if (names.length > 0) {
    return { is: "artifacts-there", names };
  }
  const hasNone = made.length + expectedArtifacts(seen).length === 0;
  return hasNone ? { is: "no-artifacts-expected" } : undefined;
}

function refusedArtifacts(seen: Snapshot): readonly Objection[] {
  const spareAt = (name: string) => spareGates(seen, name);
  return (given(seen.contents) ?? []).flatMap((one) =>
    one.is === "read"
      ? []
      : objectionsTo([one.artifact], spareAt, ([name = ""]) => ({
          is: "artifact-refused",
          name,
          why: one.why,
        })),
  );
}

/** Packed files whose name carries another version than the tag. */
function filesOfAnotherVersion(seen: Snapshot): readonly Objection[] {
  const tagVersion = releaseVersion(seen)?.canonical ?? seen.key.tag;
  const found = gatesOf(seen).map((gate) => ({ gate, files: strangersAt(seen, gate) }));
  const spareAt = (file: string) => {
    const gates = found.filter(({ files }) => files.includes(file)).map(({ gate }) => gate);
    return gates.every((gate) => isSpare(seen, gate)) ? gates.map(({ name }) => name) : [];
  };
  const all = [...new Set(found.flatMap(({ files }) => files))];
  return objectionsTo(all, spareAt, (files) => ({ is: "metadata-mismatch", tagVersion, files }));
}

/** Whether the release ends without what a gate publishes. */
function isSpare(seen: Snapshot, gate: Gate): boolean {
  return isDispensable(seen, gate) && !artifactNames(gate).some((name) => isAttached(seen, name));
}

/** Each file is read as its index reads it. */
function strangersAt(seen: Snapshot, gate: Gate): readonly string[] {
  const said = versionAt(seen, gate);
  return builtFiles(seen, gate)
    .filter((file) => {
      const version = said === undefined ? undefined : parseVersion(file.version, said.scheme);
      return said === undefined || version === undefined || !sameVersion(said, version);
    })
    .map(({ filename }) => filename);
}
