import { createHash } from "node:crypto";

/** The sha of a commit of these tests, by a name. */
export const sha = (name: string) => createHash("sha1").update(name).digest("hex");

type Someone = { name: string; login?: string };

export const person = ({ name, login }: Someone) => ({
  name,
  login: login ?? null,
  github_id: null,
  email_kind: "other",
  author_key: sha(name).slice(0, 12),
});

const HOUR = 3600;
const BEGIN = 1_712_000_000;

type CommitOptions = {
  readonly parents?: readonly string[];
  readonly by?: Someone;
  readonly coAuthors?: readonly Someone[];
  readonly pr?: number;
  readonly rebasedFrom?: readonly number[];
};

/** A commit of a range file; the nth hour tells its time. */
export const commit = (name: string, hour: number, options: CommitOptions = {}) => ({
  sha: sha(name),
  parents: (options.parents ?? ["base"]).map(sha),
  is_merge: (options.parents ?? []).length > 1,
  author: person(options.by ?? { name: "psychedelicious" }),
  authored_at: BEGIN + hour * HOUR,
  committed_at: BEGIN + hour * HOUR,
  subject: options.pr === undefined ? name : `${name} (#${options.pr})`,
  pr_in_subject: options.pr ?? null,
  merge_pull_request: null,
  merged_by_merge_commit_of_pr: null,
  pr_heads_with_same_author_date_subject: [...(options.rebasedFrom ?? [])],
  co_authors: (options.coAuthors ?? []).map(person),
});

type Commit = ReturnType<typeof commit>;

const tag = (name: string, at: string, version: string) => ({
  name,
  annotated: true,
  ref_object_sha: sha(`${name} object`),
  commit_sha: sha(at),
  tagged_at: BEGIN + 40 * HOUR,
  tagger: "psychedelicious",
  message_subject: name,
  version_file_value: version,
});

type RangeOptions = {
  readonly base?: string;
  readonly head?: string;
  /** What the version file says at the head; the tag's version unless told. */
  readonly version?: string;
  readonly external?: readonly string[];
  /** Commits that only the base has. */
  readonly behind?: number;
};

/** A range file as an object. */
export const range = (commits: readonly Commit[], options: RangeOptions = {}) => {
  const { base = "v1.0.0", head = "v1.1.0", behind = 0 } = options;
  return {
    repository: "invoke-ai/InvokeAI",
    base: {
      ...tag(base, behind === 0 ? "base" : "base only", base.replace(/^v/, "")),
      tagged_at: BEGIN - HOUR,
    },
    head: {
      ...tag(head, "head", options.version ?? head.replace(/^v/, "")),
      commit_sha: commits.at(-1)?.sha ?? sha("none"),
    },
    merge_base: sha("base"),
    compare_status: behind === 0 ? "ahead" : "diverged",
    ahead_by: commits.length,
    behind_by: behind,
    stats: { authors_not_in_script_list: [...(options.external ?? [])] },
    commits,
  };
};

/** Squashed and rebased pull requests by members, others and a bot, with a merge in between. */
export const straight = () =>
  range(
    [
      commit("feat: masks", 1, { pr: 11 }),
      commit("fix: a typo", 2, { parents: ["feat: masks"], by: { name: "Ada L." }, pr: 12 }),
      commit("fix: memory", 3, { parents: ["fix: a typo"], by: { name: "嶋田豪介" }, rebasedFrom: [13] }),
      commit("translations", 4, {
        parents: ["fix: memory"],
        by: { name: "Weblate (bot)" },
        coAuthors: [{ name: "Linh", login: "linh-p" }],
        pr: 14,
      }),
      commit("merge", 5, { parents: ["translations", "feat: masks"] }),
    ],
    { external: ["Ada L.", "嶋田豪介", "Weblate (bot)"] },
  );

/** A candidate whose base has two commits that it lacks. */
export const diverged = () =>
  range(
    [
      commit("fix: one", 1, { pr: 21, by: { name: "Ada L." } }),
      commit("fix: two", 2, { parents: ["fix: one"] }),
    ],
    {
      base: "v1.0.1",
      head: "v1.1.0-rc2",
      external: ["Ada L."],
      behind: 2,
    },
  );
