import { findNotesMark, marked } from "../release/notes-mark.ts";
import type { GithubRelease, Snapshot } from "../release/snapshot.ts";
import { type Piece, pieces, sameText } from "./body.ts";
import { intro, introPath } from "./intro.ts";
import { releaseTitle } from "./title.ts";

/** What has to be seen before it can be said whether a draft is the app's alone. */
export function ownDraftSights(seen: Snapshot): readonly ("tags" | "introFile")[] {
  return introPath(seen) === undefined ? ["tags"] : ["tags", "introFile"];
}

/**
 * Whether a draft is the app's alone: made by it, with nothing in it but what it wrote and attached itself. What can't
 * be told counts as somebody's.
 */
export function isOwnDraft(seen: Snapshot, release: GithubRelease): boolean {
  const isOurs = release.draft && release.byApp && release.assets.every(({ byApp }) => byApp);
  const mark = findNotesMark(release.body)?.mark;
  const isOfTag = mark?.tag === marked(seen.key.tag);
  const isTold = ownDraftSights(seen).every((at) => seen[at].is !== "unseen" && seen[at].is !== "unknown");
  const isNamed = isTold && release.name === releaseTitle(seen);
  return isOurs && isOfTag && isNamed && isUnchanged(seen, release.body, mark.sections);
}

/** Nothing is added, changed or taken out: the mark names the sections that were written. */
function isUnchanged(seen: Snapshot, body: string, sections: readonly string[]): boolean {
  const begin = intro(seen);
  const wrote = begin.is === "text" ? begin.text : "";
  const parts = pieces(body);
  const [first] = parts;
  const isWhole = sections.every((name) => parts.some((one) => one.is === "section" && one.name === name));
  return (
    isWhole && parts.every((piece) => isWritten(piece) || (piece === first && sameText(textOf(piece), wrote)))
  );
}

function isWritten(piece: Piece): boolean {
  switch (piece.is) {
    case "mark":
      return true;
    case "section":
      return piece.state === "untouched";
    case "text":
      return piece.raw.trim() === "";
  }
}

function textOf(piece: Piece): string {
  return piece.is === "text" ? piece.raw : "";
}
