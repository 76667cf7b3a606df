import { z } from "zod";
import type { Contributor, History, PastCommit } from "../../sandbox/scenes/history.ts";
import { loginsOf } from "./range-people.ts";
import { pullsOf } from "./range-pulls.ts";

const Sha = z.string().regex(/^[0-9a-f]{40}$/, "is no commit's sha");
const Seconds = z.int().nonnegative();

const Person = z.object({
  name: z.string().min(1),
  login: z.string().min(1).nullable(),
  author_key: z.string(),
});
export type RangePerson = z.infer<typeof Person>;

const Commit = z.object({
  sha: Sha,
  parents: z.array(Sha),
  author: Person,
  authored_at: Seconds,
  committed_at: Seconds,
  subject: z.string(),
  pr_in_subject: z.int().positive().nullable(),
  merge_pull_request: z.int().positive().nullable(),
  merged_by_merge_commit_of_pr: z.int().positive().nullable(),
  pr_heads_with_same_author_date_subject: z.array(z.int().positive()),
  co_authors: z.array(Person),
});
export type RangeCommit = z.infer<typeof Commit>;

const Tag = z.object({
  name: z.string().min(1),
  annotated: z.boolean(),
  commit_sha: Sha,
  tagged_at: Seconds.nullable(),
  message_subject: z.string().nullable(),
  version_file_value: z.string().min(1),
});

/** A release range as the project's data describes it; what the demo does not use is left out. */
const RangeShape = z.object({
  base: Tag,
  head: Tag,
  merge_base: Sha,
  ahead_by: z.int().nonnegative(),
  behind_by: z.int().nonnegative(),
  stats: z.object({ authors_not_in_script_list: z.array(z.string()) }),
  commits: z.array(Commit).min(1, "names no commit to release"),
  /** Those that only the base has, where they are known, oldest first; the last one is the base itself. */
  base_commits: z.array(Commit).default([]),
});
export type RangeData = z.infer<typeof RangeShape>;

/** A range that can be released: the history before the tag, and the tag. */
export type Range = {
  readonly history: History;
  readonly head: {
    readonly tag: string;
    readonly sha: string;
    readonly message: string | undefined;
    /** Milliseconds since 1970. */
    readonly at: number;
  };
};

export type RangeReading =
  | { readonly is: "read"; readonly range: Range }
  /** What is wrong where, one line each. */
  | { readonly is: "faulty"; readonly faults: readonly string[] };

/** Reads the text of a range file. */
export function readRange(text: string): RangeReading {
  const json = parsed(text);
  if ("fault" in json) {
    return { is: "faulty", faults: [json.fault] };
  }
  const read = RangeShape.safeParse(json.value);
  if (!read.success) {
    return {
      is: "faulty",
      faults: read.error.issues.map(({ path, message }) => `${placeOf(path)}: ${message}`),
    };
  }
  const faults = contradictionsIn(read.data);
  return faults.length > 0 ? { is: "faulty", faults } : { is: "read", range: rangeOf(read.data) };
}

function parsed(text: string): { readonly value: unknown } | { readonly fault: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { fault: `it is no JSON (${error instanceof Error ? error.message : "unreadable"})` };
  }
}

function placeOf(path: readonly PropertyKey[]): string {
  const place = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return place.replace(/^\./, "") || "the file";
}

/** What no shape can tell: a parent that comes after its child, a head that is not there, counts that are not. */
function contradictionsIn(data: RangeData): readonly string[] {
  const { commits, head, base, merge_base, ahead_by, behind_by } = data;
  const position = new Map(commits.map(({ sha }, index) => [sha, index]));
  const disorder = commits.flatMap(({ parents }, index) =>
    parents
      .filter((parent) => (position.get(parent) ?? -1) >= index)
      .map((parent) => `commits[${index}].parents: ${parent} comes later in the list`),
  );
  const hasDiverged = base.commit_sha !== merge_base;
  return [
    ...(position.size === commits.length ? [] : ["commits: a sha appears twice"]),
    ...(commits.at(-1)?.sha === head.commit_sha ? [] : ["head.commit_sha: is not the last of the commits"]),
    ...(position.has(base.commit_sha) ? ["base.commit_sha: is one of the commits that come after it"] : []),
    ...(position.has(merge_base) ? ["merge_base: is one of the commits that come after it"] : []),
    ...(ahead_by === commits.length
      ? []
      : [`ahead_by: says ${ahead_by}, but there are ${commits.length} commits`]),
    ...(hasDiverged === behind_by > 0
      ? []
      : [`behind_by: says ${behind_by}, which does not fit the merge_base`]),
    ...disorder,
    ...contradictionsInBase(data),
  ];
}

function contradictionsInBase({ base, base_commits, behind_by, commits }: RangeData): readonly string[] {
  const shas = new Set(commits.map(({ sha }) => sha));
  return [
    ...(base_commits.length <= behind_by
      ? []
      : [`base_commits: there are ${base_commits.length}, but behind_by says ${behind_by}`]),
    ...(base_commits.length === 0 || base_commits.at(-1)?.sha === base.commit_sha
      ? []
      : ["base_commits: the last is not base.commit_sha"]),
    ...(base_commits.some(({ sha }) => shas.has(sha)) ? ["base_commits: one of them is among commits"] : []),
  ];
}

function rangeOf(data: RangeData): Range {
  const { base, head } = data;
  const { loginOf, contributors } = loginsOf(data);
  const past = (commit: RangeCommit): PastCommit => ({
    sha: commit.sha,
    parents: commit.parents,
    author: loginOf(commit.author),
    coAuthors: [...new Set(commit.co_authors.map(loginOf))],
    message: commit.subject,
    at: 1000 * commit.authored_at,
  });
  const last = data.commits.at(-1);
  const releasedAt = head.tagged_at ?? last?.committed_at ?? 0;
  return {
    history: {
      contributors: contributors satisfies readonly Contributor[],
      base: {
        tag: base.name,
        sha: base.commit_sha,
        version: base.version_file_value,
        message: messageOf(base),
        at: 1000 * (base.tagged_at ?? data.commits[0]?.committed_at ?? releasedAt),
      },
      mergeBase: data.merge_base,
      behindBy: data.behind_by,
      behind: data.base_commits.map(past),
      commits: data.commits.map(past),
      version: head.version_file_value,
      pulls: pullsOf([...data.base_commits, ...data.commits], loginOf),
    },
    head: { tag: head.name, sha: head.commit_sha, message: messageOf(head), at: 1000 * releasedAt },
  };
}

function messageOf({ annotated, message_subject, name }: RangeData["base"]): string | undefined {
  return annotated ? (message_subject ?? name) : undefined;
}
