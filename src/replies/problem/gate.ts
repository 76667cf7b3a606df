import { gateNamed, isDispensable } from "../../release/gate.ts";
import type { Problem } from "../../release/problem.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { configurationFile, deleteTag, environmentSettings, holders } from "../places.ts";
import { asCode, asLink, quoted } from "../safe.ts";
import { anewText, MOST_AGE_TEXT } from "../too-old.ts";
import { type IndexProblem, indexProblemText } from "./index.ts";
import type { ProblemText } from "./problem-text.ts";
import { publishFailedText } from "./publish-failure.ts";
import { withoutText } from "./publish-remedy.ts";

type GateProblem = BeforePublishing | IndexProblem;

/** Problems between a gate and what its index serves. */
export function gateProblemText(problem: GateProblem, seen: Snapshot): ProblemText {
  switch (problem.is) {
    case "gate-rejected":
    case "gate-never-reached":
    case "gate-unguarded":
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
      | "gate-unguarded"
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
    case "gate-unguarded":
      return {
        says: `Nothing guards ${gate}: its job will publish without anybody's approval.`,
        remedy: `Before it comes to that, have an admin tick the app at ${asCode(problem.environment)} in ${environmentSettings(seen)}, made there if it is missing, under *Deployment protection rules*.`,
      };
    case "gate-not-configured":
      return {
        says: `A job waits for this app at ${gate}, which is not among \`gates:\`: nobody can approve it.`,
        remedy: `Add ${gate} under \`gates:\` in ${configurationFile(seen)}, or start the job under ${asLink("Review deployments", problem.url)}.`,
      };
    case "gate-expired":
      return {
        says: `Nobody opened gate ${gate} within 30 days, so GitHub ended ${asLink("its job", problem.url)}.`,
        remedy: expiredRemedy(problem, seen),
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

function expiredRemedy(problem: Extract<Problem, { readonly is: "gate-expired" }>, seen: Snapshot): string {
  const { environment, out, next } = problem;
  const gate = gateNamed(seen, environment);
  const inVain = `${MOST_AGE_TEXT}, so \`/retry\` can't bring the gate back.`;
  if (gate !== undefined && isDispensable(seen, gate)) {
    return `${withoutText(environment)} ${inVain} There is nothing to do.`;
  }
  const elsewhere = `, or say ${asCode(`/release ${seen.key.tag}`)}`;
  const anew = anewText(seen.key.tag, out, { elsewhere, ...(next === undefined ? {} : { next }) });
  const end =
    (out?.on.length ?? 0) > 0
      ? `To end this one without the gate, write \`optional: true\` under it in ${configurationFile(seen)}.`
      : "If this release is not to be, close this issue.";
  return `${inVain} ${anew} ${end}`;
}
