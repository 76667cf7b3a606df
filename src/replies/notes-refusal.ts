import type { Refusal } from "../release/answer.ts";
import { fullText } from "./problem/notes.ts";
import { asCode } from "./safe.ts";
import { listed } from "./words.ts";

type NotesRefusal = Extract<
  Refusal,
  { readonly is: "no-notes-yet" | "no-such-base" | "no-tag" | "notes-full" }
>;

/** Why `/notes` has nothing to write. */
export function notesRefusalText(refusal: NotesRefusal): string {
  switch (refusal.is) {
    case "no-notes-yet":
      return `There is no GitHub release yet whose notes could be rewritten. It is drafted by itself, with notes of that moment; the board says what comes before. ${asCode("/notes base <tag>")} chooses now where they begin.`;
    case "notes-full": {
      const { says, remedy } = fullText(refusal);
      return `${says} ${remedy}`;
    }
    case "no-such-base":
      return baseText(refusal);
    case "no-tag":
      return `The tag ${asCode(refusal.tag, 60)} is gone, and nothing else tells which commits the notes are about. Push it again, then say \`/notes\` again.`;
  }
}

function baseText({ said, own, tags }: Extract<NotesRefusal, { readonly is: "no-such-base" }>): string {
  const why = own
    ? `${asCode(said, 60)} is this release itself; its notes begin at an earlier tag.`
    : `There is no tag ${asCode(said, 60)} here.`;
  const [first = "<tag>"] = tags;
  const choices = (tags.length === 0 ? [first] : tags).map((tag) => asCode(`/notes base ${tag}`));
  return `${why} Say ${listed(choices, "or")}.`;
}
