import { memoryOf } from "../../release/attempt.ts";
import { given } from "../../release/fact.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { asCode, asLink, quoted } from "../safe.ts";

/** What a release has to bring that comes in the place of a yanked one; empty for any other. */
export function mustContain(seen: Snapshot): string {
  const prepared = memoryOf(seen).prepared;
  const after = prepared?.after;
  if (prepared === undefined || after === undefined) {
    return "";
  }
  const url = given(seen.repository)?.url;
  const board = asLink(`#${after.board}`, url && `${url}/issues/${after.board}`);
  return `**It replaces ${asCode(after.tag)}**, whose published files are bad, says ${asCode(prepared.by)} (${board}): ${quoted(after.reason)}. It has to contain the fix of that. Its notes say what it replaces, and once it is public, those of ${asCode(after.tag)} link to it.`;
}

/** Why the board is open though it was closed before; empty for any other. */
export function reopenedNote(seen: Snapshot): string {
  const board = given(seen.board);
  return memoryOf(seen).reopened === true && board?.state === "open"
    ? `This board was closed, and the tag ${asCode(seen.key.tag)} came after that, so it is open again. Not meant? Delete the tag, or close this issue once more.`
    : "";
}
