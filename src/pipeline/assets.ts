import {
  type AssetFile,
  assetFiles,
  assetOf,
  goneAssets,
  namedLike,
  ofAnotherBuild,
} from "../notes/assets.ts";
import type { Action } from "../release/action.ts";
import { configurationOf } from "../release/attempt.ts";
import type { GithubRelease, ReleaseAsset, Snapshot } from "../release/snapshot.ts";
import { isOver, type Step } from "../release/step.ts";
import { build } from "./build.ts";

/** What of the configured files is still to be attached to a draft, or in the way; undefined when all of them are there. */
export function attach(seen: Snapshot, release: GithubRelease): Step | undefined {
  const built = (configurationOf(seen)?.assets ?? []).length === 0 ? undefined : build(seen);
  if (built !== undefined && !isOver(built)) {
    return built.is === "look" ? built : { is: "waiting", on: { for: "phases", names: ["build"] } };
  }
  const wanted = assetFiles(seen);
  if ("missing" in wanted) {
    return { is: "stopped", because: { is: "asset-not-found", ...wanted.missing } };
  }
  const gone = goneAssets(seen).find((asset) => namedLike(release, asset).length === 0);
  if (gone !== undefined) {
    return { is: "stopped", because: { is: "asset-gone", artifact: gone.artifact, pattern: gone.files } };
  }
  const twice = wanted.files.find((file, at) => wanted.files.findIndex((one) => one.name === file.name) < at);
  if (twice !== undefined) {
    return { is: "stopped", because: { is: "asset-name-taken", name: twice.name } };
  }
  const { files } = wanted;
  const differing = files.find(
    (file) => isOther(assetOf(release, file, files), file) && assetOf(release, file, files)?.byApp !== true,
  );
  if (differing !== undefined) {
    const served = assetOf(release, differing, files)?.digest ?? "";
    const { name, sha256 } = differing;
    return { is: "stopped", because: { is: "release-asset-differs", name, built: sha256, served } };
  }
  const [next, ...more] = [
    ...ofAnotherBuild(seen, release, files).map((asset) => toDelete(release, asset)),
    ...files.flatMap((file) => toUpload(release, file, assetOf(release, file, files))),
  ];
  return next === undefined ? undefined : { is: "due", act: [next, ...more] };
}

/** Whether the asset of a file has other bytes. */
export function isOther(there: ReleaseAsset | undefined, file: AssetFile): boolean {
  return there?.uploaded === true && there.digest !== undefined && there.digest !== `sha256:${file.sha256}`;
}

/**
 * What an upload cut short leaves behind keeps its name: it goes first. So does what the app has attached itself of a build
 * before this one; what a person has attached is theirs to delete.
 */
function toUpload(
  release: GithubRelease,
  file: AssetFile,
  there: ReleaseAsset | undefined,
): readonly Action[] {
  if (there === undefined) {
    return [{ do: "upload-asset", release: release.id, ...file }];
  }
  return there.uploaded && !isOther(there, file) ? [] : [toDelete(release, there)];
}

function toDelete(release: GithubRelease, { id, name }: ReleaseAsset): Action {
  return { do: "delete-asset", release: release.id, asset: id, name };
}
