import type { FailedJob, Problem } from "../../release/problem.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { deleteTag } from "../places.ts";
import { asCode, asLink, asText, quoted } from "../safe.ts";
import { count, listed, names } from "../words.ts";
import type { ProblemText } from "./problem-text.ts";

type BuildProblem = Extract<
  Problem,
  {
    readonly is: "jobs-failed" | "run-failed" | "no-job-ran" | "nothing-before-gate" | "smoke-test-failed";
  }
>;

const MOST_JOBS = 10;

/** Problems of the run, and of people's tests of what it built. */
export function buildProblemText(problem: BuildProblem, seen: Snapshot): ProblemText {
  const another = `fix it, ${deleteTag(seen.key.tag)}, and tag the fixed commit`;
  switch (problem.is) {
    case "jobs-failed":
      return {
        says: jobsFailed(problem.jobs),
        remedy:
          problem.running > 0
            ? `${count(problem.running, "job")} still at work in ${asLink("the run", problem.url)}. Once it has ended, \`/retry\` runs the failed ones again.`
            : `By chance? \`/retry\` runs the failed ones again. A real fault: ${another}.`,
      };
    case "run-failed":
      return {
        says: `${asLink("The run", problem.url)} ended as ${asCode(problem.conclusion)} before any job succeeded.`,
        remedy: `\`/retry\` runs the failed jobs again. If the workflow itself is wrong: ${another}.`,
      };
    case "no-job-ran":
      return {
        says: `${asLink("The run", problem.url)} ended without a single job having run, which proves nothing.`,
        remedy: `See the \`if:\` conditions of the workflow; then ${another}.`,
      };
    case "nothing-before-gate":
      return {
        says: `In ${asLink("the run", problem.url)} ${names(problem.jobs)} came to a gate before any other job had run: nothing was built that could be tested.`,
        remedy: `In the workflow, build in a job without \`environment:\`, and let the one at the gate wait for it with \`needs:\`; then ${deleteTag(seen.key.tag)}, and tag the fixed commit.`,
      };
    case "smoke-test-failed":
      return {
        says: `${asCode(problem.by)} says that ${asCode(problem.what)} fails${problem.note === undefined ? "" : `: ${quoted(problem.note)}`}.`,
        remedy: `A mistake? ${asCode(problem.by)} says ${asCode(`/tested ${problem.what} ok`)}. A real fault: ${another}.`,
      };
  }
}

/** Where one job of a matrix fails, GitHub cancels the others: those are told apart, and last. */
function jobsFailed(jobs: readonly FailedJob[]): string {
  const cancelled = jobs.filter((job) => job.conclusion === "cancelled");
  const failed = jobs.filter((job) => job.conclusion !== "cancelled");
  const counts = [
    ...(failed.length === 0 ? [] : [`${count(failed.length, "job")} failed`]),
    ...(cancelled.length === 0 ? [] : [`${count(cancelled.length, "job")} cancelled`]),
  ];
  const lines = [...failed, ...cancelled].slice(0, MOST_JOBS).map((job) => `- ${jobText(job)}`);
  const more = jobs.length - lines.length;
  return [`${listed(counts)}.`, "", ...lines, ...(more > 0 ? [`- and ${more} more`] : [])].join("\n");
}

/** A failed job as a link, with how it ended and at which step. */
export function jobText(job: FailedJob): string {
  const how = howItEnded(job);
  return `${asLink(asCode(job.name), job.url)}${how === "" ? "" : ` (${how})`}`;
}

/** How a job ended and at which step; nothing where there is no more to say than that it failed. */
export function howItEnded(job: FailedJob): string {
  const how = job.conclusion === "failure" ? [] : [asText(job.conclusion.replaceAll("_", " "))];
  const where = job.step === undefined ? [] : [`at step ${asCode(job.step, 60)}`];
  return [...how, ...where].join(" ");
}
