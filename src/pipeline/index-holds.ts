import type { Gate } from "../release/configuration.ts";
import { filesToServe } from "../release/evidence.ts";
import { factAt, given } from "../release/fact.ts";
import type { IndexRelease } from "../release/index-release.ts";
import type { IndexHolds } from "../release/publish-failure.ts";
import { versionOn } from "../release/release-version.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { breakIn, type Comparison, isWhollyRead, lacking } from "./served.ts";

/** What the gate's index has of the release, compared with what was built. */
export function indexHolds(seen: Snapshot, gate: Gate): IndexHolds {
  const { index } = gate;
  if (index === undefined) {
    return { is: "no-index" };
  }
  const fact = factAt(seen.index, gate.name);
  if (fact.is === "unknown") {
    return { is: "silent", index, detail: fact.because.detail };
  }
  const served = given(fact);
  if (served === undefined) {
    return { is: "nothing", index };
  }
  if (namesServed(served).length === 0) {
    return { is: "no-files", index };
  }
  const version = versionOn(seen, index)?.canonical ?? seen.key.tag;
  return compared(seen, { gate, index, version, built: filesToServe(seen, gate), served });
}

/** A difference is certain whatever else was read; that all is as built takes the whole build. */
function compared(seen: Snapshot, comparison: Comparison): IndexHolds {
  const { index, gate, built, served } = comparison;
  const broken = breakIn(seen, comparison);
  if (broken?.is === "index-other-bytes") {
    return { is: "other-bytes", index, files: broken.files.map(({ filename }) => filename) };
  }
  if (broken?.is === "index-extra-files") {
    return { is: "extra-files", index, files: broken.files };
  }
  if (broken?.is === "index-without-digests") {
    return { is: "not-compared", index, files: broken.files, lacks: "digests" };
  }
  if (built.length === 0 || !isWhollyRead(seen, gate)) {
    return { is: "not-compared", index, files: namesServed(served), lacks: "build", ...whoIsSilent(seen) };
  }
  const lack = lacking(seen, comparison);
  const missing = new Set(lack?.missing);
  const files = built.map(({ filename }) => filename).filter((filename) => !missing.has(filename));
  return { is: lack === undefined ? "all" : "part", index, files, of: built.length };
}

function namesServed(releases: readonly IndexRelease[]): readonly string[] {
  return releases.flatMap(({ files, undigested = [] }) => [
    ...files.map(({ filename }) => filename),
    ...undigested,
  ]);
}

/** Who did not answer when the build was asked for: then it may be read the next time. */
function whoIsSilent(seen: Snapshot): { readonly detail?: string } {
  const silent = [seen.artifacts, seen.contents].find((fact) => fact.is === "unknown");
  return silent?.is === "unknown" ? { detail: `${silent.because.whom}: ${silent.because.detail}` } : {};
}
