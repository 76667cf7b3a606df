import picomatch from "picomatch";
import { assetName } from "../release/asset-name.ts";
import { configurationOf } from "../release/attempt.ts";
import type { Asset } from "../release/configuration.ts";
import { isThere, readContents } from "../release/evidence.ts";
import { fileName } from "../release/file-name.ts";
import type { GithubRelease, ReleaseAsset, Snapshot } from "../release/snapshot.ts";

/** A file inside an artifact that is attached to the GitHub release. */
export type AssetFile = {
  readonly artifact: number;
  readonly file: string;
  readonly name: string;
  readonly sha256: string;
};

/** The files to attach, as far as their artifacts are there; or the first asset of the configuration for which the build has none. */
export function assetFiles(
  seen: Snapshot,
):
  | { readonly files: readonly AssetFile[] }
  | { readonly missing: { readonly artifact: string; readonly pattern: string } } {
  const files: AssetFile[] = [];
  const gone = goneAssets(seen);
  for (const asset of (configurationOf(seen)?.assets ?? []).filter((one) => !gone.includes(one))) {
    const found = filesOf(seen, asset);
    if (found.length === 0) {
      return { missing: { artifact: asset.artifact, pattern: asset.files } };
    }
    files.push(...found);
  }
  return { files };
}

/** The assets of the configuration whose artifact is not there any more: nobody can tell which files they were. */
export function goneAssets(seen: Snapshot): readonly Asset[] {
  const assets = seen.artifacts.is === "seen" ? (configurationOf(seen)?.assets ?? []) : [];
  return assets.filter(({ artifact }) => !isThere(seen, artifact));
}

/** What the app has attached under such a name as the files of an asset have: all that is left to find them by once that is gone. */
export function namedLike(release: GithubRelease, { files }: Asset): readonly ReleaseAsset[] {
  const matches = picomatch(fileName(files));
  return release.assets.filter(({ name, byApp, uploaded }) => byApp && uploaded && matches(name));
}

/**
 * The asset that one of the wanted files has become: by the name, else by the digest, because GitHub renames what it
 * does not like. What has another wanted file's name is that file: two may have the same bytes.
 */
export function assetOf(
  release: GithubRelease,
  { name, sha256 }: AssetFile,
  wanted: readonly AssetFile[],
): ReleaseAsset | undefined {
  const named = release.assets.find((asset) => asset.name === name);
  const others = release.assets.filter((asset) => !wanted.some((file) => file.name === asset.name));
  return named ?? others.find((asset) => asset.digest === `sha256:${sha256}`);
}

/** What the app has attached and is none of the wanted files, nor one that can't be told any more: it is of another build. */
export function ofAnotherBuild(
  seen: Snapshot,
  release: GithubRelease,
  wanted: readonly AssetFile[],
): readonly ReleaseAsset[] {
  const kept = [
    ...wanted.map((file) => assetOf(release, file, wanted)),
    ...goneAssets(seen).flatMap((asset) => namedLike(release, asset)),
  ];
  return release.assets.filter((asset) => asset.byApp && !kept.includes(asset));
}

function filesOf(seen: Snapshot, asset: Asset): readonly AssetFile[] {
  const matches = picomatch(asset.files);
  return readContents(seen)
    .filter((one) => one.artifact === asset.artifact)
    .flatMap((one) => one.files.map((file) => ({ ...file, artifact: one.id })))
    .filter((file) => matches(file.name))
    .map(({ artifact, name, sha256 }) => ({ artifact, file: name, name: assetName(name), sha256 }));
}
