import type { ShapeRefusal } from "../workflows/shape.ts";
import { asCode } from "./safe.ts";
import { names } from "./words.ts";

const ON_TAGS = '`on: { push: { tags: ["v*"] } }`';

/** Why a repository's releases are not conducted, and what to change for it, in one sentence. */
export function shapeRefusalText(refusal: ShapeRefusal): string {
  switch (refusal.is) {
    case "no-workflow":
      return `There is no workflow in \`.github/workflows\`: add one with ${ON_TAGS}, whose job that publishes has an \`environment:\`.`;
    case "workflow-absent":
      return `${asCode(refusal.path)}, which \`workflow:\` of the configuration names, is not there: correct the name, or add the file.`;
    case "workflow-faulty":
      return `GitHub can't read ${asCode(refusal.path)}${refusal.line === undefined ? "" : `, line ${refusal.line}`} (${asCode(refusal.says)}): correct that first.`;
    case "nothing-starts":
      return `No workflow starts on the tag ${asCode(refusal.tag)}, as ${names(refusal.paths)} show${refusal.paths.length === 1 ? "s" : ""}: give the one that releases ${ON_TAGS}, and its job that publishes an \`environment:\`.`;
    case "other-tags":
      return `${asCode(refusal.path)} starts on tags like ${names(refusal.patterns, 5, "or")}, and ${asCode(refusal.tag)} is none of them: correct \`tags:\` in the configuration, or the workflow's own.`;
    case "several-workflows":
      return `Jobs of ${names(refusal.paths)} wait at environments for the same tag: name the one that releases with \`workflow:\` in the configuration.`;
    case "no-environment":
      return withoutEnvironment(refusal);
    case "gate-before-build":
      return `Every job of ${asCode(refusal.path)} waits behind the environment ${asCode(refusal.environment)}, so nothing is built that people could try before it opens: ${refusal.publishing === undefined ? `let a job without \`environment:\` build, and job ${asCode(refusal.job)} need it` : `move \`environment:\` from job ${asCode(refusal.job)} to job ${asCode(refusal.publishing)}`}.`;
    default:
      return ofJob(refusal);
  }
}

type Of<Is extends ShapeRefusal["is"]> = Extract<ShapeRefusal, { readonly is: Is }>;

function withoutEnvironment({ path, job, index }: Of<"no-environment">): string {
  const name = index === undefined || index === "elsewhere" ? "release" : index;
  const which = index === undefined ? "the job that publishes" : `job ${asCode(job)}`;
  return `No job of ${asCode(path)} waits at an environment, so nobody could hold back what it publishes: add the line ${asCode(`environment: ${name}`)} to ${which}.`;
}

type OfJob = Of<
  "release-first" | "branch-first" | "by-hand" | "other-event" | "job-left-out" | "environment-unseen"
>;

function ofJob(refusal: OfJob): string {
  const job = `Job ${asCode(refusal.job)} of ${asCode(refusal.path)}`;
  switch (refusal.is) {
    case "release-first":
      return `${job} is started by the GitHub release, which would be public before anybody has tried what it uploads: let it start with ${ON_TAGS}, and the GitHub release is published last, from here.`;
    case "branch-first":
      return `${job} releases with each push to a branch, before there is a tag that people could approve: let it start with ${ON_TAGS} instead.`;
    case "by-hand":
      return `${job} is started by hand alone, so a tag starts nothing: add ${ON_TAGS} beside \`workflow_dispatch\`, and push the tag first.`;
    case "other-event":
      return `${job} is started by ${names(refusal.events)}, and by no tag: let it start with ${ON_TAGS}.`;
    case "job-left-out":
      return `${job} does not run for a tag, by its ${asCode(`if: ${refusal.condition}`)}: let the condition hold for tags.`;
    case "environment-unseen":
      return `${job} leads to ${asCode(refusal.where)}, where no environment can be seen from here: write the job that publishes, with its \`environment:\` by name, into a workflow of this repository.`;
  }
}
