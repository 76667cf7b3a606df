import { assetName } from "./asset-name.ts";
import type { Gate } from "./configuration.ts";
import { type BuiltFile, builtFiles, readContents, sameBytes, servedAs, servedDigest } from "./evidence.ts";
import { type Fact, factAt, given } from "./fact.ts";
import { fileName } from "./file-name.ts";
import { gateState, gatesOf } from "./gate.ts";
import { githubReleaseOf } from "./github-release.ts";
import { judgedProvenance } from "./provenance.ts";
import type { Artifact, IndexRelease, Snapshot } from "./snapshot.ts";

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

/** What the index of a gate serves under the file's name. */
export type Served = { readonly gate: string; readonly index: string } & (
  | {
      readonly is: "same" | "other";
      readonly digest: string;
      readonly yanked: boolean | string;
      /** Who published it, as the index shows; nothing of it is verified cryptographically. Absent: not asked yet. */
      readonly provenance?: Provenance;
    }
  /** The index knows the version without this file, or nothing yet. */
  | { readonly is: "not-there"; readonly published: boolean }
  | { readonly is: "no-answer" }
);

/** As expected, somebody else's, or none at all. */
export type Provenance = "present" | "other" | "none" | "no-answer";

/** The chain of every file in the artifacts that were opened, in their order. Empty while nothing was opened. */
export function evidenceChain(seen: Snapshot, tested: readonly Tested[]): readonly FileEvidence[] {
  const artifacts = new Map((given(seen.artifacts) ?? []).map((artifact) => [artifact.id, artifact]));
  const gates = gatesOf(seen).filter((gate) => gate.index !== undefined);
  const built = new Map(gates.map((gate) => [gate.name, builtFiles(seen, gate)]));
  return readContents(seen).flatMap((one) =>
    one.files.map(({ name, sha256, sha512 }) => {
      const file = fileName(name);
      const asset = assetOf(seen, file);
      const at = gates.flatMap((gate) => {
        const own = built.get(gate.name)?.find((it) => it.filename === file && it.sha256 === sha256);
        return own === undefined ? [] : [{ gate, own }];
      });
      const [known] = at;
      return {
        file,
        ...(known === undefined ? {} : { package: known.own.project }),
        sha256,
        ...(sha512 === undefined ? {} : { sha512 }),
        artifact: stored(artifacts.get(one.id), one),
        testedBy: tested,
        served: at.map(({ gate, own }) => servedAt(seen, gate, own)),
        ...(asset === undefined ? {} : { asset }),
      };
    }),
  );
}

function stored(artifact: Artifact | undefined, opened: { readonly id: number; readonly artifact: string }) {
  const digest = artifact?.digest === undefined ? {} : { digest: artifact.digest };
  return { id: opened.id, name: opened.artifact, ...digest };
}

function servedAt(seen: Snapshot, gate: Gate, built: BuiltFile): Served {
  const at = { gate: gate.name, index: gate.index ?? gate.name };
  const fact: Fact<readonly IndexRelease[]> = factAt(seen.index, gate.name);
  if (fact.is === "unknown") {
    return { ...at, is: "no-answer" };
  }
  const file = servedAs(built, given(fact) ?? [], gate);
  if (file === undefined) {
    return { ...at, is: "not-there", published: gateState(seen, gate.name).is === "published" };
  }
  const is = sameBytes(built, file) ? "same" : "other";
  const provenance = provenanceOf(seen, gate, built);
  return {
    ...at,
    is,
    digest: servedDigest(file),
    yanked: file.yanked,
    ...(provenance === undefined ? {} : { provenance }),
  };
}

function provenanceOf(seen: Snapshot, gate: Gate, { filename }: BuiltFile): Provenance | undefined {
  if (factAt(seen.provenance, gate.name).is === "unknown") {
    return "no-answer";
  }
  const judged = judgedProvenance(seen, gate)?.find((one) => one.filename === filename);
  if (judged === undefined) {
    return undefined;
  }
  if (judged.unexpected.length > 0) {
    return "other";
  }
  return judged.publishers.length === 0 ? "none" : "present";
}

/** Assets go by the file's own name; one that is still being uploaded is none yet. */
function assetOf(seen: Snapshot, file: string): FileEvidence["asset"] {
  const asset = githubReleaseOf(seen)?.assets.find((one) => one.name === assetName(file) && one.uploaded);
  return asset === undefined
    ? undefined
    : { id: asset.id, ...(asset.digest === undefined ? {} : { digest: asset.digest }) };
}
