import { z } from "zod";
import type { Instant } from "../release/instant.ts";

const Swept = z.object({
  /** When its repositories were listed last: what is pushed later has not been looked at. */
  at: z.int().nonnegative(),
  /** When its boards were asked for last; 0: never. */
  asked: z.int().nonnegative(),
  /** When the round began in which each repository is looked at once, pushed or not. */
  round: z.int().nonnegative(),
  /** When the round before it began; 0: there was none. Who has not had their turn in this one had it since then. */
  before: z.int().nonnegative(),
  /** Those looked at in this round; the others are still to be. */
  looked: z.array(z.int()),
});

/** How far the sweep has come in one installation. Moments are by our clock. */
export type Swept = z.infer<typeof Swept>;

const InstallationSwept = z.object({
  /** Absent: it was not looked at yet. */
  swept: Swept.optional(),
  /** From when on to go on with it; absent: it waits for the next sweep of all. */
  again: z.int().nonnegative().optional(),
});

/** How the sweep of one installation ended. */
export type InstallationSwept = z.infer<typeof InstallationSwept>;

const NoteText = z.object({
  all: z.int().nonnegative(),
  installations: z.record(z.string(), InstallationSwept),
});

/** What one run of the sweep leaves to the next. */
export type Note = {
  /** When the last sweep of all installations began; 0: never. */
  readonly all: Instant;
  readonly installations: ReadonlyMap<number, InstallationSwept>;
};

/** Of a note that is absent or damaged nothing is believed: everything is looked at. */
export function readNote(note: string | undefined): Note {
  try {
    const { all, installations } = NoteText.parse(JSON.parse(note ?? ""));
    const swept = Object.entries(installations).map(([id, one]) => [Number(id), one] as const);
    return { all, installations: new Map(swept) };
  } catch {
    return { all: 0, installations: new Map() };
  }
}

export function noteText({ all, installations }: Note): string {
  return JSON.stringify({ all, installations: Object.fromEntries(installations) });
}
