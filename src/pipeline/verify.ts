import { distributionsOfGate } from "../release/built-distribution.ts";
import type { Gate } from "../release/configuration.ts";
import { valuesOf } from "../release/core-metadata.ts";
import { INDEX_SERVES } from "../release/deadlines.ts";
import { fileFinder, filesToServe, packagesOf } from "../release/evidence.ts";
import { gateState } from "../release/gate.ts";
import { MINUTE } from "../release/instant.ts";
import { versionOn } from "../release/release-version.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { ask, askIndex } from "./ask.ts";
import { provenance } from "./provenance.ts";
import {
  breakIn,
  type Comparison,
  type Declared,
  type Lacking,
  lacking,
  prereleasesAsLatest,
  unlikeRanges,
  withdrawal,
} from "./served.ts";

/** How long an index usually takes at the most to show everywhere what it has accepted. */
const PROPAGATION = 15 * MINUTE;

/**
 * The index serves the very bytes that were approved, which the build made: every file of every package, no other bytes under its name,
 * nothing besides, and nothing that somebody else is shown to have published.
 */
export function verify(gate: Gate): (seen: Snapshot) => Step {
  return (seen) => {
    const { index } = gate;
    if (index === undefined) {
      return { is: "skipped", why: { is: "no-index" } };
    }
    const asked = ask(seen, "runs", "jobs", "deployments", "pending", "artifacts", "contents");
    if ("step" in asked) {
      return asked.step;
    }
    const version = versionOn(seen, index)?.canonical ?? seen.key.tag;
    if (packagesOf(seen, gate).length === 0) {
      return { is: "done", why: { is: "nothing-to-compare", index, version } };
    }
    const served = askIndex(seen, gate.name);
    return "step" in served
      ? served.step
      : compare(seen, { gate, index, version, built: filesToServe(seen, gate), served: served.index });
  };
}

/** As the metadata inside the built wheels says: a source distribution may leave it to the build (PEP 643). */
function declaredIn(seen: Snapshot, gate: Gate): Declared {
  const find = fileFinder(distributionsOfGate(seen, gate));
  return ({ filename, sha256 }) => {
    const own = find(filename, sha256);
    return own?.kind === "wheel" && own.metadata?.is === "read"
      ? (valuesOf(own.metadata.fields, "requires-python")[0] ?? "")
      : undefined;
  };
}

function compare(seen: Snapshot, comparison: Comparison): Step {
  const broken = breakIn(seen, comparison);
  if (broken !== undefined) {
    return { is: "stopped", because: broken };
  }
  const lack = lacking(seen, comparison);
  if (lack !== undefined) {
    return patience(seen, comparison, lack);
  }
  const withdrawn = withdrawal(comparison);
  return withdrawn === undefined ? whole(seen, comparison) : { is: "stopped", because: withdrawn };
}

/** Everything is served as built: who published it, and what is worth telling. */
function whole(seen: Snapshot, comparison: Comparison): Step {
  const { gate, index, version, built } = comparison;
  const published = built.length === 0 ? {} : provenance(seen, comparison);
  if ("step" in published) {
    return published.step;
  }
  const shown = published.shown === undefined ? {} : { provenance: published.shown };
  const notices = [
    ...unlikeRanges(comparison, declaredIn(seen, gate)),
    ...prereleasesAsLatest(seen, comparison),
  ];
  return {
    is: "done",
    why:
      built.length === 0
        ? { is: "nothing-to-compare", index, version }
        : { is: "same-bytes", index, files: built.length, ...shown },
    ...(notices.length === 0 ? {} : { notices }),
  };
}

/** "Propagating", then late, until patience ends, counted from the end of the publish job; then it is missing. */
function patience(seen: Snapshot, { gate, index }: Comparison, { missing, packages: late }: Lacking): Step {
  const state = gateState(seen, gate.name);
  const ended = state.is === "published" ? state.jobs.map((job) => job.completedAt ?? seen.now) : [seen.now];
  const since = Math.max(...ended);
  const waited = seen.now - since;
  const packages = packagesOf(seen, gate).length > 1 ? { packages: late } : {};
  if (waited > INDEX_SERVES) {
    return { is: "stopped", because: { is: "index-missing-files", index, missing, ...packages } };
  }
  const slow = waited > PROPAGATION ? ({ late: true } as const) : {};
  return {
    is: "waiting",
    on: { for: "index", index, missing, ...packages, ...slow },
    since,
    until: since + INDEX_SERVES,
  };
}
