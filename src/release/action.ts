import type { Answered } from "./answer.ts";
import type { Instant } from "./instant.ts";
import type { Change, Memory, Prepared, TakenUp } from "./memory.ts";

/** Everything the app can do to the world. `act/` has one executor per kind; a new kind does not compile without one. */
export type Action =
  | CreateBoard
  | WriteBoard
  | CloseTwin
  | PrepareRelease
  | TakeUpRelease
  | Dispatch
  | Remember
  | WriteCheckRun
  | React
  | Reply
  | OpenGate
  | ReviewGate
  | Remind
  | CallOut
  | CloseGate
  | ReportGate
  | RerunFailedJobs
  | CancelRun
  | CreateDraft
  | UpdateDraft
  | MarkYanked
  | UploadAsset
  | DeleteAsset
  | DeleteDraft
  | PublishRelease
  | Announce
  | EditAnnouncement
  | TellReleased;

export type ActionKind = Action["do"];

/**
 * The board's visible text. `news` is what people must know at once: the board is written when it has changed;
 * for the rest of the text only now and then.
 */
export type BoardText = { readonly body: string; readonly news: string };

export type CreateBoard = {
  readonly do: "create-board";
  /** The issue, another release's board, on which it is to be a comment. */
  readonly on?: number;
  readonly title: string;
  readonly labels: readonly string[];
  readonly text: BoardText;
  readonly memory: Memory;
  readonly at: Instant;
};

/** Opens the board of a release whose tag is still to come; its own conduct writes it out. */
export type PrepareRelease = {
  readonly do: "prepare-release";
  readonly tag: string;
  readonly labels: readonly string[];
  readonly prepared: Prepared;
};

/** Opens the board of a release whose tag is there and that nothing else has opened one for. */
export type TakeUpRelease = {
  readonly do: "take-up-release";
  readonly tag: string;
  readonly labels: readonly string[];
  readonly takenUp: TakenUp;
};

/**
 * Starts a workflow by hand at a branch or a tag. Its executor claims the comment before: a comment that is claimed
 * starts nothing any more.
 */
export type Dispatch = {
  readonly do: "dispatch";
  /** File name. */
  readonly workflow: string;
  /** Full name: `refs/tags/v1.0`. */
  readonly ref: string;
  /** What it pointed at. */
  readonly commit: string;
  readonly comment: number;
};

/** Writes the board's text, its memory, and whether it is open. */
export type WriteBoard = {
  readonly do: "write-board";
  readonly board: number;
  /** The comment there that it is, on another release's board. */
  readonly comment?: number;
  /** Where the title has to change. */
  readonly title?: string;
  readonly state: "open" | "closed";
  readonly text: BoardText;
  readonly memory: Memory;
  readonly at: Instant;
  /** The `/resume` that this takes up: what had no effect before is tried anew. */
  readonly resumes?: number;
};

/** Closes a second board of the same release, which a crash or a lag has made. */
export type CloseTwin = {
  readonly do: "close-twin";
  readonly twin: number;
  readonly board: number;
  /** Both are comments on another release's board. */
  readonly isComment?: true;
};

/** A change of the memory that must be written before anything else happens: done as a WriteBoard of its own. */
export type Remember = { readonly do: "remember"; readonly board: number; readonly change: Change };

/** What is wrong at lines of a file, counted from 1; GitHub shows it there in pull requests. */
export type Annotation = {
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  readonly title: string;
  readonly message: string;
};

/** One check run on the tagged commit says the same as the board, in short; one on another commit has a name of its own. */
export type WriteCheckRun = {
  readonly do: "write-check-run";
  readonly name?: string;
  /** The one to update; absent: there is none on this commit yet. */
  readonly checkRun?: number;
  readonly commit: string;
  readonly conclusion?: "success" | "failure" | "neutral" | "action_required";
  readonly title: string;
  readonly summary: string;
  /** With a new one only, at most 50: GitHub adds those of an update to those before. */
  readonly annotations?: readonly Annotation[];
  /** It stands in for the board, which can't be written: it says why. */
  readonly insteadOfBoard?: boolean;
};

