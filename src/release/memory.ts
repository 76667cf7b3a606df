import type { ChannelKind } from "./configuration.ts";
import type { Instant } from "./instant.ts";
import type { Person } from "./snapshot.ts";
import type { Wait } from "./wait.ts";

/**
 * What the board itself must remember, because neither GitHub nor a registry can tell it: written into the
 * board's marker, so that it outlives the store.
 */
export type Memory = {
  readonly attempt?: AttemptRecord;
  /** Attempts before this one, oldest first. Their runs never count again, wherever the tag points. */
  readonly superseded: readonly AttemptRecord[];
  /** The configuration in force, and since when by GitHub's clock (0: since before the board). */
  readonly configuration?: { readonly blob: string; readonly since: Instant };
  readonly holds: readonly Hold[];
  readonly announcements: readonly AnnouncementRecord[];
  /** Absent on boards of earlier versions: none. */
  readonly delegations?: readonly Delegation[];
  /** Approvals that counted at a gate of this attempt, and what became of them. Absent: none. */
  readonly approvals?: readonly ApprovalRecord[];
  /** The tag that the notes start from, where somebody chose one with `/notes base`. */
  readonly notesBase?: NotesBase;
  /** When the draft was first seen to wait for nothing but `/publish`, by GitHub's clock: GitHub itself does not tell. */
  readonly drafted?: { readonly release: number; readonly at: Instant };
  /** How far the app has come with telling pull requests and issues of it. Absent: nowhere yet. */
  readonly releasedIn?: ReleasedInProgress;
  /** Who asked for the board before there was a tag. */
  readonly prepared?: Prepared;
  /** Since when phases wait for what GitHub stamps nowhere, by their names. Absent: none does. */
  readonly waits?: Readonly<Record<string, WaitRecord>>;
  /** That the published bytes are bad. Absent: nobody said so. */
  readonly yank?: Yank;
  /** Who asked for the board of a tag that was there already. */
  readonly takenUp?: TakenUp;
  /** Of the release that leads a board: those that have come on it, and the comments that are their boards. */
  readonly sisters?: readonly { readonly tag: string; readonly comment: number }[];
  /** Where releases share a board: the newest comment of which a hold for all of them was taken over. */
  readonly heard?: number;
  /** The board in whose place this one came, after that was deleted or moved: nothing said there counts. */
  readonly replaces?: number;
  /** What became of the release when its board was closed, once the board says so. Absent while it is open. */
  readonly left?: Left;
  /** The newest `/resume` that was taken up. */
  readonly resumed?: Resumed;
  /** Its tag came after the board was closed, which opened it again. */
  readonly reopened?: true;
};

/** A `/prepare`: by whom, and in which comment of which issue. */
export type Prepared = {
  readonly by: string;
  readonly issue: number;
  readonly comment: number;
  readonly at: Instant;
  /** The release in whose place it comes, where one was yanked. */
  readonly after?: { readonly tag: string; readonly board: number; readonly reason: string };
  /** The tag of the highest version then; absent: there was none, or it is not known. */
  readonly newest?: string;
};

/** A `/yank`: whoever said it, the bytes that were published are not to be used. A later one replaces its reason. */
export type Yank = {
  readonly by: string;
  readonly comment: number;
  readonly at: Instant;
  readonly reason: string;
  /** The tag to go on with: chosen once, so that it stays the same when that is tagged. Absent: not known yet. */
  readonly next?: string;
};

/** Seen waiting first, by GitHub's clock; `of`: what the tag's ref pointed at. */
export type WaitRecord = { readonly for: Wait["for"] | "tag"; readonly since: Instant; readonly of: string };

/** How a release was left: `at` is when GitHub says that the board was closed, or when it was asked for. */
export type Left =
  /** A person has closed the board, before the end or after it. */
  | { readonly is: "abandoned" | "finished"; readonly at: Instant }
  /** The tag is gone, and a person asked for the clean-up. */
  | {
      readonly is: "withdrawn";
      readonly at: Instant;
      readonly by: string;
      readonly comment: number;
      /** Its board stays open for the others on it. */
      readonly waits?: true;
    };

