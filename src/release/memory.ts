import type { Instant } from "./instant.ts";

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
  /** The board in whose place this one came, after that was deleted or moved: nothing said there counts. */
  readonly replaces?: number;
};

/** What the tag's ref pointed at, and the newest release run there. */
export type AttemptRecord = { readonly object: string; readonly commit: string; readonly run?: number };

export type Hold = {
  readonly by: string;
  readonly comment: number;
  readonly at: Instant;
  readonly reason?: string;
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
  | { readonly is: "sent"; readonly id: string; readonly url?: string }
  | { readonly is: "failed"; readonly why: string };

/** A change of the memory, as data. */
export type Change =
  | { readonly to: "hold"; readonly hold: Hold }
  | { readonly to: "unhold"; readonly until: Instant }
  | { readonly to: "announcement"; readonly record: AnnouncementRecord };

export const emptyMemory: Memory = { superseded: [], holds: [], announcements: [] };

/** The memory after a change. `/unhold` lifts the holds said before it. */
export function remember(memory: Memory, change: Change): Memory {
  switch (change.to) {
    case "hold":
      return { ...memory, holds: [...memory.holds, change.hold] };
    case "unhold":
      return { ...memory, holds: memory.holds.filter((hold) => hold.at > change.until) };
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

/** The memory once an attempt is current: the one before is superseded, and with it every hold. */
export function withAttempt(memory: Memory, attempt: AttemptRecord): Memory {
  const before = memory.attempt;
  if (before === undefined) {
    return { ...memory, attempt };
  }
  if (!isAnother(before, attempt)) {
    return before.run === attempt.run || attempt.run === undefined ? memory : { ...memory, attempt };
  }
  return { ...memory, attempt, superseded: [...memory.superseded, before], holds: [] };
}

function isAnother(before: AttemptRecord, now: AttemptRecord): boolean {
  if (before.object !== now.object || before.commit !== now.commit) {
    return true;
  }
  return before.run !== undefined && now.run !== undefined && before.run !== now.run;
}
