import { readYaml } from "../config/yaml.ts";
import type { Reading } from "../github/github.ts";
import { configurationOf, releaseRun } from "../release/attempt.ts";
import { absent, type Fact, given, seen } from "../release/fact.ts";
import type { Run, Snapshot } from "../release/snapshot.ts";
import type { WorkflowChanges } from "../release/tag-origin.ts";
import { workflowJobs } from "../release/workflow.ts";
import type { Reader } from "./eyes.ts";
import { textFile } from "./text-file.ts";

/** GitHub itself lets a run call no more. https://docs.github.com/actions/reference/workflows-and-actions/reusing-workflow-configurations#limitations-of-reusable-workflows */
const MOST_WORKFLOWS = 50;

/**
 * The workflow that publishes, and those of the repository that it calls, beside the default branch's: whoever may push
 * a tag may tag a commit whose workflow does something else. Absent where that is not asked for.
 */
export const workflowChanges: Reader<Fact<WorkflowChanges>> = async ({ github }, known) => {
  const run = releaseRun(known);
  const commit = given(known.tag)?.commit;
  const branch = given(known.repository)?.defaultBranch;
  const isAsked = configurationOf(known)?.sameWorkflow === true;
  if (!isAsked || run === undefined || commit === undefined || branch === undefined) {
    return absent;
  }
  return seen(await changesOf(github, [run.path, ...ownCalled(run, known)], { commit, branch }));
};

type Between = { readonly commit: string; readonly branch: string };

/** Which of these workflows, and of those of the repository that they call, the branch has otherwise. */
export async function changesOf(
  github: Reading,
  called: readonly string[],
  { commit, branch }: Between,
): Promise<WorkflowChanges> {
  const paths = new Set(called);
  const changed: string[] = [];
  // A Set is walked to entries added on the way.
  for (const path of paths) {
    if (paths.size > MOST_WORKFLOWS) {
      return { changed, more: true };
    }
    const tagged = await textFile(github, path, commit);
    const current = await textFile(github, path, `refs/heads/${branch}`);
    if (tagged === undefined || tagged.blob !== current?.blob) {
      changed.push(path);
    }
    for (const called of calledBy(tagged?.text ?? "")) paths.add(called);
  }
  return { changed, more: false };
}

/** What GitHub itself lists as called, of this repository: what it reads in a file may be more than we do. */
function ownCalled({ called = [] }: Run, { address }: Snapshot): readonly string[] {
  const own = `${address.owner}/${address.name}/`.toLowerCase();
  return called.flatMap((path) => (path.toLowerCase().startsWith(own) ? [path.slice(own.length)] : []));
}

const LOCAL = "./.github/workflows/";

/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_iduses */
function calledBy(workflow: string): readonly string[] {
  const jobs = workflowJobs(readYaml(workflow).value) ?? [];
  return jobs.flatMap(({ calls }) => (calls?.startsWith(LOCAL) ? [calls.slice("./".length)] : []));
}
