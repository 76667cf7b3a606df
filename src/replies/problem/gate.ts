import type { Problem } from "../../release/problem.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { buildAnew, configurationFile, deleteTag, holders } from "../places.ts";
import { asCode, asLink, quoted } from "../safe.ts";
import { type IndexProblem, indexProblemText } from "./index.ts";
import type { ProblemText } from "./problem-text.ts";
import { publishFailedText } from "./publish-failure.ts";

type GateProblem = BeforePublishing | IndexProblem;

/** Problems between a gate and what its index serves. */
export function gateProblemText(problem: GateProblem, seen: Snapshot): ProblemText {
  switch (problem.is) {
    case "gate-rejected":
    case "gate-never-reached":
    case "gate-not-configured":
    case "gate-expired":
    case "publish-failed":
    case "yanked-gate-open":
    case "superseded-gate-open":
    case "superseded-run-publishes":
      return beforePublishing(problem, seen);
    case "index-missing-files":
    case "index-other-bytes":
    case "index-yanked":
    case "prerelease-is-latest":
    case "index-extra-files":
    case "index-status":
    case "provenance-mismatch":
    case "index-without-digests":
    case "index-requires-python":
      return indexProblemText(problem, seen);
  }
}

type BeforePublishing = Extract<
  Problem,
  {
    readonly is:
      | "gate-rejected"
      | "gate-never-reached"
      | "gate-not-configured"
      | "gate-expired"
      | "publish-failed"
      | "yanked-gate-open"
      | "superseded-gate-open"
      | "superseded-run-publishes";
  }
>;

function beforePublishing(problem: BeforePublishing, seen: Snapshot): ProblemText {
  const gate = asCode(problem.environment);
  switch (problem.is) {
    case "gate-rejected": {
      const by = problem.by === undefined ? "" : ` by ${asCode(problem.by)}`;
      const reason =
        problem.reason === undefined || problem.reason === "" ? "" : `: ${quoted(problem.reason)}`;
      return {
        says: `Gate ${gate} was rejected${by}${reason}. GitHub takes that as final for this run.`,
        remedy: `The same build after all: \`/retry\` brings the gate back. Another build: fix it, ${deleteTag(seen.key.tag)}, and tag the fixed commit.`,
      };
    }
    case "gate-never-reached":
      return {
        says: `${asLink("The run", problem.url)} ended, and none of its jobs came to environment ${gate}.`,
        remedy:
          "See `environment:`, `needs:` and `if:` of the job that publishes. If a job before it failed, `/retry` runs it again.",
      };
    case "gate-not-configured":
      return {
        says: `A job waits for this app at ${gate}, which is not among \`gates:\`: nobody can approve it.`,
        remedy: `Add ${gate} under \`gates:\` in ${configurationFile(seen)}, or start the job under ${asLink("Review deployments", problem.url)}.`,
      };
    case "gate-expired":
      return {
        says: `Nobody opened gate ${gate} within 30 days, so GitHub ended ${asLink("its job", problem.url)}.`,
        remedy: `GitHub runs jobs again only within 30 days of the start of their run, so \`/retry\` can't bring the gate back: ${buildAnew(seen.key.tag, `, or say ${asCode(`/release ${seen.key.tag}`)}`)} If this release is not to be, close this issue.`,
      };
    case "publish-failed":
      return publishFailedText(problem, seen);
    case "yanked-gate-open":
      return {
        says: `${asLink("The run", problem.url)} of the bad build still waits at ${gate}: one click there would publish more of it.`,
        remedy: `Reject it there under *Review deployments*, or click *Cancel workflow* (${holders("write", seen)}).`,
      };
    case "superseded-gate-open":
      return {
        says: `${asLink("An earlier run", problem.url)} still waits at ${gate}: one click there would publish the old build.`,
        remedy: `Click *Cancel workflow* at ${asLink("that run", problem.url)} (${holders("write", seen)}).`,
      };
    case "superseded-run-publishes":
      return {
        says: `${asLink("An earlier run", problem.url)} is at work behind gate ${gate}, which was opened before the tag moved: it may be publishing the old build.`,
        remedy: `Click *Cancel workflow* at ${asLink("that run", problem.url)} at once (${holders("write", seen)}), and see what it has published: files that an index took can't be uploaded twice.`,
      };
  }
}
