import type { Instant } from "./release/instant.ts";
import type { LedgerEntry } from "./store/store.ts";

/** The same action without effect so many times is no accident: a person must look. */
const FUTILE = 3;

/** What the ledger adds to what GitHub tells. Losing it costs a look more, never a second effect. */
export type History = {
  readonly board?: number;
  /** Gate reports sent, as `run/environment`. */
  readonly reported: readonly string[];
  /** Actions, as text, that were accepted or refused three times. */
  readonly futile: readonly string[];
  /** When a creation was begun of which no result is known, by the action's kind. */
  readonly begun: ReadonlyMap<string, Instant>;
};

/** What an entry of kind "decided" or "did" holds. */
export type Deed = {
  readonly action?: string;
  readonly text?: string;
  readonly fault?: string;
  readonly detail?: string;
  readonly ambiguous?: boolean;
  readonly result?: { readonly board?: number; readonly reported?: string };
};

/** Reads a release's ledger for what the next conduct goes by. */
export function history(entries: readonly LedgerEntry[]): History {
  const results = entries.flatMap(({ kind, data }) => (kind === "did" ? ((data as Deed).result ?? []) : []));
  const board = results.findLast((result) => result.board !== undefined)?.board;
  return {
    ...(board === undefined ? {} : { board }),
    reported: results.flatMap((result) => result.reported ?? []),
    futile: futile(entries),
    begun: begun(entries),
  };
}

/** What the other side accepted without effect, or refused, three times. */
function futile(entries: readonly LedgerEntry[]): readonly string[] {
  const tries = new Map<string, number>();
  for (const { kind, data } of entries) {
    const { text, fault } = data as Deed;
    if (text !== undefined && (kind === "did" || fault === "refused" || fault === "forbidden")) {
      tries.set(text, (tries.get(text) ?? 0) + 1);
    }
  }
  return [...tries].filter(([, count]) => count >= FUTILE).map(([text]) => text);
}

function begun(entries: readonly LedgerEntry[]): ReadonlyMap<string, Instant> {
  const open = new Map<string, Instant>();
  for (const { kind, at, data } of entries) {
    const { action = "", fault } = data as Deed;
    if (kind === "decided") {
      open.set(action, at);
    } else if (kind === "did" || fault === "refused" || fault === "forbidden") {
      open.delete(action);
    }
  }
  return open;
}
