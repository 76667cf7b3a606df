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
  const base = data.base_commits ?? [];
  const [onBase, pullsOnBase] = [new Set(base.map(identity)), new Set(numbersOf(base))];
  const isShipped = (commit: Commit) =>
    onBase.has(identity(commit)) || pullsOnBase.has(numberOf(commit) ?? Number.NaN);
  const shipped = data.commits.filter(isShipped);
  const left = data.commits.filter((commit) => !isShipped(commit));
  const pullRequests = numbersOf(left);
  const written = left.filter((commit) => !commit.is_merge || isAllThereIs(commit, left));
  const everybody = written
    .flatMap(({ author, co_authors }) => [author, ...co_authors])
    .filter(({ name }) => !isBot(name));
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

/** Who merges wrote nothing of it, unless nothing else is known of the pull request. */
function isAllThereIs(merge: Commit, all: readonly Commit[]): boolean {
  const number = numberOf(merge);
  return number !== undefined && all.every((one) => one.is_merge || numberOf(one) !== number);
}

/** A commit keeps them when it is picked or rebased; of one pull request merged twice, the number says enough. */
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

/** Who carries others' work, and agents that sign from an address where nobody reads. */
const TOOLS = ["Hosted Weblate", "Copilot", "Cursor Agent", "Claude"];
const MODELS = ["Opus", "Sonnet", "Haiku", "Fable"].map((model) => `Claude ${model} `);

function isBot(name: string): boolean {
  return (
    /\[bot\]$|\(bot\)$/.test(name) || TOOLS.includes(name) || MODELS.some((model) => name.startsWith(model))
  );
}
