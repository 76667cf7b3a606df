import type { ArtifactProblem } from "../../release/artifact-problem.ts";
import { releaseRun } from "../../release/attempt.ts";
import type { Snapshot } from "../../release/snapshot.ts";
import { configurationFile, deleteTag, runLink } from "../places.ts";
import { asCode, asText } from "../safe.ts";
import { anewText } from "../too-old.ts";
import { names, sentence } from "../words.ts";
import type { ProblemText } from "./problem-text.ts";

/** Problems of the artifacts that the run made, and of the versions in them. */
export function artifactProblemText(problem: ArtifactProblem, seen: Snapshot): ProblemText {
  const says = factText(problem);
  const { optional } = problem;
  return optional === undefined
    ? { says, remedy: remedyText(problem, seen) }
    : {
        says: `${says} That is for ${names(optional)} alone, which the release can do without.`,
        remedy: `There is nothing to do for this release, which goes on without. For the next one: ${lessonText(problem, seen)}`,
      };
}

function factText(problem: ArtifactProblem): string {
  switch (problem.is) {
    case "artifact-missing":
      return `The run made no artifact ${names(problem.names)}; it made ${problem.present.length === 0 ? "none" : names(problem.present)}.`;
    case "artifact-expired":
      return `GitHub has deleted the artifact ${names(problem.names)} for its age, so nobody can say any more what was built.`;
    case "artifact-refused":
      return `The artifact ${asCode(problem.name)} was not opened: ${asText(problem.why)}.`;
    case "metadata-mismatch":
      return `The tag says ${asCode(problem.tagVersion)}, but the build made ${names(problem.files)}.`;
  }
}

function remedyText(problem: ArtifactProblem, seen: Snapshot): string {
  const another = `fix it, ${deleteTag(seen.key.tag)}, and tag the fixed commit`;
  switch (problem.is) {
    case "artifact-missing":
      return `Correct \`artifacts:\` or \`assets:\` in ${configurationFile(seen)}. If the build forgot it: ${another}.`;
    case "artifact-expired":
      return `Within 30 days of its start: at ${runLink(seen)} click *Cancel workflow* if it has not ended, then *Re-run all jobs*. Later GitHub runs nothing of it again: ${tooOld(seen)}`;
    case "artifact-refused":
      return `See how ${runLink(seen)} packs it. If the build is wrong: ${another}.`;
    case "metadata-mismatch":
      return `${sentence(another)}.`;
  }
}

/** A run that has succeeded is not started a second time by `/release`: only its tag brings another. */
function tooOld(seen: Snapshot): string {
  const { tag } = seen.key;
  return releaseRun(seen)?.conclusion === "success"
    ? anewText(tag)
    : `Say ${asCode(`/release ${tag}`)}. Or: ${anewText(tag)}`;
}

/** What would have kept an optional gate from going without. */
function lessonText(problem: ArtifactProblem, seen: Snapshot): string {
  switch (problem.is) {
    case "artifact-missing":
      return `correct \`artifacts:\` of the gate in ${configurationFile(seen)}, or what the build uploads.`;
    case "artifact-expired":
      return "open the gate sooner, or have GitHub keep what is built for longer, with `retention-days:` in the workflow.";
    case "artifact-refused":
      return `see how ${runLink(seen)} packs it.`;
    case "metadata-mismatch":
      return "see where the build takes the version of these files from.";
  }
}