export type Resumed = { readonly comment: number; readonly at: Instant };
/** A `/release`: by whom, and in which comment of which issue. */
export type TakenUp = {
  readonly by: Person;
  readonly issue: number;
  readonly comment: number;
  readonly at: Instant;
  /** The run that the app has started for it; absent: it has started none, or which one can't be said. */
  readonly run?: number;
  /** Its GitHub release was public by then: what was told of it was told without the app. */
  readonly released?: true;
};

/** What the tag's ref pointed at, and the newest release run there. */
export type AttemptRecord = {
  readonly object: string;
  readonly commit: string;
  readonly run?: number;
  /** Of an earlier attempt: what was published of it is bad. */
  readonly yank?: Yank;
};

export type Hold = {
  readonly by: string;
  readonly comment: number;
  readonly at: Instant;
  readonly reason?: string;
};

/** A person's right to approve one gate, lent by somebody who has it. Bound to the number, whatever the login becomes. */
export type Delegation = {
  readonly gate: string;
  readonly to: { readonly id: number; readonly login: string };
  readonly by: { readonly id: number; readonly login: string };
  readonly comment: number;
  readonly at: Instant;
};

/** An approval that counted, and, where it no longer does, why. It is told on the board; nothing opens by it. */
export type ApprovalRecord = {
  readonly gate: string;
  readonly by: string;
  readonly comment: number;
  readonly at: Instant;
  readonly lapsed?: Lapse;
};

/** Why an approval that counted counts no more. */
export type Lapse =
  | "tag-moved"
  | "run-again"
  | "comment-deleted"
  | "comment-edited"
  | "right-lost"
  | "rules-changed"
  | "artifacts-replaced"
  | "expired"
  | "other";

/** Who chose it, and with which command: a later one replaces it. */
export type NotesBase = {
  readonly tag: string;
  readonly by: string;
  readonly comment: number;
  readonly at: Instant;
  /** Which command of the comment it was; absent: the first. */
  readonly position?: number;
};

/** An intent, written before the post; with its outcome, written after. */
export type AnnouncementRecord = {
  readonly channel: string;
  /** The `/announce` comment that asked for it, when one did. */
  readonly comment?: number;
  readonly at: Instant;
  /** How often it certainly did not get through before. */
  readonly tries: number;
  readonly outcome?: AnnouncementOutcome;
};

export type AnnouncementOutcome =
  | {
      readonly is: "sent";
      /** Whose the channel was; absent on boards of earlier versions. */
      readonly kind?: ChannelKind;
      /** By which the post can be changed; absent: the channel does not tell. */
      readonly id?: string;
      readonly url?: string;
      /** Fingerprint of the text that stands there; absent on boards of earlier versions. */
      readonly text?: string;
      /** What became of a change that did not get through. */
      readonly edit?: EditOutcome;
    }
  /** `until`: before that the channel wants to be left alone. */
  | { readonly is: "failed"; readonly why: string; readonly until?: Instant };

export type EditOutcome =
  /** The post is not found: a person deleted it, or it was made through another webhook. */
  | { readonly is: "gone" }
  | {
      readonly is: "failed";
      /** Fingerprint of the text it was to get. */
      readonly text: string;
      readonly at: Instant;
      /** How often it did not get through. */
      readonly tries: number;
      readonly why: string;
      readonly until?: Instant;
    };

/** Every pull request from the newest down to this number was seen to, and the issues it closes. */
export type ReleasedInProgress = {
  readonly downTo: number;
  readonly at: Instant;
  /** Fingerprint of the pull requests that the release had then: of others, nothing was seen to yet. */
  readonly of: string;
  /** Comments made, of whichever pull requests. */
  readonly comments: number;
};

/** A change of the memory, as data. */
export type Change =
  /** `heard`: it was said for all releases on a board. */
  | { readonly to: "hold"; readonly hold: Hold; readonly heard?: number }
  | { readonly to: "unhold"; readonly until: Instant }
  | { readonly to: "announcement"; readonly record: AnnouncementRecord }
  | { readonly to: "delegation"; readonly delegation: Delegation }
  | { readonly to: "notes-base"; readonly base: NotesBase }
  | { readonly to: "yank"; readonly yank: Yank }
  | { readonly to: "released-in"; readonly progress: ReleasedInProgress }
  /** Closes the board of a tag that is gone. */
  | { readonly to: "withdrawn"; readonly left: Extract<Left, { readonly is: "withdrawn" }> }
  /** Opens the board, where the app has closed it, and has everything tried anew. */
  | { readonly to: "resumed"; readonly by: Resumed }
  /** Opens the board of a tag that is there again. */
  | { readonly to: "reopened" };

