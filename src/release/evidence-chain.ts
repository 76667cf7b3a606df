import { assetName } from "./asset-name.ts";
import { readContents } from "./evidence.ts";
import { given } from "./fact.ts";
import { fileName } from "./file-name.ts";
import { gatesOf } from "./gate.ts";
import { githubReleaseOf } from "./github-release.ts";
import { indexEvidence, type Served } from "./index-evidence.ts";
import type { Artifact, Snapshot } from "./snapshot.ts";

/**
 * What ties the bytes of one file together, from the build to its users. Digests that others tell are an algorithm and
 * hex, `sha256:…` or `sha512:…`.
 */
export type FileEvidence = {
  /** Its name without folders. */
  readonly file: string;
  /** The package it is of, by its index's rules; absent where no index takes it. */
  readonly package?: string;
  /** In hex, as the next. */
  readonly sha256: string;
  /** Of npm's tarballs: their registry tells no other. */
  readonly sha512?: string;
  /** The artifact it came in, as GitHub stores it. */
  readonly artifact: { readonly id: number; readonly name: string; readonly digest?: string };
  /** Who tried the build, and on what: their records are about these very artifacts. */
  readonly testedBy: readonly Tested[];
  /** In the order of the gates; none for a file that no index serves. */
  readonly served: readonly Served[];
  /** The file as attached to the GitHub release. */
  readonly asset?: { readonly id: number; readonly digest?: string };
};

/** `counts`: towards the smoke tests that are asked for; everybody else's word is for information. */
export type Tested = { readonly what: string; readonly by: string; readonly counts: boolean };

/** The chain of every file in the artifacts that were opened, in their order. Empty while nothing was opened. */
export function evidenceChain(seen: Snapshot, tested: readonly Tested[]): readonly FileEvidence[] {
  const artifacts = new Map((given(seen.artifacts) ?? []).map((artifact) => [artifact.id, artifact]));
  const indexes = gatesOf(seen).flatMap((gate) => indexEvidence(seen, gate) ?? []);
  const assets = assetsOf(seen);
  return readContents(seen).flatMap((one) =>
    one.files.map(({ name, sha256, sha512 }) => {
      const file = fileName(name);
      const asset = assets.get(assetName(file));
      const at = indexes.flatMap((find) => find(file, sha256) ?? []);
      const [known] = at;
      return {
        file,
        ...(known === undefined ? {} : { package: known.package }),
        sha256,
        ...(sha512 === undefined ? {} : { sha512 }),
        artifact: stored(artifacts.get(one.id), one),
        testedBy: tested,
        served: at.map(({ served }) => served),
        ...(asset === undefined ? {} : { asset }),
      };
    }),
  );
}

function stored(artifact: Artifact | undefined, opened: { readonly id: number; readonly artifact: string }) {
  const digest = artifact?.digest === undefined ? {} : { digest: artifact.digest };
  return { id: opened.id, name: opened.artifact, ...digest };
}

/** By their names; one that is still being uploaded is none yet. */
function assetsOf(seen: Snapshot): ReadonlyMap<string, NonNullable<FileEvidence["asset"]>> {
  const uploaded = (githubReleaseOf(seen)?.assets ?? []).filter((asset) => asset.uploaded);
  return new Map(
    uploaded.map(({ name, id, digest }) => [name, { id, ...(digest === undefined ? {} : { digest }) }]),
  );
}
