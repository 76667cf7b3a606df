import { configurationOf, currentRuns } from "../release/attempt.ts";
import { absent, seen as fact, factAt, given } from "../release/fact.ts";
import { DAY } from "../release/instant.ts";
import type { OtherBoard, Ref, Run, Snapshot } from "../release/snapshot.ts";
import { type Judgement, looking, refused } from "./command.ts";

/** GitHub re-runs nothing that was made longer ago. https://docs.github.com/actions/how-tos/manage-workflow-runs/re-run-workflows-and-jobs */
const RERUN_LIMIT = 30 * DAY;

/**
 * The newest run of the tag's release workflow at its commit that can still lead to a release: one that has not ended,
 * or has succeeded, or can be run again. A run that its board knows by an earlier attempt can't: the tag was made again
 * since, at the same commit.
 */
export function runToConduct(
  seen: Snapshot,
  tag: string,
  { ref, board }: { readonly ref: Ref; readonly board: OtherBoard | undefined },
): Run | undefined {
  const remembered = board === undefined ? absent : fact({ ...board, title: "", locked: false });
  const known = { ...seen, key: { ...seen.key, tag }, board: remembered, tag: fact(ref) };
  const runs = currentRuns({ ...known, runs: factAt(seen.runsOf, tag) });
  return runs.find(
    (run) =>
      run.status !== "completed" || run.conclusion === "success" || seen.now - run.createdAt < RERUN_LIMIT,
  );
}

/** Whether a GitHub release of the tag is public. */
export function isPublic(seen: Snapshot, tag: string): boolean {
  return (given(seen.githubReleases) ?? []).some((one) => one.tag === tag && !one.draft);
}

/**
 * File name of the release workflow: as configured, else the one that ran for this tag, else for the newest published
 * one before it.
 */
export function releaseWorkflow(seen: Snapshot, tag: string): Found {
  const configured = configurationOf(seen)?.workflow;
  if (configured !== undefined) {
    return { file: configured };
  }
  const before = (given(seen.githubReleases) ?? []).find((one) => !one.draft && one.tag !== tag)?.tag;
  const own = workflowOf(seen, tag);
  return "file" in own || before === undefined || mayStillSay(own) ? own : workflowOf(seen, before);
}

type Found = { readonly file: string } | { readonly judgement: Judgement };

function mayStillSay(found: Found): boolean {
  return "judgement" in found && found.judgement.answer.is === "looking";
}

/** The one that ran for a tag. */
function workflowOf(seen: Snapshot, tag: string): Found {
  const runs = factAt(seen.runsOf, tag);
  if (runs.is === "unseen" || runs.is === "unknown") {
    return { judgement: looking(runs.is === "unseen" ? [{ at: "runsOf", tag }] : []) };
  }
  const paths = pathsOf(seen, given(runs) ?? []);
  const [path] = paths;
  return path === undefined || paths.length > 1
    ? { judgement: refused({ is: "release-workflow-unknown", paths }) }
    : { file: path.split("/").at(-1) ?? path };
}

function pathsOf({ key }: Snapshot, runs: readonly Run[]): readonly string[] {
  const own = runs.filter(
    ({ event, repository }) =>
      repository === key.repository && (event === "push" || event === "workflow_dispatch"),
  );
  return [...new Set(own.map(({ path }) => path))].toSorted();
}
