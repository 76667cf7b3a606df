import { configurationOf } from "../release/attempt.ts";
import { DEFAULT_NOTES } from "../release/configuration.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { notesForm } from "./form.ts";
import { nameKey } from "./names.ts";

/**
 * Whom the notes neither thank nor welcome, as names are compared: who is excluded, whose pull requests are left out,
 * and who only carries others' translations.
 */
export function unnamed(seen: Snapshot): readonly string[] {
  const { exclude, translations } = configurationOf(seen)?.notes ?? DEFAULT_NOTES;
  return [...exclude, ...translations, ...notesForm(seen).leaveOut.authors].map(nameKey);
}
