import { recordedEvidence } from "../../conduct/evidence-record.ts";
import type { Instant } from "../../release/instant.ts";
import { keyText, type ReleaseKey } from "../../release/release.ts";
import type { Ledger, LedgerEntry } from "../../store/store.ts";

/** What the ledger keeps of one release. */
export type Kept = {
  readonly key: ReleaseKey;
  /** `owner/repo@tag`, where the evidence says it; else the repository's number and the tag. */
  readonly name: string;
  /** Oldest first. */
  readonly entries: readonly LedgerEntry[];
};

/** A release of the ledger in short; `newest` by our clock. */
export type Summary = { readonly release: string; readonly entries: number; readonly newest: Instant };

/** What is kept of a release in short. */
export function summaryOf({ name, entries }: Kept): Summary {
  return { release: name, entries: entries.length, newest: entries.at(-1)?.at ?? 0 };
}

const MOST_RELEASES = 100_000;

/**
 * What becomes of every release's entries, newest release first; with a name, of that one alone (empty: of none such).
 * One release after the other, so that no more than one is in memory.
 */
export async function ofEachKept<T>(
  { keys, read }: Pick<Ledger, "keys" | "read">,
  wanted: string | undefined,
  take: (kept: Kept) => T,
): Promise<readonly T[]> {
  const taken: T[] = [];
  for (const key of await keys(MOST_RELEASES)) {
    const entries = await read(key);
    const kept = { key, name: recordedEvidence(entries)?.release ?? numbered(key), entries };
    const names = [kept.name, numbered(key), keyText(key)].map((name) => name.toLowerCase());
    if (wanted === undefined || names.includes(wanted.toLowerCase())) taken.push(take(kept));
  }
  return taken;
}

function numbered({ repository, tag }: ReleaseKey): string {
  return `${repository}@${tag}`;
}
