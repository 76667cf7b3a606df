import { seen } from "../../release/fact.ts";
import type { PlannedPhase } from "../../release/plan.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { actionExamples } from "../examples/actions.ts";
import { BUSY } from "../examples/busy.ts";
import { problemExamples } from "../examples/problems.ts";
import { reasonExamples } from "../examples/reasons.ts";
import { board, EXAMPLE, ON_A_BOARD } from "../examples/release.ts";
import { waitExamples } from "../examples/waits.ts";
import { resumeText } from "../resume.ts";
import { type Saying, said } from "../saying.ts";
import { phase } from "./standing.ts";

const DONE: readonly PlannedPhase[] = [
  phase("tag", { is: "done" }),
  phase("version", { is: "done", why: reasonExamples["version-matches"] }),
];

const COMPLETE: readonly PlannedPhase[] = [
  ...DONE,
  phase("verify pypi", { is: "done", why: reasonExamples["same-bytes"] }),
  phase("draft", { is: "done", why: reasonExamples["github-release-published"] }),
];

const HALF: readonly PlannedPhase[] = [
  ...DONE,
  phase("rehearse", { is: "skipped", why: reasonExamples["no-smoke-tests"] }),
  phase("publish testpypi", { is: "waiting", on: waitExamples.approval }, true),
  phase("publish pypi", { is: "stopped", because: problemExamples["gate-expired"] }),
  phase("verify pypi", { is: "waiting", on: waitExamples.index }),
  phase("draft", { is: "due", act: [actionExamples["create-draft"]] }),
  phase("announce ANNOUNCE_DISCORD", { is: "waiting", on: { for: "phases", names: ["draft"] } }),
];

const CLOSED: Snapshot = { ...EXAMPLE, board: seen({ ...board, state: "closed", closedByApp: true }) };

/** What `/resume` is answered. */
export function resumeSayings(): readonly Saying[] {
  const plans: Readonly<Record<string, readonly [readonly PlannedPhase[], Snapshot]>> = {
    "half of it": [HALF, ON_A_BOARD],
    "on hold": [HALF, BUSY],
    "nothing is lacking": [COMPLETE, ON_A_BOARD],
    "nothing is lacking, and it is closed": [COMPLETE, CLOSED],
    "public, and a file can't be attached": [[...COMPLETE.slice(0, -1), incomplete()], ON_A_BOARD],
  };
  return said("resume:", plans, ([phases, seenThen]) => resumeText({ phases }, seenThen));
}

function incomplete(): PlannedPhase {
  const step = { is: "done", why: reasonExamples["github-release-published"] } as const;
  return phase("draft", { ...step, notices: [problemExamples["published-incomplete"]] });
}
