import type { EvidenceRecord } from "../../evidence-record.ts";
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

const MOST_RELEASES = 100_000;

/** What is kept of every release, newest first; with a name, of that one alone (empty: of none such). */
export async function allKept(
  ledger: Pick<Ledger, "keys" | "read">,
  wanted?: string,
): Promise<readonly Kept[]> {
  const all: Kept[] = [];
  for (const key of await ledger.keys(MOST_RELEASES)) {
    const entries = await ledger.read(key);
    const kept = { key, name: evidenceIn(entries)?.release ?? numbered(key), entries };
    const names = [kept.name.toLowerCase(), numbered(key).toLowerCase(), keyText(key).toLowerCase()];
    if (wanted === undefined || names.includes(wanted.toLowerCase())) all.push(kept);
  }
  return all;
}

/** The evidence as it was recorded last. */
export function evidenceIn(entries: readonly LedgerEntry[]): EvidenceRecord | undefined {
  return entries.findLast(({ kind }) => kind === "saw")?.data as EvidenceRecord | undefined;
}

function numbered({ repository, tag }: ReleaseKey): string {
  return `${repository}@${tag}`;
}
