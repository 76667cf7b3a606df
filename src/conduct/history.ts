import type { KnownDispatch } from "../release/dispatch.ts";
import type { Instant } from "../release/instant.ts";
import { canonicalJson } from "../store/chain.ts";
import type { LedgerEntry } from "../store/store.ts";
import { recordedEvidence } from "./evidence-record.ts";

/** The same action without effect so many times is no accident: a person must look. */
const FUTILE = 3;

/** What opens a board. */
const BOARDS: ReadonlySet<string> = new Set(["create-board", "prepare-release", "take-up-release"]);

/** GitHub's words for a tag of which there was an immutable release, even if that was deleted since. */
const BURNT = /used by an immutable release/i;

/** What the ledger adds to what GitHub tells. Losing it costs a look more, never a second effect. */
export type History = {
  readonly board?: number;
  /** The GitHub release that was made. */
  readonly release?: number;
  /** GitHub has said that an immutable release has used the tag's name up. */
  readonly tagBurnt: boolean;
  /** Whether the check run was last written in place of the board. */
  readonly checkRunInsteadOfBoard: boolean;
  /** Gate reports sent, as `run/environment`. */
  readonly reported: readonly string[];
  /** Actions, as text, that were accepted or refused three times. */
  readonly futile: readonly string[];
  /** When a creation was begun of which no result is known, by the action's kind. */
  readonly begun: ReadonlyMap<string, Instant>;
  /** The evidence as it was last recorded, in canonical JSON. */
  readonly evidence?: string;
  /** Starts of workflows, by the comments that asked for them. Goes on being written while the conduct lasts. */
  readonly dispatches: Map<number, KnownDispatch>;
};

/** What an entry of kind "decided" or "did" holds. */
export type Deed = {
  readonly action?: string;
  readonly text?: string;
  readonly fault?: string;
  readonly detail?: string;
  /** Of a dispatch: the comment that asked for it. */
  readonly comment?: number;
  readonly ambiguous?: boolean;
  /** It failed because the app was let in nowhere or not far enough, not because of what was asked. */
  readonly shutOut?: boolean;
  readonly result?: {
    readonly board?: number;
    readonly release?: number;
    readonly reported?: string;
    readonly insteadOfBoard?: boolean;
    /** The `/resume` that was taken up. */
    readonly resumed?: number;
    readonly run?: number;
  };
};

/** Reads a release's ledger for what the next conduct goes by. */
export function history(entries: readonly LedgerEntry[]): History {
  const results = entries.flatMap(({ kind, data }) => (kind === "did" ? ((data as Deed).result ?? []) : []));
  const evidence = recordedEvidence(entries);
  const board = results.findLast((result) => result.board !== undefined)?.board;
  const release = results.findLast((result) => result.release !== undefined)?.release;
  return {
    ...(board === undefined ? {} : { board }),
    ...(release === undefined ? {} : { release }),
    tagBurnt: entries.some(({ kind, data }) => kind === "failed" && BURNT.test((data as Deed).detail ?? "")),
    checkRunInsteadOfBoard:
      results.findLast((result) => result.insteadOfBoard !== undefined)?.insteadOfBoard === true,
    reported: results.flatMap((result) => result.reported ?? []),
    futile: futile(entries),
    begun: begun(entries),
    dispatches: dispatches(entries),
    ...(evidence === undefined ? {} : { evidence: canonicalJson(evidence) }),
  };
}

/** What the other side accepted without effect, or refused, three times since somebody last said `/resume`. */
function futile(entries: readonly LedgerEntry[]): readonly string[] {
  const tries = new Map<string, number>();
  for (const { kind, data } of entries) {
    const { text, fault, shutOut, result } = data as Deed;
    if (kind === "did" && result?.resumed !== undefined) {
      tries.clear();
    }
    const isRefused = (fault === "refused" || fault === "forbidden") && shutOut !== true;
    if (text !== undefined && (kind === "did" || isRefused)) {
      tries.set(text, (tries.get(text) ?? 0) + 1);
    }
  }
  return [...tries].filter(([, count]) => count >= FUTILE).map(([text]) => text);
}

/** Nor is there a second board right after the first: GitHub at times does not find what was made just now. */
function begun(entries: readonly LedgerEntry[]): ReadonlyMap<string, Instant> {
  const open = new Map<string, Instant>();
  for (const { kind, at, data } of entries) {
    const { action = "", fault } = data as Deed;
    if (kind === "decided" || (kind === "did" && BOARDS.has(action))) {
      open.set(action, at);
    } else if (kind === "did" || fault === "refused" || fault === "forbidden") {
      open.delete(action);
    }
  }
  return open;
}

function dispatches(entries: readonly LedgerEntry[]): Map<number, KnownDispatch> {
  const known = new Map<number, KnownDispatch>();
  for (const { kind, at, data } of entries) {
    noteDispatch(known, { kind, at, deed: data as Deed });
  }
  return known;
}

type Noted = { readonly kind: LedgerEntry["kind"]; readonly at: Instant; readonly deed: Deed };

/** What an entry tells of a workflow's start. Nothing is known to be refused whose answer was lost on the way. */
export function noteDispatch(known: History["dispatches"], { kind, at, deed }: Noted): void {
  const { action, comment, ambiguous, detail = "", result } = deed;
  if (action !== "dispatch" || comment === undefined) {
    return;
  }
  if (kind === "failed" && ambiguous !== true) {
    known.set(comment, { at, refused: detail });
  } else {
    const sent = kind === "decided" ? {} : { sent: true as const };
    known.set(comment, { at, ...sent, ...(result?.run === undefined ? {} : { run: result.run }) });
  }
}