export type React = {
  readonly do: "react";
  readonly comment: number;
  /** 👀 claimed · 🚀 done · 😕 refused */
  readonly with: "eyes" | "rocket" | "confused";
};

/** `to`: what of the comment is answered in words. */
export type Reply = { readonly do: "reply"; readonly comment: number; readonly to: readonly Answered[] };

/** Calls people to a gate that waits for them, in a comment. Made once: `key` says what of it reminds. */
export type Remind = { readonly do: "remind"; readonly key: string; readonly text: string };

/**
 * Calls the authors of open pull requests, in one comment that is written anew in place. Found again by its marker.
 * `comment`: the one that is there; `ended`: it is not written any more after this.
 */
export type CallOut = {
  readonly do: "call-out";
  readonly comment?: number;
  readonly text: string;
  readonly ended: boolean;
};

/** Everything an opening was approved for. If any of it is otherwise at the second look, nothing is opened. */
export type Bindings = {
  readonly repository: number;
  readonly tag: string;
  readonly environment: string;
  readonly run: number;
  readonly runAttempt: number;
  readonly attempt: string;
  readonly commit: string;
  /** The configuration's blob. */
  readonly configuration: string;
  readonly approvals: readonly {
    readonly by: number;
    readonly login: string;
    readonly comment: number;
    /** By what right. */
    readonly right: string;
  }[];
  /** The artifacts that the gate publishes, as GitHub stores them. */
  readonly artifacts: readonly string[];
  /** The wheels and source distributions in them. */
  readonly digests: readonly string[];
  /** How many jobs the gate has let through in this attempt: one that comes later wants an answer of its own. */
  readonly letThrough: number;
};

/** Lets bytes out, as the environment's own rule. */
export type OpenGate = { readonly do: "open-gate" } & Bindings;

/** Lets bytes out, as the review of a person who approved: GitHub wants one of its reviewers. */
export type ReviewGate = {
  readonly do: "review-gate";
  readonly as: { readonly id: number; readonly login: string };
  readonly environmentId: number;
} & Bindings;

export type CloseGate = {
  readonly do: "close-gate";
  readonly environment: string;
  readonly run: number;
  readonly because:
    | { readonly is: "superseded"; readonly commit: string }
    | {
        readonly is: "rejected";
        readonly by: string;
        readonly comment: number;
        readonly runAttempt: number;
        readonly reason?: string;
      };
  /** Whose review it is, where reviewers guard the gate instead of our rule. */
  readonly review?: { readonly as: number; readonly environmentId: number };
};

/** A status report without a decision, shown at the waiting gate on the run's page. */
export type ReportGate = {
  readonly do: "report-gate";
  readonly environment: string;
  readonly run: number;
  /** Which of several at one gate; absent for the one that says why nobody can open it here. */
  readonly about?: string;
  readonly text: string;
};

/** What a report is remembered by: each is made once. GitHub has no way to ask what was reported. */
export function reportKey({
  run,
  environment,
  about,
}: Pick<ReportGate, "run" | "environment" | "about">): string {
  return about === undefined ? `${run}/${environment}` : `${run}/${environment}/${about}`;
}

/** Whether a report was made, or refused so often that it is let be. */
export function isReportOver(
  report: ReportGate,
  { reported, futile }: { readonly reported: readonly string[]; readonly futile: readonly string[] },
): boolean {
  return reported.includes(reportKey(report)) || futile.includes(actionText(report));
}

export type RerunFailedJobs = {
  readonly do: "rerun-failed-jobs";
  readonly run: number;
  readonly runAttempt: number;
  /** Whose `/retry` it follows, by their number: GitHub knows only that the app has done it. */
  readonly by: number;
};
/** `runAttempt`: the one that a `/cancel` was said of; absent: whichever is at work. */
export type CancelRun = { readonly do: "cancel-run"; readonly run: number; readonly runAttempt?: number };

