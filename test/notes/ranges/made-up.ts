import { commit, diverged, range, sha, straight } from "../../cli/range.ts";
import type { Commit, Data } from "./data.ts";

const ada = { name: "Ada L." };
const linh = { name: "Linh", login: "linh-p" };

/** As `git cherry-pick` leaves it: another sha and place, the same author, date and subject. */
const picked = (original: Commit, onto: string, as: string): Commit => ({
  ...original,
  sha: sha(as),
  parents: [sha(onto)],
  pr_in_subject: null,
  pr_heads_with_same_author_date_subject: [],
});

/**
 * A release branch took one fix of the next version whole, and one commit of another's two; a third pull request came
 * with a merge commit, and two commits were pushed.
 */
const taken = (): Data => {
  const fix = commit("fix: one", 1, { pr: 21, by: ada });
  const half = commit("fix: half", 2, { parents: ["fix: one"], by: ada, rebasedFrom: [22] });
  const otherHalf = commit("fix: the other half", 3, {
    parents: ["fix: half"],
    by: ada,
    coAuthors: [linh],
    rebasedFrom: [22],
  });
  const branch = commit("feat: a branch", 4, { by: linh });
  const merge = commit("merge", 5, { parents: ["fix: the other half", "feat: a branch"] });
  const pushed = commit("chore: tidy up", 6, { parents: ["merge"] });
  const last = commit("chore: release", 7, { parents: ["chore: tidy up"] });
  const data = range([fix, half, otherHalf, branch, merge, pushed, last], {
    base: "v1.0.1",
    head: "v1.1.0",
    external: ["Ada L.", "Linh"],
    behind: 2,
  });
  return {
    ...data,
    commits: [
      fix,
      half,
      otherHalf,
      { ...branch, merged_by_merge_commit_of_pr: 23 },
      { ...merge, merge_pull_request: 23 },
      pushed,
      last,
    ],
    base_commits: [picked(fix, "base", "picked"), picked(half, "picked", "base only")],
  };
};

/** People, one of whom is called Claude, had agents write for them. */
const assisted = (): Data =>
  range([
    commit("feat: a", 1, { pr: 31, by: ada, coAuthors: [{ name: "Claude Opus 4.8 (1M context)" }] }),
    commit("feat: b", 2, {
      pr: 32,
      parents: ["feat: a"],
      by: { name: "Cursor Agent" },
      coAuthors: [linh, { name: "Claude" }, { name: "Claude Lorrain" }],
    }),
  ]);

/** Ranges that nobody made, so that a clone without the data has some. */
export const madeUp: readonly (readonly [string, Data])[] = [
  ["made up: straight", straight()],
  ["made up: diverged", diverged()],
  ["made up: with agents", assisted()],
  ["made up: half of a pull request shipped", taken()],
];
