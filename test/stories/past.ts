import type { Told } from "./stage.ts";

/** A pull request that was merged into a branch, by default by somebody from outside. */
export function merge({ repo, people, clock }: Told, title: string, branch = "main"): void {
  const author = { login: people.outsider };
  const sha = repo.commit({
    branch,
    files: { [`${title}.txt`]: title },
    message: title,
    author,
    silent: true,
  });
  repo.pullRequest({ title, author: people.outsider, commits: [sha], mergedAt: clock.now() });
}

/** Versions of the past, each after one merged pull request of the same name; nobody is told of them. */
export function tagged(told: Told, ...versions: readonly string[]): void {
  for (const version of versions) {
    merge(told, `In ${version}`);
    told.repo.pushTag(`v${version}`, {
      by: told.people.writer,
      silent: true,
      annotated: { message: version },
      at: told.clock.now() - 30 * 86_400_000,
    });
  }
}