export type CreateDraft = {
  readonly do: "create-draft";
  readonly tag: string;
  readonly name: string;
  readonly prerelease: boolean;
  /** Fingerprint of the text: that is made anew from what is seen, and has no place in the ledger. */
  readonly body: string;
};

/** Writes the app's sections of a GitHub release anew, and the tag where GitHub has taken it away. */
export type UpdateDraft = {
  readonly do: "update-draft";
  readonly release: number;
  readonly tag: string;
  /** Fingerprints of the text that is to be there, and of the one that was seen: another one is not written over. */
  readonly body: string;
  readonly was: string;
  /** The comment that asked for it; absent: it follows from what is so. */
  readonly comment?: number;
};

/** Puts the warning of a yanked release above the text of its public GitHub release, or brings it up to date there. */
export type MarkYanked = {
  readonly do: "mark-yanked";
  readonly release: number;
  readonly tag: string;
  /** The warning, in Markdown. */
  readonly text: string;
  /** The `/yank` that it follows from. */
  readonly comment: number;
};

export type UploadAsset = {
  readonly do: "upload-asset";
  readonly release: number;
  readonly artifact: number;
  readonly file: string;
  readonly name: string;
  readonly sha256: string;
  /** The `/resume` that asked for it, of a release that is public; absent: it is a draft's. */
  readonly comment?: number;
};

/** An asset that is none of what was built: half uploaded, or the app's own of an earlier build. */
export type DeleteAsset = {
  readonly do: "delete-asset";
  readonly release: number;
  readonly asset: number;
  readonly name: string;
};

/** The app's own draft of a release whose tag is gone, that no person has changed. */
export type DeleteDraft = {
  readonly do: "delete-draft";
  readonly release: number;
  /** Fingerprint of the text that was seen: with another one it is not deleted. */
  readonly body: string;
  /** The `/cancel` that asked for it. */
  readonly comment: number;
};

export type PublishRelease = {
  readonly do: "publish-release";
  readonly release: number;
  readonly tag: string;
  readonly attempt: string;
  readonly prerelease: boolean;
  readonly latest: boolean;
  readonly by: number;
  readonly discussion?: string;
};

export type Announce = {
  readonly do: "announce";
  readonly channel: string;
  /** In the channel's own markup. */
  readonly text: string;
  /** The `/announce` that asked for it, when one did. */
  readonly comment?: number;
  /** How often it was tried before without getting through. */
  readonly tries: number;
};

/** Puts what is to be told now in the place of what was posted. Done twice, it changes nothing. */
export type EditAnnouncement = {
  readonly do: "edit-announcement";
  readonly channel: string;
  readonly message: string;
  readonly text: string;
  /** How often this text was tried before. */
  readonly tries: number;
};

/** Tells below a pull request or an issue in which release it came out. Made once: its marker names the release. */
export type TellReleased = { readonly do: "tell-released"; readonly thread: number; readonly text: string };

/** What can't be taken back: its facts are looked at again right before, and one is done per round. */
export const IRREVERSIBLE = [
  "open-gate",
  "review-gate",
  "close-gate",
  "cancel-run",
  "rerun-failed-jobs",
  "delete-draft",
  "dispatch",
  "publish-release",
  "announce",
] as const satisfies readonly ActionKind[];

/** Whether an action can't be taken back. */
export function isIrreversible(action: Action): boolean {
  const isPublic = action.do === "upload-asset" && action.comment !== undefined;
  return isPublic || (IRREVERSIBLE as readonly ActionKind[]).includes(action.do);
}

/** Identity of an action with all its bindings: the same text, the same action. */
export function actionText(action: Action): string {
  return JSON.stringify(action, (_key, value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
