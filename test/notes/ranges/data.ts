import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";

type Person = { readonly name: string; readonly login: string | null; readonly author_key: string };

export type Commit = {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly is_merge: boolean;
  readonly author: Person;
  readonly authored_at: number;
  readonly subject: string;
  readonly pr_in_subject: number | null;
  readonly merge_pull_request: number | null;
  readonly merged_by_merge_commit_of_pr: number | null;
  readonly pr_heads_with_same_author_date_subject: readonly number[];
  readonly co_authors: readonly Person[];
};

type Tag = { readonly name: string; readonly commit_sha: string };

/** A range file, as far as the tests judge by it. */
export type Data = {
  readonly base: Tag;
  readonly head: Tag;
  readonly merge_base: string;
  readonly ahead_by: number;
  readonly behind_by: number;
  readonly stats: { readonly authors_not_in_script_list: readonly string[] };
  readonly commits: readonly Commit[];
  readonly base_commits?: readonly Commit[];
};

const FOLDER = new URL("../../../../shared/data/invokeai/", import.meta.url).pathname;

/** Whether the project's own data are there. */
export const present = existsSync(FOLDER);

/** The ranges of InvokeAI, by name; none where the data are not there. */
export const real: ReadonlyMap<string, Data> = new Map(
  (present ? readdirSync(`${FOLDER}ranges`) : []).map((file) => [
    file.replace(/\.json$/, ""),
    JSON.parse(readFileSync(`${FOLDER}ranges/${file}`, "utf8")) as Data,
  ]),
);

type Counted = { readonly base: string; readonly head: string; readonly dup_author_date_subject: number };

const counted: readonly Counted[] = present
  ? (JSON.parse(readFileSync(`${FOLDER}consecutive-ranges-v4plus.json`, "utf8")) as readonly Counted[])
  : [];

/**
 * What only the base of a range has. The data name it where they hold the range that ends at this base. Of others they
 * count how many of its commits are among the range's under another sha: so many of the oldest stand for those.
 */
export function withBase(data: Data): Data {
  if (data.behind_by === 0 || data.base_commits !== undefined) return data;
  const before = [...real.values()].find(({ head }) => head.name === data.base.name);
  const known = before === undefined ? standIns(data) : onlyIn(before, data);
  return { ...data, base_commits: known };
}

/** Reachable from the base and not from the merge base. */
function onlyIn({ commits }: Data, { base, merge_base }: Data): readonly Commit[] {
  const own = new Map(commits.map((commit) => [commit.sha, commit]));
  const shared = ancestors(own, merge_base);
  const ofBase = ancestors(own, base.commit_sha);
  return commits.filter(({ sha }) => ofBase.has(sha) && !shared.has(sha));
}

function ancestors(own: ReadonlyMap<string, Commit>, from: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [from];
  for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
    if (found.has(sha)) continue;
    found.add(sha);
    open.push(...(own.get(sha)?.parents ?? []));
  }
  return found;
}

/** The range's oldest commits picked onto the base's branch; GitHub ties what was picked to no pull request. */
function standIns({ base, head, merge_base, commits }: Data): readonly Commit[] {
  const many = counted.find(
    (one) => one.base === base.name && one.head === head.name,
  )?.dup_author_date_subject;
  const picked = commits.filter(({ is_merge }) => !is_merge).slice(0, many ?? 0);
  const shas = picked.map(({ sha }, index) =>
    index === picked.length - 1 ? base.commit_sha : createHash("sha1").update(`picked ${sha}`).digest("hex"),
  );
  return picked.map((commit, index) => ({
    ...commit,
    sha: shas[index] ?? "",
    parents: [shas[index - 1] ?? merge_base],
    pr_in_subject: null,
    merge_pull_request: null,
    merged_by_merge_commit_of_pr: null,
    pr_heads_with_same_author_date_subject: [],
  }));
}
