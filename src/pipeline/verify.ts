import type { Gate } from "../release/configuration.ts";
import { type BuiltFile, builtFiles, packagesOf, sameBytes } from "../release/evidence.ts";
import { gateState } from "../release/gate.ts";
import { MINUTE } from "../release/instant.ts";
import { releaseVersion } from "../release/release-version.ts";
import type { IndexFile, IndexRelease, Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { ask, askIndex } from "./ask.ts";

/** How long an index may take to show everywhere what it has accepted, before that is called missing. */
const PATIENCE = 30 * MINUTE;

/** The index serves the very bytes that the build made: every file, and no other bytes under its name. */
export function verify(gate: Gate): (seen: Snapshot) => Step {
  return (seen) => {
    if (gate.index === undefined) {
      return { is: "skipped", why: { is: "no-index" } };
    }
    const asked = ask(seen, "runs", "jobs", "deployments", "pending", "artifacts", "contents");
    if ("step" in asked) {
      return asked.step;
    }
    const version = releaseVersion(seen)?.canonical ?? seen.key.tag;
    if (packagesOf(seen, gate).length === 0) {
      return { is: "done", why: { is: "nothing-to-compare", index: gate.index, version } };
    }
    const served = askIndex(seen, gate.name);
    return "step" in served
      ? served.step
      : compare(seen, { gate, index: gate.index, version, served: served.index });
  };
}

type Comparison = {
  readonly gate: Gate;
  readonly index: string;
  readonly version: string;
  readonly served: readonly IndexRelease[];
};

function compare(seen: Snapshot, { gate, index, version, served }: Comparison): Step {
  const built = builtFiles(seen, gate);
  const files = served.flatMap((release) => release.files);
  const differing = built.flatMap((file) => otherBytes(file, files));
  if (differing.length > 0) {
    return { is: "stopped", because: { is: "index-other-bytes", index, files: differing } };
  }
  const missing = built.filter((file) => !files.some((one) => one.filename === file.filename));
  if (missing.length > 0 || files.length === 0) {
    return patience(
      seen,
      gate,
      missing.map((file) => file.filename),
    );
  }
  if (served.some((release) => isYanked(release))) {
    return { is: "stopped", because: { is: "index-yanked", index, version } };
  }
  return built.length === 0
    ? { is: "done", why: { is: "nothing-to-compare", index, version } }
    : { is: "done", why: { is: "same-bytes", index, files: built.length } };
}

function isYanked({ files }: IndexRelease): boolean {
  return files.length > 0 && files.every((file) => file.yanked !== false);
}

function otherBytes(file: BuiltFile, served: readonly IndexFile[]) {
  const there = served.find((one) => one.filename === file.filename);
  return there === undefined || sameBytes(file, there)
    ? []
    : [{ filename: file.filename, built: file.sha256, served: there.sha256 }];
}

/** "Propagating" until patience ends, counted from the end of the publish job; then it is missing. */
function patience(seen: Snapshot, gate: Gate, missing: readonly string[]): Step {
  const index = gate.index ?? gate.name;
  const state = gateState(seen, gate.name);
  const ended = state.is === "published" ? state.jobs.map((job) => job.completedAt ?? seen.now) : [seen.now];
  const since = Math.max(...ended);
  return seen.now - since > PATIENCE
    ? { is: "stopped", because: { is: "index-missing-files", index, missing } }
    : { is: "waiting", on: { for: "index", index, missing }, since, until: since + PATIENCE };
}
