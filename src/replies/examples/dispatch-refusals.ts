import type { CommandName, RequestRefusal, Said } from "../../release/answer.ts";
import { tagOriginText } from "../problem/tag-origin.ts";
import { problemExamples } from "./problems.ts";
import { EXAMPLE } from "./release.ts";

const page = "https://github.com/octo/tool/actions/workflows/build.yml";
const run = "https://github.com/octo/tool/actions/runs/7";

type Line = (command: CommandName, ...words: readonly string[]) => Said;

type Examples = {
  readonly [I in RequestRefusal["is"]]: readonly [Extract<RequestRefusal, { readonly is: I }>, Said];
};

/** Why a workflow is not started, or no board opened: one example of each. */
export function dispatchRefusalExamples(said: Line): Examples {
  const build = said("build", "main");
  const release = said("release", "v5.0.0");
  return {
    "no-build-workflow": [{ is: "no-build-workflow" }, build],
    "no-such-ref": [{ is: "no-such-ref", said: "mian" }, said("build", "mian")],
    "ambiguous-ref": [{ is: "ambiguous-ref", said: "v5" }, said("build", "v5")],
    "bare-commit": [{ is: "bare-commit", said: "5a2f9c1d04be" }, said("build", "5a2f9c1d04be")],
    "no-workflow-file": [{ is: "no-workflow-file", workflow: "build.yml", ref: "refs/heads/main" }, build],
    "no-trigger": [{ is: "no-trigger", workflow: "build.yml", ref: "refs/heads/main" }, build],
    "may-not-start": [{ is: "may-not-start", permissions: ["actions: write"], url: page }, build],
    "not-started": [
      { is: "not-started", detail: "Actions has been disabled for this repository.", url: page },
      build,
    ],
    "start-unclear": [{ is: "start-unclear", url: page }, build],
    "build-failed": [
      {
        is: "build-failed",
        conclusion: "failure",
        jobs: [{ name: "build / wheel", url: `${run}/job/1` }],
        url: run,
      },
      build,
    ],
    "build-endless": [{ is: "build-endless", url: run }, build],
    "not-a-tag": [{ is: "not-a-tag", said: "main", kind: "branch" }, said("release", "main")],
    "no-such-tag": [{ is: "no-such-tag", tag: "v5.0.0" }, release],
    "release-workflow-unknown": [{ is: "release-workflow-unknown", paths: [] }, release],
    "not-releasable": [
      {
        is: "not-releasable",
        tag: "v5.0.0",
        says: tagOriginText(problemExamples["tag-off-branches"], EXAMPLE).says,
      },
      release,
    ],
    "say-on-board": [
      { is: "say-on-board", tag: "v5.0.0", url: "https://github.com/octo/tool/issues/12" },
      release,
    ],
  };
}
