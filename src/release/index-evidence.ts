import type { Gate } from "./configuration.ts";
import { type BuiltFile, builtFiles, fileFinder, sameBytes, servedBy, servedDigest } from "./evidence.ts";
import { type Fact, factAt, given } from "./fact.ts";
import { gateState } from "./gate.ts";
import type { IndexRelease } from "./index-release.ts";
import { judgedProvenance, namesInQuestion } from "./provenance.ts";
import type { Snapshot } from "./snapshot.ts";

/** What the index of a gate serves under a file's name. */
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

/** As expected, somebody else's, or none at all. Nobody is called somebody else before GitHub has said whose a name is. */
export type Provenance = "present" | "other" | "none" | "no-answer";

/** A file that a gate publishes: the package it is of, by its index's rules, and what the index serves. */
type IndexEvidence = { readonly package: string; readonly served: Served };

/**
 * Finds what there is of a built file, by its name and sha256, at the index of a gate: undefined for one that the gate
 * does not publish. No finder for a gate without an index.
 */
export function indexEvidence(
  seen: Snapshot,
  gate: Gate,
): ((filename: string, sha256: string) => IndexEvidence | undefined) | undefined {
  const { name, index } = gate;
  if (index === undefined) {
    return undefined;
  }
  const builtAs = fileFinder(builtFiles(seen, gate));
  const servedAs = servedFinder(seen, gate);
  return (filename, sha256) => {
    const built = builtAs(filename, sha256);
    return built && { package: built.project, served: { gate: name, index, ...servedAs(built) } };
  };
}

type Bare<T> = T extends unknown ? Omit<T, "gate" | "index"> : never;

function servedFinder(seen: Snapshot, gate: Gate): (built: BuiltFile) => Bare<Served> {
  const fact: Fact<readonly IndexRelease[]> = factAt(seen.index, gate.name);
  if (fact.is === "unknown") {
    return () => ({ is: "no-answer" });
  }
  const published = gateState(seen, gate.name).is === "published";
  const servedAs = servedBy(given(fact) ?? [], gate);
  const provenanceOf = provenanceFinder(seen, gate);
  return (built) => {
    const file = servedAs(built);
    if (file === undefined) {
      return { is: "not-there", published };
    }
    const is = sameBytes(built, file) ? "same" : "other";
    const provenance = provenanceOf(built);
    return {
      is,
      digest: servedDigest(file),
      yanked: file.yanked,
      ...(provenance === undefined ? {} : { provenance }),
    };
  };
}

function provenanceFinder(seen: Snapshot, gate: Gate): (built: BuiltFile) => Provenance | undefined {
  if (factAt(seen.provenance, gate.name).is === "unknown") {
    return () => "no-answer";
  }
  const all = judgedProvenance(seen, gate) ?? [];
  const find = fileFinder(all);
  const unanswered = new Set(namesInQuestion(all).filter((name) => !isAnswered(seen, name)));
  return ({ filename, sha256 }) => {
    const judged = find(filename, sha256);
    if (judged === undefined) {
      return undefined;
    }
    if (judged.unexpected.some(({ hinges }) => !hinges.some((name) => unanswered.has(name)))) {
      return "other";
    }
    if (judged.unexpected.length > 0) {
      return "no-answer";
    }
    return judged.publishers.length === 0 ? "none" : "present";
  };
}

function isAnswered(seen: Snapshot, name: string): boolean {
  const { is } = factAt(seen.repositoriesNamed, name);
  return is === "seen" || is === "absent";
}
