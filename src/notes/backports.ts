/** Squashing adds the number of the pull request to its title, which ends with that of the one it brings, by then. */
const TRAILING = /(?: \(#\d+\))+$/;

/**
 * Words of people and of the bots that open such pull requests: `(backport #12)`, `Backport of #12`, `Backport PR #12: …`.
 * https://docs.mergify.com/workflow/actions/backport/ and https://github.com/MeeseeksBox/MeeseeksDev
 */
const WORDS = /\bback-?port(?:s|ed)?(?: of)?(?: PR)? #(\d+)/gi;

/** Numbers of the pull requests that one with this title, or a commit with this subject, brings to another branch. */
export function broughtBy(title: string): readonly number[] {
  const trailing = TRAILING.exec(title.trim())?.[0] ?? "";
  return [...trailing.matchAll(/#(\d+)/g), ...title.matchAll(WORDS)].map(([, number]) => Number(number));
}
