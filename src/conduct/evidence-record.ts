import { testedBy } from "../commands/smoke-tests.ts";
import { releaseRun } from "../release/attempt.ts";
import { evidenceChain, type FileEvidence } from "../release/evidence-chain.ts";
import { factAt } from "../release/fact.ts";
import { gateState, gatesOf } from "../release/gate.ts";
import type { Snapshot } from "../release/snapshot.ts";
import type { LedgerEntry } from "../store/store.ts";

/** What an entry of kind "saw" holds: what ties the bytes of a release together, as it was known then. */
export type EvidenceRecord = {
  /** As people read it: `owner/repo@tag`. */
  readonly release: string;
  readonly commit: string;
  readonly run: number;
  readonly runAttempt: number;
  readonly files: readonly FileEvidence[];
};

/** The evidence as it was recorded last. */
export function recordedEvidence(entries: readonly LedgerEntry[]): EvidenceRecord | undefined {
  return entries.findLast(({ kind }) => kind === "saw")?.data as EvidenceRecord | undefined;
}

/**
 * The evidence as it is to be recorded; undefined while there is none, or while something of it can't be seen: a
 * record must not say less than the one before because somebody did not answer.
 */
export function evidenceRecord(seen: Snapshot, release: string): EvidenceRecord | undefined {
  const run = releaseRun(seen);
  if (run === undefined || !isWhole(seen)) {
    return undefined;
  }
  const files = evidenceChain(seen, testedBy(seen)).map((file) => ({
    ...file,
    served: file.served.filter(({ is }) => is === "same" || is === "other"),
  }));
  return files.length === 0 || files.some(isDoubtful)
    ? undefined
    : { release, commit: run.commit, run: run.id, runAttempt: run.attempt, files };
}

function isWhole(seen: Snapshot): boolean {
  const published = gatesOf(seen).filter(
    ({ name, index }) => index !== undefined && gateState(seen, name).is === "published",
  );
  const facts = [
    seen.comments,
    seen.githubReleases,
    ...published.map(({ name }) => factAt(seen.index, name)),
  ];
  return facts.every(({ is }) => is === "seen" || is === "absent");
}

/** Who published was asked, which is done once the bytes are the same, and not told, or not whose name that is. */
function isDoubtful({ served }: FileEvidence): boolean {
  return served.some((one) => "provenance" in one && one.provenance === "no-answer");
}
