import type { Action } from "../release/action.ts";
import type { KnownDispatch } from "../release/dispatch.ts";
import type { Instant } from "../release/instant.ts";
import type { OpenedFor, Rerun } from "../release/snapshot.ts";
import { canonicalJson } from "../store/chain.ts";
import type { LedgerEntry } from "../store/store.ts";
import { type EvidenceRecord, recordedEvidence } from "./evidence-record.ts";

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
  /** Those of them that were refused three times. */
  readonly refused: readonly string[];
  /** When a creation was begun of which no result is known, by the action's kind. */
  readonly begun: ReadonlyMap<string, Instant>;
  /** What gates were opened for, or may have been, oldest first. */
  readonly opened: readonly OpenedFor[];
  /** The evidence as it was last recorded, in canonical JSON. */
  readonly evidence?: string;
  /** Starts of workflows, by the comments that asked for them. Goes on being written while the conduct lasts. */
  readonly dispatches: Map<number, KnownDispatch>;
  /** Runs that the app has run again, or may have, and for whom. Goes on being written as well. */
  readonly reruns: Rerun[];
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
    ...inVain(entries),
    begun: begun(entries),
    opened: opened(entries),
    ...started(entries),
    ...(evidence === undefined ? {} : { evidence: canonicalJson(evidence) }),
  };
}

/** What the other side accepted without effect, or refused, three times since somebody last said `/resume`. */
function inVain(entries: readonly LedgerEntry[]): Pick<History, "futile" | "refused"> {
  const resumed = entries.findLastIndex(
    ({ kind, data }) => kind === "did" && (data as Deed).result?.resumed !== undefined,
  );
  const since = entries.slice(resumed + 1);
  const refusals = since.filter(({ data }) => isRefused(data as Deed));
  return {
    futile: manyTimes(since.filter((entry) => entry.kind === "did" || refusals.includes(entry))),
    refused: manyTimes(refusals),
  };
}

function isRefused({ fault, shutOut }: Deed): boolean {
  return (fault === "refused" || fault === "forbidden") && shutOut !== true;
}

function manyTimes(entries: readonly LedgerEntry[]): readonly string[] {
  const tries = new Map<string, number>();
  for (const { text } of entries.map(({ data }) => data as Deed)) {
    if (text !== undefined) tries.set(text, (tries.get(text) ?? 0) + 1);
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

/** An opening is bound to names and sha256; what else was known of the bytes is in the evidence. */
function opened(entries: readonly LedgerEntry[]): readonly OpenedFor[] {
  const recorded = entries.flatMap(({ kind, data }) =>
    kind === "saw" ? (data as EvidenceRecord).files : [],
  );
  const sha512 = new Map(recorded.map((one) => [`${one.file} sha256:${one.sha256}`, one.sha512]));
  return entries.flatMap(({ kind, data }) => {
    const action = kind === "decided" && isOpening(data as Deed) ? actionIn(data as Deed) : undefined;
    if (action?.do !== "open-gate" && action?.do !== "review-gate") {
      return [];
    }
    const { environment, run, runAttempt, digests } = action;
    return { environment, run, runAttempt, files: digests.map((line) => fileIn(line, sha512.get(line))) };
  });
}

/** Whether an entry is about a gate that is opened. */
export function isOpening({ action }: Deed): boolean {
  return action === "open-gate" || action === "review-gate";
}

function fileIn(line: string, sha512: string | undefined): OpenedFor["files"][number] {
  const [filename = "", sha256 = ""] = line.split(" sha256:");
  return { filename, sha256, ...(sha512 === undefined ? {} : { sha512 }) };
}

type Started = Pick<History, "dispatches" | "reruns">;

function started(entries: readonly LedgerEntry[]): Started {
  const known: Started = { dispatches: new Map(), reruns: [] };
  for (const { kind, at, data } of entries) {
    noteStart(known, { kind, at, deed: data as Deed });
  }
  return known;
}

type Noted = { readonly kind: LedgerEntry["kind"]; readonly at: Instant; readonly deed: Deed };

/** What an entry tells of a workflow that the app has started, or run again, for somebody. */
export function noteStart({ dispatches, reruns }: Started, noted: Noted): void {
  noteDispatch(dispatches, noted);
  noteRerun(reruns, noted);
}

function noteRerun(reruns: Rerun[], { kind, deed }: Noted): void {
  const action = deed.action === "rerun-failed-jobs" ? actionIn(deed) : undefined;
  // Entries of earlier versions don't say for whom.
  if (action?.do !== "rerun-failed-jobs" || action.by === undefined) {
    return;
  }
  const { run, runAttempt, by } = action;
  if (kind === "decided") {
    reruns.push({ run, runAttempt: runAttempt + 1, by });
  } else if (kind === "failed" && deed.ambiguous !== true) {
    // What GitHub has refused did not happen, unless nobody can tell.
    reruns.pop();
  }
}

/** The action that an entry is about, with all that it was bound to; undefined for one that keeps no text. */
export function actionIn({ text }: Deed): Action | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Action);
}

/** Nothing is known to be refused whose answer was lost on the way. */
function noteDispatch(known: History["dispatches"], { kind, at, deed }: Noted): void {
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
