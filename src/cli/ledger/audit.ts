import { recordedEvidence } from "../../conduct/evidence-record.ts";
import { actionIn, type Deed, isOpening } from "../../conduct/history.ts";
import type { Bindings } from "../../release/action.ts";
import type { FileEvidence } from "../../release/evidence-chain.ts";
import { verifyChain } from "../../store/chain.ts";
import type { LedgerEntry } from "../../store/store.ts";
import type { Kept } from "./kept.ts";

/** A file of the user's own, to be held against the evidence. The digest is a sha256 in hex. */
export type GivenFile = { readonly path: string; readonly file: string; readonly sha256: string };

/** One place where a file's digest was seen, and whether it is the one that was built: `sha256:` or `sha512:` and hex. */
export type Link = { readonly place: string; readonly is: "same" | "other"; readonly digest: string };

export type FileAudit = {
  readonly file: string;
  readonly sha256: string;
  readonly artifact: string;
  readonly testedBy: readonly string[];
  readonly links: readonly Link[];
};

/** What became of checking one release. */
export type Audit = {
  readonly release: string;
  readonly entries: number;
  /** The first entry that does not follow from those before it. */
  readonly broken?: { readonly number: number; readonly because: string };
  /** Absent where none was recorded, and where the entries can't be trusted. */
  readonly evidence?: {
    readonly commit: string;
    readonly run: number;
    readonly runAttempt: number;
    readonly files: readonly FileAudit[];
  };
  readonly whole: boolean;
};

/**
 * Recomputes the hashes of a release's entries, and holds what was approved, served, attached and given against what
 * was built. Evidence in a broken chain counts for nothing.
 */
export function audit({ name, entries }: Kept, given: readonly GivenFile[]): Audit {
  const flaw = verifyChain(entries);
  const about = { release: name, entries: entries.length };
  if (flaw !== undefined) {
    return { ...about, broken: { number: flaw.entry.number, because: flaw.because }, whole: false };
  }
  const record = recordedEvidence(entries);
  if (record === undefined) {
    return { ...about, whole: given.length === 0 };
  }
  const approved = approvedIn(entries, record.run);
  const files = record.files.map((file) => fileAudit(file, approved, given));
  const known = new Set(files.map(({ file }) => file));
  const whole =
    files.every(({ links }) => links.every(({ is }) => is === "same")) &&
    given.every(({ file }) => known.has(file));
  const { commit, run, runAttempt } = record;
  return { ...about, evidence: { commit, run, runAttempt, files }, whole };
}

function fileAudit(
  { file, sha256, sha512, artifact, testedBy, served, asset }: FileEvidence,
  approved: readonly Bindings[],
  given: readonly GivenFile[],
): FileAudit {
  // A digest by an algorithm that the build has none of is nobody's.
  const own = [`sha256:${sha256}`, ...(sha512 === undefined ? [] : [`sha512:${sha512}`])];
  const at = (place: string, digest: string): Link => ({
    place,
    is: own.includes(digest) ? "same" : "other",
    digest,
  });
  const links = [
    ...approved.flatMap(({ environment, digests }) =>
      digests
        .filter((line) => line.startsWith(`${file} `))
        .map((line) => at(`approved for ${environment}`, line.slice(file.length + 1))),
    ),
    ...served.flatMap((one) =>
      one.is === "same" || one.is === "other" ? [at(`served by ${one.index}`, one.digest)] : [],
    ),
    ...(asset?.digest === undefined ? [] : [at("attached to the GitHub release", asset.digest)]),
    ...given.filter((one) => one.file === file).map((one) => at(one.path, `sha256:${one.sha256}`)),
  ];
  return {
    file,
    sha256,
    artifact: artifact.name,
    testedBy: [...new Set(testedBy.map(({ by }) => by))],
    links,
  };
}

/** What each gate of a run was opened for last: a run that starts over may build anew, and is approved anew. */
function approvedIn(entries: readonly LedgerEntry[], run: number): readonly Bindings[] {
  const openings = entries.flatMap(({ kind, data }) => {
    const deed = data as Deed;
    return kind === "did" && isOpening(deed) ? [actionIn(deed) as Bindings] : [];
  });
  const ofRun = openings.filter((one) => one.run === run);
  return [...new Map(ofRun.map((one) => [one.environment, one])).values()];
}
