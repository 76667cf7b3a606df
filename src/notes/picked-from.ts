/**
 * The hashes of the commits that a message says it was picked from, as `git cherry-pick -x` writes them; a squashed
 * backport of several has a line for each. https://git-scm.com/docs/git-cherry-pick
 */
export function pickedFrom(message: string): readonly string[] {
  return [...message.matchAll(/\(cherry picked from commit ([0-9a-f]{40})\)/g)].flatMap(
    ([, sha]) => sha ?? [],
  );
}
