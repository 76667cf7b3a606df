import { given } from "../release/fact.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { shoutOuts } from "./credit.ts";

/** The parts of the notes that the app writes, in the order in which they stand there. */
export const SECTIONS = ["changes", "newcomers", "since-final", "thanks", "comparison"] as const;
export type SectionName = (typeof SECTIONS)[number];

/** A part of the notes. A person may change or delete it: then it is theirs. */
export type Section = {
  readonly name: SectionName;
  /** Markdown, never empty. */
  readonly text: string;
};

/**
 * What the app has to say of the release, as sections that take at most `room` characters with an empty line between
 * them. What is too long is folded, never cut: every pull request stays. Empty where nothing is known.
 */
export function notesSections(seen: Snapshot, _room: number): readonly Section[] {
  const range = given(seen.ranges)?.list;
  const changes = (range?.pullRequests ?? []).map(({ title, url }) => `* ${title} in ${url}`);
  const all: readonly Section[] = [
    { name: "changes", text: changes.join("\n") },
    { name: "thanks", text: shoutOuts(seen) },
  ];
  return all.filter(({ text }) => text !== "");
}
