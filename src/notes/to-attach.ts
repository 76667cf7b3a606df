import { actionText, type UploadAsset } from "../release/action.ts";
import { memoryOf, releaseRun } from "../release/attempt.ts";
import { gatesOf } from "../release/gate.ts";
import { githubReleaseOf } from "../release/github-release.ts";
import { notGranted } from "../release/granted.ts";
import type { PlannedPhase } from "../release/plan.ts";
import type { GithubRelease, Snapshot } from "../release/snapshot.ts";
import { beforePublication, isOver } from "../release/step.ts";
import { type AssetFile, assetFiles, assetOf } from "./assets.ts";

/** With the phases as they stand, and the comment in which somebody asks for it. */
type Asked = { readonly phases: readonly PlannedPhase[]; readonly comment: number };

/**
 * Files that a public GitHub release lacks and that can still be attached: nobody can add to an immutable one, and a
 * file of which half is there keeps its name until a person deletes it. None before this attempt's build has come as
 * far as the publication asks of it: the tag may have moved since. Nor of bytes that are said to be bad.
 */
export function toAttach(seen: Snapshot, { phases, comment }: Asked): readonly UploadAsset[] {
  const release = githubReleaseOf(seen);
  if (release === undefined || release.draft || release.immutable || !isGood(seen, phases)) {
    return [];
  }
  return missingFrom(seen, release)
    .map((file): UploadAsset => ({ do: "upload-asset", release: release.id, ...file, comment }))
    .filter(
      (upload) => notGranted(seen, "upload-asset").length === 0 && !seen.futile.includes(actionText(upload)),
    );
}

function isGood(seen: Snapshot, phases: readonly PlannedPhase[]): boolean {
  if (memoryOf(seen).yank !== undefined) {
    return false;
  }
  const gates = gatesOf(seen);
  const needed = new Set(["tag", ...beforePublication(gates.filter(({ optional }) => !optional))]);
  // As long as the run may still come to a gate, which gates there are is not known.
  const knowsGates = gates.length > 0 || releaseRun(seen)?.status === "completed";
  return (
    knowsGates && phases.filter(({ name, step }) => needed.has(name) && isOver(step)).length === needed.size
  );
}

function missingFrom(seen: Snapshot, release: GithubRelease): readonly AssetFile[] {
  const wanted = assetFiles(seen);
  return "missing" in wanted
    ? []
    : wanted.files.filter((file) => assetOf(release, file, wanted.files) === undefined);
}
