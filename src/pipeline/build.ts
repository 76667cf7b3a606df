import { artifactsOfRun, builtFiles, expectedArtifacts } from "../release/evidence.ts";
import { given } from "../release/fact.ts";
import { gatesOf } from "../release/gate.ts";
import type { Reason } from "../release/reason.ts";
import { releaseVersion, versionAt } from "../release/release-version.ts";
import type { Artifact, ArtifactContents, Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { parseVersion, sameVersion } from "../release/version.ts";
import { ask } from "./ask.ts";
import { judgeDistributions, versionIsInMetadata } from "./distributions.ts";
import { packagesBuilt } from "./packages-built.ts";

/** Every artifact that is to be published or attached is there, can be opened, and is of this version. */
export function build(seen: Snapshot): Step {
  const asked = ask(seen, "runs", "artifacts");
  if ("step" in asked) {
    return asked.step;
  }
  const there = artifactsOfRun(seen);
  const names = expectedArtifacts(seen);
  const missing = names.filter((name) => !there.some((artifact) => artifact.name === name));
  if (missing.length > 0) {
    const present = there.map((artifact) => artifact.name);
    return { is: "stopped", because: { is: "artifact-missing", names: missing, present } };
  }
  const expired = there.filter((artifact) => artifact.expired && names.includes(artifact.name));
  if (expired.length > 0) {
    const because = { is: "artifact-expired", names: expired.map((artifact) => artifact.name) } as const;
    return { is: "stopped", because };
  }
  return opened(seen, there);
}

function opened(seen: Snapshot, there: readonly Artifact[]): Step {
  const asked = ask(seen, "contents");
  if ("step" in asked) {
    return asked.step;
  }
  const refused = (asked.facts.contents ?? []).find((one) => one.is === "refused");
  if (refused !== undefined) {
    return refusedStep(refused);
  }
  const strangers = filesOfAnotherVersion(seen);
  if (strangers.length > 0) {
    const tagVersion = releaseVersion(seen)?.canonical ?? seen.key.tag;
    return { is: "stopped", because: { is: "metadata-mismatch", tagVersion, files: strangers } };
  }
  const objections = [...packagesBuilt(seen), ...judgeDistributions(seen)];
  const stop = objections.find(({ stops }) => stops);
  const notices = objections.filter((one) => one !== stop).map(({ problem }) => problem);
  const told = notices.length === 0 ? {} : { notices };
  return stop === undefined
    ? { is: "done", why: reasonOf(seen, there), ...told }
    : { is: "stopped", because: stop.problem, ...told };
}

/** Where the build computes the version, what it built is the only thing that the tag can be compared with. */
function reasonOf(seen: Snapshot, there: readonly Artifact[]): Reason {
  const file = given(seen.versionFile);
  const said = releaseVersion(seen);
  const isComputed = file?.is === "none" || file?.is === "computed";
  if (isComputed && said !== undefined && versionIsInMetadata(seen)) {
    return { is: "version-in-metadata", version: said.canonical };
  }
  const names = there.map((artifact) => artifact.name);
  return names.length === 0 ? { is: "no-artifacts-expected" } : { is: "artifacts-there", names };
}

function refusedStep(contents: Extract<ArtifactContents, { is: "refused" }>): Step {
  return { is: "stopped", because: { is: "artifact-refused", name: contents.artifact, why: contents.why } };
}

/** Packed files whose name carries another version than the tag, each read as its index reads it. */
function filesOfAnotherVersion(seen: Snapshot): readonly string[] {
  const others = gatesOf(seen).flatMap((gate) => {
    const said = versionAt(seen, gate);
    return builtFiles(seen, gate).filter((file) => {
      const version = said === undefined ? undefined : parseVersion(file.version, said.scheme);
      return said === undefined || version === undefined || !sameVersion(said, version);
    });
  });
  return [...new Set(others.map((file) => file.filename))];
}
