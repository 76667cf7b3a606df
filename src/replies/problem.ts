import type { Problem } from "../release/problem.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { announcementProblemText } from "./problem/announcement.ts";
import { artifactProblemText } from "./problem/artifact.ts";
import { boardProblemText } from "./problem/board.ts";
import { buildProblemText } from "./problem/build.ts";
import { distributionProblemText } from "./problem/distribution.ts";
import { gateProblemText } from "./problem/gate.ts";
import { githubReleaseProblemText } from "./problem/github-release.ts";
import { noRunText } from "./problem/no-run.ts";
import { notesProblemText } from "./problem/notes.ts";
import { overdueText } from "./problem/overdue.ts";
import { packageProblemText } from "./problem/packages.ts";
import type { ProblemText } from "./problem/problem-text.ts";
import { releaseProblemText } from "./problem/release.ts";
import { tagProblemText } from "./problem/tag.ts";
import { workflowProblemText } from "./problem/workflow.ts";

/** What went wrong, and the way out. */
export function problemText(problem: Problem, seen: Snapshot): ProblemText {
  switch (problem.is) {
    case "configuration-broken":
    case "configuration-gone":
    case "board-abandoned":
    case "no-effect":
    case "not-granted":
      return boardProblemText(problem, seen);
    case "no-run":
      return noRunText(problem, seen);
    case "overdue":
      return overdueText(problem, seen);
    case "tag-unparsable":
    case "version-held":
    case "newer-tagged":
    case "tag-not-a-commit":
    case "tag-deleted":
    case "tag-off-branches":
    case "workflow-changed":
    case "blockers-open":
    case "tagged-otherwise":
    case "version-mismatch":
    case "version-unreadable":
    case "version-foreign":
    case "version-not-uploadable":
    case "version-taken":
      return tagProblemText(problem, seen);
    case "distributions-faulty":
    case "distributions-doubtful":
    case "distribution-missing":
    case "installer-stale":
    case "installer-unread":
      return distributionProblemText(problem, seen);
    case "jobs-failed":
    case "run-failed":
    case "no-job-ran":
    case "nothing-before-gate":
    case "smoke-test-failed":
      return buildProblemText(problem, seen);
    case "artifact-missing":
    case "artifact-expired":
    case "artifact-refused":
    case "metadata-mismatch":
      return artifactProblemText(problem, seen);
    case "package-not-built":
    case "package-not-named":
      return packageProblemText(problem, seen);
    default:
      return laterProblemText(problem, seen);
  }
}

type LaterProblem =
  | Parameters<typeof gateProblemText>[0]
  | Parameters<typeof workflowProblemText>[0]
  | Parameters<typeof announcementProblemText>[0]
  | Parameters<typeof notesProblemText>[0]
  | Parameters<typeof releaseProblemText>[0]
  | Parameters<typeof githubReleaseProblemText>[0];

/** From the gates on. */
function laterProblemText(problem: LaterProblem, seen: Snapshot): ProblemText {
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
    case "index-missing-files":
    case "index-other-bytes":
    case "index-yanked":
    case "index-extra-files":
    case "index-status":
    case "provenance-mismatch":
    case "index-without-digests":
    case "index-requires-python":
    case "prerelease-is-latest":
      return gateProblemText(problem, seen);
    case "workflow-unread":
    case "job-without-id-token":
    case "job-without-needs":
    case "job-without-gate":
    case "gate-without-job":
    case "gate-out-of-sight":
      return workflowProblemText(problem, seen);
    case "notes-file-broken":
    case "notes-full":
    case "members-unread":
      return notesProblemText(problem, seen);
    case "asset-not-found":
    case "asset-gone":
    case "asset-name-taken":
    case "release-asset-differs":
    case "released-before-verified":
      return releaseProblemText(problem, seen);
    case "channel-unknown":
    case "channel-of-another-kind":
    case "announcement-unclear":
    case "announcement-outdated":
      return announcementProblemText(problem, seen);
    case "tag-burnt":
    case "intro-left-out":
    case "stray-drafts":
    case "published-as-other-kind":
    case "wrong-latest":
    case "published-incomplete":
    case "discussion-missing":
      return githubReleaseProblemText(problem, seen);
  }
}
