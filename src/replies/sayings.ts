import type { Problem } from "../release/problem.ts";
import type { Snapshot } from "../release/snapshot.ts";
import { moreProblems, problemsElsewhere } from "./examples/more-problems.ts";
import { moreWaits } from "./examples/more-waits.ts";
import { problemExamples } from "./examples/problems.ts";
import { EXAMPLE } from "./examples/release.ts";
import { moreShutOuts, shutOutExamples } from "./examples/shut-outs.ts";
import { waitExamples } from "./examples/waits.ts";
import { problemText } from "./problem.ts";
import { type Chapter, type Saying, said } from "./saying.ts";
import { boardSayings } from "./sayings/board.ts";
import { commandSayings } from "./sayings/commands.ts";
import { gateSayings } from "./sayings/gates.ts";
import { learningSayings } from "./sayings/learning.ts";
import { linkingSayings } from "./sayings/linking.ts";
import { logSayings } from "./sayings/log.ts";
import { pagesSayings } from "./sayings/pages.ts";
import { registrationSayings } from "./sayings/registration.ts";
import { setupSayings } from "./sayings/setup.ts";
import { standingSayings } from "./sayings/standing.ts";
import { shutOutText } from "./shut-out.ts";
import { waitText } from "./wait.ts";
import type { WaitText } from "./wait-text.ts";

/** One example of everything that is said while a release is on its way, what a release night begins with first. */
export function releaseChapters(): readonly Chapter[] {
  return [
    { title: "Where a release stands", sayings: standingSayings() },
    { title: "What it waits for", sayings: waitSayings() },
    { title: "What stops it", sayings: problemSayings() },
    { title: "What a command is answered", sayings: commandSayings() },
    { title: "At the gates", sayings: gateSayings() },
    { title: "On the board", sayings: boardSayings() },
    { title: "When it is over", sayings: learningSayings() },
  ];
}

/** Pages, and the log. */
export function otherChapters(): readonly Chapter[] {
  return [
    { title: "How a repository is set up", sayings: setupSayings() },
    { title: "Where the server is set up", sayings: registrationSayings() },
    { title: "Where accounts are linked", sayings: linkingSayings() },
    { title: "On the app's pages", sayings: pagesSayings() },
    { title: "In the log", sayings: logSayings() },
  ];
}

function waitSayings(): readonly Saying[] {
  return [
    ...said("wait", waitExamples, (wait) => waitLine(waitText(wait, EXAMPLE))),
    ...said("wait", moreWaits, ([wait, seen]) => waitLine(waitText(wait, seen))),
  ];
}

function waitLine({ who, says, todo }: WaitText): string {
  return [`${who}: ${says}`, ...(todo === undefined ? [] : [todo])].join(" → ");
}

function problemLines(problem: Problem, seen: Snapshot): string {
  const { says, remedy } = problemText(problem, seen);
  return `${says}\n\n${remedy}`;
}

function problemSayings(): readonly Saying[] {
  return [
    ...said("problem", { ...problemExamples, ...moreProblems }, (problem) => problemLines(problem, EXAMPLE)),
    ...said("problem", problemsElsewhere, ([problem, seen]) => problemLines(problem, seen)),
    ...said("shut-out", { ...shutOutExamples, ...moreShutOuts }, (by) => {
      const { state, says, remedy } = shutOutText(by, EXAMPLE);
      return `${state}: ${says}\n\n${remedy}`;
    }),
  ];
}
