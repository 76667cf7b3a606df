import { asLink } from "./safe.ts";

/** All that a second board of a release says, once it is closed for the first. */
export function twinText(board: number): string {
  return `**This is not the board.** It was opened a second time by accident; the board of this release is #${board}. What was said here counts for nothing: say it there.`;
}

/** The same of a board that is a comment on another release's. */
export function twinCommentText(url: string | undefined): string {
  return `**This is not the board.** It was made a second time by accident; ${asLink("this one", url)} is the board of this release.`;
}
