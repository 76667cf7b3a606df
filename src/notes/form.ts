import { configurationOf } from "../release/attempt.ts";
import { type Category, DEFAULT_NOTES, type NotesRule } from "../release/configuration.ts";
import { given } from "../release/fact.ts";
import type { Snapshot } from "../release/snapshot.ts";

/** How the changes are listed. */
export type NotesForm = Pick<
  NotesRule,
  "categories" | "leaveOut" | "dependencies" | "commits" | "releaseNote"
>;

/** As the configuration says, and where that is silent as `.github/release.yml` does. */
export function notesForm(seen: Snapshot): NotesForm {
  const rule = configurationOf(seen)?.notes ?? DEFAULT_NOTES;
  const file = given(seen.notesFile);
  const theirs = file?.is === "read" ? file : undefined;
  return {
    ...rule,
    categories: firstGiven<Category>(rule.categories, theirs?.categories),
    leaveOut: {
      labels: firstGiven(rule.leaveOut.labels, theirs?.leaveOut.labels),
      authors: firstGiven(rule.leaveOut.authors, theirs?.leaveOut.authors),
    },
  };
}

function firstGiven<T>(ours: readonly T[], theirs: readonly T[] = []): readonly T[] {
  return ours.length > 0 ? ours : theirs;
}
