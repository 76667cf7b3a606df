import type { Account, PullRequest, Range, RangeCommit } from "../release/range.ts";
import { type Named, peopleOf } from "./commit-people.ts";
import { type Directory, directory } from "./directory.ts";
import { nameKey } from "./names.ts";
import { carries, isTranslation, languages } from "./translations.ts";

/** Somebody's part in the range. */
export type Part = {
  readonly person: Person;
  readonly pullRequests: readonly number[];
  /** Into these languages they translated; absent: it was no translation. */
  readonly languages?: readonly string[];
  /** They pushed it, through no pull request. */
  readonly pushed: boolean;
};

/** An account that GitHub names, or a name in git that it knows no account for. */
export type Person = { readonly account: Account } | { readonly name: string };

/** The person's login, or name in git, as both are compared. */
export function personKey(person: Person): string {
  return nameKey("account" in person ? person.account.login : person.name);
}

/** Every part that people had in a range, in the order of the range; merging is none. */
export function partsIn(range: Range, carriers: readonly string[]): readonly Part[] {
  const accountOf = directory(range);
  const byNumber = new Map(range.pullRequests.map((one) => [one.number, one]));
  const made = range.commits
    .filter(({ isMerge }) => !isMerge)
    .flatMap((commit) => {
      const pullRequests = commit.pullRequests.flatMap((number) => byNumber.get(number) ?? []);
      return partsOf({ commit, pullRequests, carriers, accountOf });
    });
  return [...range.pullRequests.flatMap((one) => opened(one, carriers)), ...made];
}

function opened({ author, number }: PullRequest, carriers: readonly string[]): readonly Part[] {
  return author === undefined || author.bot || carries({ name: author.login, account: author }, carriers)
    ? []
    : [{ person: { account: author }, pullRequests: [number], pushed: false }];
}

type Commit = {
  readonly commit: RangeCommit;
  readonly pullRequests: readonly PullRequest[];
  readonly carriers: readonly string[];
  readonly accountOf: Directory;
};

/** `git cherry-pick -x` and its like on GitHub's pages: whoever pushed it is not who wrote it. */
const PICKED = /^\(cherry picked from commit /m;

function partsOf({ commit, pullRequests, carriers, accountOf }: Commit): readonly Part[] {
  const translation = isTranslation(commit, pullRequests, carriers);
  const isOwn = commit.committer === undefined && !PICKED.test(commit.body);
  const mayBePushed = commit.pullRequests.length === 0 && !translation && isOwn;
  return peopleOf(commit, carriers).map((one) => {
    const account = one.author.account ?? accountOf(one.author.name);
    const translator = one.role === "translator" || (translation && one.role === "author");
    return {
      person: account === undefined ? { name: one.author.name } : { account },
      pullRequests: translation ? [] : pullRequests.map(({ number }) => number),
      pushed: one.first && mayBePushed,
      ...(translator ? { languages: languagesOf(commit, one) } : {}),
    };
  });
}

function languagesOf(commit: RangeCommit, { said }: Named): readonly string[] {
  return [...(languages(commit).get(nameKey(said)) ?? [])];
}
