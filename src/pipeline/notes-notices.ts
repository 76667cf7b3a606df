import { given } from "../release/fact.ts";
import type { Problem } from "../release/problem.ts";
import type { Snapshot } from "../release/snapshot.ts";

/** What the notes had to be made without, as far as it was looked at. */
export function notesNotices(seen: Snapshot): readonly Problem[] {
  const file = given(seen.notesFile);
  const [first, ...more] = given(seen.notesMembers)?.unread ?? [];
  return [
    ...(file?.is === "broken"
      ? [{ is: "notes-file-broken" as const, path: file.path, fault: file.fault }]
      : []),
    ...(first === undefined ? [] : [{ is: "members-unread" as const, sources: [first, ...more] as const }]),
  ];
}
