import { actionText, type UploadAsset } from "../release/action.ts";
import { githubReleaseOf } from "../release/github-release.ts";
import { notGranted } from "../release/granted.ts";
import type { GithubRelease, Snapshot } from "../release/snapshot.ts";
import { type AssetFile, assetFiles, assetOf } from "./assets.ts";

/**
 * Files that a public GitHub release lacks and that can still be attached: nobody can add to an immutable one, and a
 * file of which half is there keeps its name until a person deletes it. `comment` is where somebody asks for them.
 */
export function toAttach(seen: Snapshot, comment: number): readonly UploadAsset[] {
  const release = githubReleaseOf(seen);
  if (release === undefined || release.draft || release.immutable) {
    return [];
  }
  return missingFrom(seen, release)
    .map((file): UploadAsset => ({ do: "upload-asset", release: release.id, ...file, comment }))
    .filter(
      (upload) => notGranted(seen, "upload-asset").length === 0 && !seen.futile.includes(actionText(upload)),
    );
}

function missingFrom(seen: Snapshot, release: GithubRelease): readonly AssetFile[] {
  const wanted = assetFiles(seen);
  return "missing" in wanted
    ? []
    : wanted.files.filter((file) => assetOf(release, file, wanted.files) === undefined);
}
