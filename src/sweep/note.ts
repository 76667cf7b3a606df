import { z } from "zod";

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

const Note = z.record(z.string(), Swept);

/** By installation. Of a note that is absent or damaged nothing is believed: everything is looked at. */
export function readNote(note: string | undefined): ReadonlyMap<number, Swept> {
  try {
    const known = Note.parse(JSON.parse(note ?? "{}"));
    return new Map(Object.entries(known).map(([installation, swept]) => [Number(installation), swept]));
  } catch {
    return new Map();
  }
}

export function noteOf(swept: ReadonlyMap<number, Swept>): string {
  return JSON.stringify(Object.fromEntries(swept));
}
