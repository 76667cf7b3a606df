import { seen } from "../../release/fact.ts";
import { HOUR } from "../../release/instant.ts";
import { emptyMemory, type Memory } from "../../release/memory.ts";
import type { PlannedPhase } from "../../release/plan.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { leftAsItIs, wayBack } from "../board/abandoned.ts";
import { reopenedNote } from "../board/after.ts";
import { earlierAttempts } from "../board/attempts.ts";
import { phaseTable } from "../board/phases.ts";
import { moves } from "../board/top.ts";
import { problemExamples } from "../examples/problems.ts";
import { reasonExamples } from "../examples/reasons.ts";
import { ABANDONED, board, EXAMPLE } from "../examples/release.ts";
import { waitExamples } from "../examples/waits.ts";
import type { Saying } from "../saying.ts";
import { phase } from "./standing.ts";

const SINCE = Date.UTC(2026, 10, 22, 20, 0);

/** What has a time by which it is late, and what people are reminded of. */
const WAITING: readonly PlannedPhase[] = [
  phase("checks", { is: "waiting", on: waitExamples.jobs, since: SINCE, deadline: SINCE + 6 * HOUR }),
  phase("rehearse", {
    is: "waiting",
    on: waitExamples["smoke-tests"],
    since: SINCE,
    deadline: SINCE + 24 * HOUR,
  }),
];

/** What a `/resume` can mend. */
const MENDABLE: readonly PlannedPhase[] = [
  phase("publish pypi", { is: "stopped", because: problemExamples["no-effect"] }),
  phase("draft", {
    is: "done",
    why: reasonExamples["github-release-published"],
    notices: [problemExamples["published-incomplete"]],
  }),
];

const bad = { by: "lstein", comment: 9, at: SINCE, reason: "the wheel has no front end" };

function remembering(memory: Partial<Memory>): Snapshot {
  return { ...EXAMPLE, board: seen({ ...board, memory: { ...emptyMemory, ...memory } }) };
}

/** What a board says once its release has taken a turn. */
export function turnSayings(): readonly Saying[] {
  const first = { object: "c0ffee1234", commit: "c0ffee1234" };
  const second = { object: "b81c3e9d04", commit: "b81c3e9d04" };
  return [
    { where: "board: closed by hand", text: `${wayBack(ABANDONED)}\n\n${leftAsItIs(ABANDONED)}` },
    { where: "board: opened again by its tag", text: reopenedNote(remembering({ reopened: true })) },
    {
      where: "board: the attempt before this one was yanked",
      text: earlierAttempts(remembering({ superseded: [{ ...first, yank: bad }] })),
    },
    {
      where: "board: one of the attempts before this one was yanked",
      text: earlierAttempts(remembering({ superseded: [{ ...first, yank: bad }, second] })),
    },
    { where: "board: what a resume can mend", text: moves(MENDABLE, EXAMPLE) },
    { where: "board: how long waits may last", text: phaseTable(WAITING, EXAMPLE) },
  ];
}
