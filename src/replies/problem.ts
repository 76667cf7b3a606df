import type { Problem } from "../release/problem.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { boardProblemText } from "./problem/board.ts";
import { buildProblemText } from "./problem/build.ts";
import { gateProblemText } from "./problem/gate.ts";
import { packageProblemText } from "./problem/packages.ts";
import type { ProblemText } from "./problem/problem-text.ts";
import { releaseProblemText } from "./problem/release.ts";
import { tagProblemText } from "./problem/tag.ts";

/** What went wrong, and the way out. */
export function problemText(problem: Problem, seen: Snapshot): ProblemText {
  switch (problem.is) {
    case "configuration-broken":
    case "configuration-gone":
    case "board-abandoned":
    case "no-effect":
    case "not-granted":
      return boardProblemText(problem, seen);
    case "tag-unparsable":
    case "tag-not-a-commit":
    case "tag-deleted":
    case "version-mismatch":
    case "version-unreadable":
    case "version-not-uploadable":
    case "version-taken":
      return tagProblemText(problem, seen);
    case "metadata-mismatch":
    case "jobs-failed":
    case "run-failed":
    case "no-job-ran":
    case "artifact-missing":
    case "artifact-expired":
    case "artifact-refused":
    case "smoke-test-failed":
      return buildProblemText(problem, seen);
    case "package-not-built":
    case "package-not-named":
      return packageProblemText(problem, seen);
    case "gate-rejected":
    case "gate-never-reached":
    case "gate-not-configured":
    case "gate-expired":
    case "publish-failed":
    case "superseded-gate-open":
    case "superseded-run-publishes":
    case "index-missing-files":
    case "index-other-bytes":
    case "index-yanked":
    case "prerelease-is-latest":
      return gateProblemText(problem, seen);
    case "asset-not-found":
    case "asset-name-taken":
    case "release-asset-differs":
    case "released-before-verified":
    case "channel-unknown":
    case "announcement-unclear":
      return releaseProblemText(problem, seen);
  }
}
