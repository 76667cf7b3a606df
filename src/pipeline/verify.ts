import type { Gate, IndexName } from "../release/configuration.ts";
import {
  type BuiltFile,
  builtFiles,
  comparedDigests,
  isOneOf,
  packagesOf,
  sameBytes,
  servedAs,
} from "../release/evidence.ts";
import { gateState } from "../release/gate.ts";
import { MINUTE } from "../release/instant.ts";
import { versionOn } from "../release/release-version.ts";
import type { IndexRelease, Snapshot } from "../release/snapshot.ts";
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
    const version = versionOn(seen, gate.index)?.canonical ?? seen.key.tag;
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
  readonly index: IndexName;
  readonly version: string;
  readonly served: readonly IndexRelease[];
};

function compare(seen: Snapshot, comparison: Comparison): Step {
  const { gate, index, version, served } = comparison;
  const built = builtFiles(seen, gate);
  const differing = built.flatMap((file) => otherBytes(file, comparison));
  if (differing.length > 0) {
    return { is: "stopped", because: { is: "index-other-bytes", index, files: differing } };
  }
  const missing = built.filter((file) => servedAs(file, served, gate) === undefined);
  const late = packagesOf(seen, gate).filter(
    (name) => !isServed(name, comparison) || missing.some(({ project }) => isOneOf(project, [name], gate)),
  );
  if (late.length > 0) {
    return patience(seen, gate, { missing: missing.map(({ filename }) => filename), packages: late });
  }
  const yanked = served.filter((release) => isYanked(release));
  if (yanked.length > 0) {
    const projects = yanked.map(({ project }) => project);
    return { is: "stopped", because: { is: "index-yanked", index, version, projects } };
  }
  return {
    is: "done",
    why:
      built.length === 0
        ? { is: "nothing-to-compare", index, version }
        : { is: "same-bytes", index, files: built.length },
    ...noticed(seen, comparison),
  };
}

function isServed(name: string, { gate, served }: Comparison): boolean {
  return served.some(({ project, files }) => isOneOf(project, [name], gate) && files.length > 0);
}

function isYanked({ files }: IndexRelease): boolean {
  return files.length > 0 && files.every((file) => file.yanked !== false);
}

function otherBytes(file: BuiltFile, { served, gate }: Comparison) {
  const there = servedAs(file, served, gate);
  return there === undefined || sameBytes(file, there)
    ? []
    : [{ filename: file.filename, ...comparedDigests(file, there) }];
}

/** A pre-release that whoever asks for no version is given. Where there is no other version, it has to be. */
function noticed(seen: Snapshot, { index, version, served }: Comparison): Pick<Step, "notices"> {
  const isPrerelease = versionOn(seen, index)?.prerelease === true;
  const notices = served.flatMap(({ project, latest }) =>
    isPrerelease && latest?.version === version && latest.stable !== undefined
      ? [{ is: "prerelease-is-latest" as const, index, project, version, stable: latest.stable }]
      : [],
  );
  return notices.length === 0 ? {} : { notices };
}

type Missing = { readonly missing: readonly string[]; readonly packages: readonly string[] };

/** "Propagating" until patience ends, counted from the end of the publish job; then it is missing. */
function patience(seen: Snapshot, gate: Gate, { missing, packages: late }: Missing): Step {
  const index = gate.index ?? gate.name;
  const state = gateState(seen, gate.name);
  const ended = state.is === "published" ? state.jobs.map((job) => job.completedAt ?? seen.now) : [seen.now];
  const since = Math.max(...ended);
  const packages = packagesOf(seen, gate).length > 1 ? { packages: late } : {};
  return seen.now - since > PATIENCE
    ? { is: "stopped", because: { is: "index-missing-files", index, missing, ...packages } }
    : { is: "waiting", on: { for: "index", index, missing, ...packages }, since, until: since + PATIENCE };
}
