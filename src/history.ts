import type { Instant } from "./release/instant.ts";
import type { LedgerEntry } from "./store/store.ts";

/** The same action without effect so many times is no accident: a person must look. */
const FUTILE = 3;

/** What the ledger adds to what GitHub tells. Losing it costs a look more, never a second effect. */
export type History = {
  readonly board?: number;
  /** Gate reports sent, as `run/environment`. */
  readonly reported: readonly string[];
  /** Actions, as text, that the other side accepted three times. */
  readonly futile: readonly string[];
  /** When a creation was begun of which no result is known, by the action's kind. */
  readonly begun: ReadonlyMap<string, Instant>;
};

/** What an entry of kind "decided" or "did" holds. */
export type Deed = {
  readonly action?: string;
  readonly text?: string;
  readonly result?: { readonly board?: number; readonly reported?: string };
};

/** Reads a release's ledger for what the next conduct goes by. */
export function history(entries: readonly LedgerEntry[]): History {
  const tries = new Map<string, number>();
  const begun = new Map<string, Instant>();
  const reported: string[] = [];
  let board: number | undefined;
  for (const { kind, at, data } of entries) {
    const { action = "", text = "", result } = data as Deed;
    if (kind === "decided") {
      begun.set(action, at);
    }
    if (kind === "did") {
      begun.delete(action);
      tries.set(text, (tries.get(text) ?? 0) + 1);
      board = result?.board ?? board;
      reported.push(...(result?.reported === undefined ? [] : [result.reported]));
    }
  }
  const futile = [...tries].filter(([text, count]) => text !== "" && count >= FUTILE).map(([text]) => text);
  return { ...(board === undefined ? {} : { board }), reported, futile, begun };
}