export const emptyMemory: Memory = { superseded: [], holds: [], announcements: [] };

/** The memory after a change. `/unhold` lifts the holds said before it. */
export function remember(memory: Memory, change: Change): Memory {
  switch (change.to) {
    case "hold":
      return {
        ...memory,
        holds: withHold(memory.holds, change.hold),
        ...(change.heard === undefined ? {} : { heard: Math.max(memory.heard ?? 0, change.heard) }),
      };
    case "unhold":
      return { ...memory, holds: memory.holds.filter((hold) => hold.at > change.until) };
    case "delegation":
      return { ...memory, delegations: [...(memory.delegations ?? []), change.delegation] };
    case "notes-base":
      return { ...memory, notesBase: change.base };
    case "yank":
      return { ...memory, yank: withNext(change.yank, memory.yank) };
    case "released-in":
      return { ...memory, releasedIn: change.progress };
    case "withdrawn":
      return { ...memory, left: change.left };
    case "resumed":
      return { ...withoutLeft(memory), resumed: change.by };
    case "reopened":
      return { ...withoutLeft(memory), reopened: true };
    case "announcement":
      return {
        ...memory,
        announcements: [
          ...memory.announcements.filter((one) => one.channel !== change.record.channel),
          change.record,
        ],
      };
  }
}

/** Whether a change opens the board or closes it; undefined: it stays as it is. */
export function stateAfter({ to }: Change): "open" | "closed" | undefined {
  switch (to) {
    case "withdrawn":
      return "closed";
    case "resumed":
    case "reopened":
    // Bad bytes are work for people again.
    case "yank":
      return "open";
    default:
      return undefined;
  }
}

/** The memory of a board that is open: however it was left before, it is gone on with. */
export function withoutLeft({ left: _, ...memory }: Memory): Memory {
  return memory;
}

/** Another reason is no reason to go on with another tag. */
function withNext(yank: Yank, before: Yank | undefined): Yank {
  const next = yank.next ?? before?.next;
  return next === undefined ? yank : { ...yank, next };
}

/** Of one person only the newest hold is kept: a board has no room for any number of them. */
function withHold(holds: readonly Hold[], hold: Hold): readonly Hold[] {
  const newer = holds.find((one) => one.by === hold.by && one.at > hold.at);
  return [...holds.filter((one) => one.by !== hold.by), newer ?? hold];
}

/**
 * The memory once an attempt is current: the one before is superseded, and with it every hold, right lent and approval,
 * and that it was yanked. A hold that was said after its run had begun (`began`) is the new attempt's: GitHub takes a
 * while to list a run.
 */
export function withAttempt(
  memory: Memory,
  attempt: AttemptRecord,
  began: Instant = Number.POSITIVE_INFINITY,
): Memory {
  const before = memory.attempt;
  if (before === undefined) {
    return { ...memory, attempt };
  }
  if (!isAnother(before, attempt)) {
    return before.run === attempt.run || attempt.run === undefined ? memory : { ...memory, attempt };
  }
  const { delegations: _, releasedIn: __, drafted: ___, yank, approvals = [], ...kept } = memory;
  const superseded = [...memory.superseded, yank === undefined ? before : { ...before, yank }];
  const lapsed = approvals.map((one) => ({ ...one, lapsed: one.lapsed ?? "tag-moved" }) as const);
  const holds = memory.holds.filter(({ at }) => at >= began);
  return { ...kept, attempt, superseded, holds, ...(lapsed.length === 0 ? {} : { approvals: lapsed }) };
}

function isAnother(before: AttemptRecord, now: AttemptRecord): boolean {
  if (before.object !== now.object || before.commit !== now.commit) {
    return true;
  }
  return before.run !== undefined && now.run !== undefined && before.run !== now.run;
}
