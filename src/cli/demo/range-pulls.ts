import type { PastPull } from "../../sandbox/scenes/history.ts";
import type { RangeCommit, RangePerson } from "./range-file.ts";

/** The pull requests of a range, each with its commits; its title and author are those of its first that is no merge. */
export function pullsOf(
  commits: readonly RangeCommit[],
  loginOf: (person: RangePerson) => string,
): readonly PastPull[] {
  const byNumber = new Map<number, RangeCommit[]>();
  for (const commit of commits) {
    const number = pullOf(commit);
    if (number !== undefined) {
      byNumber.set(number, [...(byNumber.get(number) ?? []), commit]);
    }
  }
  return [...byNumber].flatMap(([number, own]) => {
    const first = own.find(({ parents }) => parents.length < 2) ?? own[0];
    const last = own.at(-1);
    if (first === undefined || last === undefined) {
      return [];
    }
    const shas = own.map(({ sha }) => sha);
    const mergedAt = 1000 * last.committed_at;
    return [
      { number, title: titleOf(first.subject), author: loginOf(first.author), commits: shas, mergedAt },
    ];
  });
}

/** The surest trace first: a merge commit names its own, a squash carries it in its subject, a rebase leaves a twin. */
function pullOf(commit: RangeCommit): number | undefined {
  return (
    commit.merge_pull_request ??
    commit.merged_by_merge_commit_of_pr ??
    commit.pr_in_subject ??
    commit.pr_heads_with_same_author_date_subject[0]
  );
}

function titleOf(subject: string): string {
  return subject.replace(/\s*\(#\d+\)$/, "");
}
