/** All that a second board of a release says, once it is closed for the first. */
export function twinText(board: number): string {
  return `**This is not the board.** It was opened a second time by accident; the board of this release is #${board}. What was said here counts for nothing: say it there.`;
}
