import { absent, type Fact, given, seen } from "../release/fact.ts";
import type { TaggedCommit } from "../release/snapshot.ts";
import type { Reader } from "./eyes.ts";
import { instant } from "./stamp.ts";

/** https://docs.github.com/actions/how-tos/manage-workflow-runs/skip-workflow-runs */
const SKIPS = /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]|^skip-checks: *true\s*$/im;

/** The commit that the tag leads to: its date, and whether its message keeps runs from starting. */
export const taggedCommit: Reader<Fact<TaggedCommit>> = async ({ github }, known) => {
  const ref = given(known.tag)?.commit;
  if (ref === undefined) {
    return absent;
  }
  const { commit } = await github.read("GET /repos/{owner}/{repo}/commits/{ref}", { ref, per_page: 1 });
  const stamp = commit.committer?.date;
  return typeof stamp === "string"
    ? seen({ at: instant(stamp), skipsRuns: SKIPS.test(commit.message) })
    : absent;
};
