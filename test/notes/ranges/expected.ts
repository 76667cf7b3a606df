import type { Commit, Data } from "./data.ts";

/** What the notes of a range have to say, by its data. */
export type Expected = {
  readonly commits: number;
  readonly pullRequests: readonly number[];
  /** Everybody who wrote some of it, bots left out, by login in lower case. */
  readonly people: readonly string[];
  /** Those of them whom the project's own script takes for external, or who are in no list of authors at all. */
  readonly external: readonly string[];
  /** The logins of the others, as they are written. */
  readonly members: readonly string[];
  readonly shipped: { readonly commits: number; readonly pullRequests: readonly number[] };
};

type Person = Commit["author"];

/** From the data alone: nothing of the app is asked. `loginOf` is GitHub's: which account a name of git's belongs to. */
export function expectedOf(data: Data, loginOf: (person: Person) => string): Expected {
  const onBase = new Set((data.base_commits ?? []).map(identity));
  const shipped = data.commits.filter((commit) => onBase.has(identity(commit)));
  const left = data.commits.filter((commit) => !onBase.has(identity(commit)));
  const pullRequests = numbersOf(left);
  const authors = left.map(({ author }) => author);
  const everybody = [...authors, ...left.flatMap((commit) => commit.co_authors)].filter(
    ({ name }) => !isBot(name),
  );
  const notInList = new Set(data.stats.authors_not_in_script_list);
  const members = [
    ...new Set(
      data.commits.flatMap(({ author }) =>
        notInList.has(author.name) || isBot(author.name) ? [] : [loginOf(author)],
      ),
    ),
  ];
  const inList = new Set(members.map((login) => login.toLowerCase()));
  const people = [...new Set(everybody.map((person) => loginOf(person).toLowerCase()))].sort();
  return {
    commits: left.length,
    pullRequests,
    people,
    external: people.filter((login) => !inList.has(login)),
    members,
    shipped: {
      commits: shipped.length,
      pullRequests: numbersOf(shipped).filter((number) => !pullRequests.includes(number)),
    },
  };
}

/** A commit keeps them when it is picked or rebased. */
function identity({ author, authored_at, subject }: Commit): string {
  return JSON.stringify([author.author_key, authored_at, subject]);
}

function numbersOf(commits: readonly Commit[]): readonly number[] {
  return [...new Set(commits.flatMap((commit) => numberOf(commit) ?? []))].sort((a, b) => a - b);
}

/** The surest trace of the four. */
function numberOf(commit: Commit): number | undefined {
  return [
    commit.merge_pull_request,
    commit.merged_by_merge_commit_of_pr,
    commit.pr_in_subject,
    commit.pr_heads_with_same_author_date_subject[0],
  ].find((number) => typeof number === "number") as number | undefined;
}

function isBot(name: string): boolean {
  return /\[bot\]$|\(bot\)$/.test(name) || name === "Hosted Weblate";
}
