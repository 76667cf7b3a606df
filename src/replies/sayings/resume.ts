import { seen } from "../../release/fact.ts";
import type { PlannedPhase } from "../../release/plan.ts";
import type { ReleaseAsset, Snapshot } from "../../release/snapshot.ts";
import { actionExamples } from "../examples/actions.ts";
import { BUSY } from "../examples/busy.ts";
import { CONFIGURED } from "../examples/prepared.ts";
import { problemExamples } from "../examples/problems.ts";
import { reasonExamples } from "../examples/reasons.ts";
import { board, EXAMPLE, ON_A_BOARD } from "../examples/release.ts";
import { waitExamples } from "../examples/waits.ts";
import { publicRelease, YANKED } from "../examples/yank.ts";
import { resumeText } from "../resume.ts";
import { type Saying, said } from "../saying.ts";
import { phase } from "./standing.ts";

const DONE: readonly PlannedPhase[] = [
  phase("tag", { is: "done" }),
  phase("version", { is: "done", why: reasonExamples["version-matches"] }),
];

const COMPLETE: readonly PlannedPhase[] = [
  ...DONE,
  phase("checks", { is: "done", why: reasonExamples["jobs-green"] }),
  phase("build", { is: "done", why: reasonExamples["artifacts-there"] }),
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

const ZIPS = ["installer.zip", "models.zip"].map((name, index) => ({
  name,
  size: 812_442,
  sha256: `${index}`.repeat(64),
}));

const HALF_UPLOADED: ReleaseAsset = { id: 51, name: "models.zip", size: 0, uploaded: false, byApp: true };

/** Published on GitHub without the files that the configuration asks for, of which the run still has all. */
const BUILT: Snapshot = {
  ...ON_A_BOARD,
  configuration: seen({
    is: "valid",
    blob: "0f09c0b245",
    configuration: {
      ...CONFIGURED,
      gates: CONFIGURED.gates.slice(0, 1),
      assets: [{ artifact: "installer", files: "*.zip" }],
    },
  }),
  contents: seen([{ artifact: "installer", id: 31, is: "read", files: ZIPS }]),
  githubReleases: seen([publicRelease]),
};

/** What `/resume` is answered. */
export function resumeSayings(): readonly Saying[] {
  const plans: Readonly<Record<string, readonly [readonly PlannedPhase[], Snapshot]>> = {
    "half of it": [HALF, ON_A_BOARD],
    "on hold": [HALF, BUSY],
    "nothing is lacking": [COMPLETE, ON_A_BOARD],
    "nothing is lacking, and it is closed": [COMPLETE, CLOSED],
    "public, and a file can't be attached": [lacking("installer.zip"), ON_A_BOARD],
    "public, and files are being attached": [lacking("installer.zip", "models.zip"), BUILT],
    "public, and one of two files is there by halves": [
      lacking("installer.zip", "models.zip"),
      { ...BUILT, githubReleases: seen([{ ...publicRelease, assets: [HALF_UPLOADED] }]) },
    ],
    "public, files lacking, and on hold": [
      lacking("installer.zip", "models.zip"),
      { ...BUILT, board: BUSY.board },
    ],
    "public, files lacking, and yanked": [lacking("installer.zip"), { ...BUILT, board: YANKED.board }],
    "public, files lacking, and nothing granted to attach them with": [
      lacking("installer.zip", "models.zip"),
      { ...BUILT, permissions: seen({ issues: "write", contents: "read" }) },
    ],
  };
  return said("resume:", plans, ([phases, seenThen]) => resumeText({ phases }, seenThen));
}

/** A published GitHub release without these files. */
function lacking(...missing: readonly string[]): readonly PlannedPhase[] {
  const step = { is: "done", why: reasonExamples["github-release-published"] } as const;
  const notice = { ...problemExamples["published-incomplete"], missing };
  return [...COMPLETE.slice(0, -1), phase("draft", { ...step, notices: [notice] })];
}
