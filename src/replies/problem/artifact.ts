import type { ArtifactProblem } from "../../release/artifact-problem.ts";
import { releaseRun } from "../../release/attempt.ts";
import { isAttached } from "../../release/evidence.ts";
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
  if (optional !== undefined) {
    return {
      says: `${says} That is for ${names(optional)} alone, which the release can do without.`,
      remedy: `There is nothing to do for this release, which goes on without. For the next one: ${lessonText(problem, seen)}`,
    };
  }
  return { says, remedy: "letOut" in problem ? onceOutText(problem, seen) : remedyText(problem, seen) };
}

function factText(problem: ArtifactProblem): string {
  switch (problem.is) {
    case "artifact-missing": {
      const made = problem.letOut === true ? "has" : "made";
      return `The run ${made} no artifact ${names(problem.names)}; it ${made} ${problem.present.length === 0 ? "none" : names(problem.present)}.`;
    }
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
      return `Correct \`artifacts:\` or \`assets:\` in ${configurationFile(seen)}. If the build forgot it: ${outText(problem, seen) ?? `${another}.`}`;
    case "artifact-expired":
      return outText(problem, seen) ?? expiredText(seen);
    case "artifact-refused":
      return `See how ${runLink(seen)} packs it. If the build is wrong: ${another}.`;
    case "metadata-mismatch":
      return `${sentence(another)}.`;
  }
}

type Lost = Extract<ArtifactProblem, { readonly is: "artifact-missing" | "artifact-expired" }>;

/** The way on where files of the version are out, or may be: another build of it would only be in their way. */
function outText({ out, next }: Lost, { key }: Snapshot): string | undefined {
  return out === undefined || out.on.length + out.unclear.length === 0
    ? undefined
    : anewText(key.tag, out, next === undefined ? {} : { next });
}

/** A run that has succeeded is not started a second time by `/release`: only its tag brings another. */
function expiredText(seen: Snapshot): string {
  const { tag } = seen.key;
  const other = releaseRun(seen)?.conclusion === "success" ? "" : `Say ${asCode(`/release ${tag}`)}. Or: `;
  return `Within 30 days of its start: at ${runLink(seen)} click *Cancel workflow* if it has not ended, then *Re-run all jobs*. Later GitHub runs nothing of it again: ${other}${anewText(tag)}`;
}

/** Every gate that the release needs was opened before. */
function onceOutText({ is, names: all }: Lost, seen: Snapshot): string {
  const attached = all.filter((name) => isAttached(seen, name));
  const nothing = "there is nothing to do: every gate that this release needs was opened before.";
  return [
    is === "artifact-expired"
      ? sentence(nothing)
      : `If it is called otherwise, correct \`artifacts:\` or \`assets:\` in ${configurationFile(seen)}, and it is looked into. If it was deleted, ${nothing}`,
    ...(attached.length === 0
      ? []
      : [
          `See that the GitHub release has every file of ${names(attached)} that it should have: that can't be compared any more.`,
        ]),
  ].join(" ");
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
