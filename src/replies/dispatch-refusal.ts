import type { Refusal, RequestRefusal, Said } from "../release/answer.ts";
import { shortRef } from "../release/dispatch.ts";
import { again } from "./again.ts";
import { CONFIGURATION_FILE, deleteTag, pushTag } from "./places.ts";
import { asCode, asLink, asText } from "./safe.ts";
import { count, listed, names, sentence, short } from "./words.ts";

type Of<I extends RequestRefusal["is"]> = Extract<RequestRefusal, { readonly is: I }>;

const KINDS: { readonly [I in RequestRefusal["is"]]: true } = {
  "no-build-workflow": true,
  "no-such-ref": true,
  "ambiguous-ref": true,
  "bare-commit": true,
  "no-workflow-file": true,
  "no-trigger": true,
  "may-not-start": true,
  "not-started": true,
  "start-unclear": true,
  "build-failed": true,
  "build-endless": true,
  "not-a-tag": true,
  "no-such-tag": true,
  "release-workflow-unknown": true,
  "not-releasable": true,
  "say-on-board": true,
};

/** Whether a refusal is one of those below. */
export function isOfDispatch(refusal: Refusal): refusal is RequestRefusal {
  return Object.hasOwn(KINDS, refusal.is);
}

/** Why no workflow is started and no board opened, and what to do instead. */
export function dispatchRefusalText(refusal: RequestRefusal, said: Said): string {
  switch (refusal.is) {
    case "no-such-ref":
    case "ambiguous-ref":
    case "bare-commit":
    case "not-a-tag":
    case "no-such-tag":
      return refText(refusal, said);
    case "no-build-workflow":
    case "no-workflow-file":
    case "no-trigger":
    case "release-workflow-unknown":
      return workflowText(refusal, said);
    case "may-not-start":
    case "not-started":
    case "start-unclear":
      return startText(refusal, said);
    case "build-failed":
    case "build-endless":
      return buildText(refusal, said);
    case "not-releasable":
      return `Nothing was started. ${refusal.says} Merge it there first, or ${deleteTag(refusal.tag)} and tag a commit that may be released; then say ${again(said)} in a new comment.`;
    case "say-on-board":
      return `${asCode(refusal.tag)} has ${asLink("its board", refusal.url)}, and no run that could go on. Say ${again(said)} there: who starts a run stands where it is approved.`;
  }
}

function refText(
  refusal: Of<"no-such-ref" | "ambiguous-ref" | "bare-commit" | "not-a-tag" | "no-such-tag">,
  said: Said,
): string {
  switch (refusal.is) {
    case "no-such-ref":
      return `There is no branch and no tag ${asCode(refusal.said)} here. Say ${asCode("/build <branch or tag>")} with one that is pushed.`;
    case "ambiguous-ref":
      return `${asCode(refusal.said)} is a branch and a tag. Say ${asCode(`/build refs/heads/${refusal.said}`)} or ${asCode(`/build refs/tags/${refusal.said}`)}.`;
    case "bare-commit":
      return `GitHub starts workflows at branches and tags, not at a bare commit. Say the branch or the tag that points at it, or push one: ${asCode(`git push origin ${refusal.said}:refs/heads/build-${short(refusal.said)}`)}, then ${asCode(`/build build-${short(refusal.said)}`)}.`;
    case "not-a-tag":
      return `${asCode(refusal.said)} is a ${refusal.kind}, and a release is made of a tag: it is the version that the build checks itself against, and what approvals are bound to. ${asCode("/build")} builds a branch; ${again(said, "<tag>")} takes up a tag.`;
    case "no-such-tag":
      return `There is no tag ${asCode(refusal.tag)} here that leads to a commit. ${asCode(`/prepare ${refusal.tag}`)} opens a board before it is there; ${asCode("release-conductor tag")} in a checkout makes and pushes it.`;
  }
}

function workflowText(
  refusal: Of<"no-build-workflow" | "no-workflow-file" | "no-trigger" | "release-workflow-unknown">,
  said: Said,
): string {
  switch (refusal.is) {
    case "no-build-workflow":
      return `Which workflow builds is not said. Add ${asCode("build: <file name>")} to ${asCode(CONFIGURATION_FILE)} on the default branch, with a workflow that has ${asCode("workflow_dispatch")}, and say ${again(said)} again.`;
    case "no-workflow-file":
      return `There is no ${asCode(`.github/workflows/${refusal.workflow}`)} at ${asCode(shortRef(refusal.ref))}. Say ${again(said, "<branch or tag>")} where it is there, or correct its name in ${asCode(CONFIGURATION_FILE)}.`;
    case "no-trigger":
      return noTriggerText(refusal, said);
    case "release-workflow-unknown":
      return `${refusal.paths.length === 0 ? "No workflow has run for this tag or the release before it" : `${sentence(count(refusal.paths.length, "workflow"))} ran for the tag, ${names(refusal.paths)}`}, so which one releases can't be told. Add ${asCode("workflow: <file name>")} to ${asCode(CONFIGURATION_FILE)} on the default branch, and say ${again(said)} again.`;
  }
}

/** What a tag's workflow lacks can't be added to the tag: GitHub goes by the file there. */
function noTriggerText({ workflow, ref, tag }: Of<"no-trigger">, said: Said): string {
  const lacks = `${asCode(workflow)} at ${asCode(shortRef(ref))} can't be started by hand: it lacks ${asCode("workflow_dispatch:")} below ${asCode("on:")}.`;
  return tag === undefined
    ? `${lacks} Add it there and on the default branch, and say ${again(said)} again.`
    : `${lacks} Push the tag again, alone, and it starts by the push: ${deleteTag(tag)}, then ${pushTag(tag)}.`;
}

function startText(refusal: Of<"may-not-start" | "not-started" | "start-unclear">, said: Said): string {
  const page = asLink("the workflow's page", refusal.url);
  switch (refusal.is) {
    case "may-not-start":
      return `The app's installation has not granted ${names(refusal.permissions)}, which starting a workflow needs. Start it on ${page} (*Run workflow*), or have an owner accept the app's permissions in its installation's settings and say ${again(said)} again.`;
    case "not-started":
      return `GitHub has not started it: ${asText(wordsOf(refusal.detail))} Mend that, or start it on ${page} (*Run workflow*), and say ${again(said)} in a new comment.`;
    case "start-unclear":
      return `It is unclear whether that happened: the app asked GitHub to start it, and no run has shown up. Look on ${page}; where there is none, say ${again(said)} in a new comment.`;
  }
}

function buildText(refusal: Of<"build-failed" | "build-endless">, said: Said): string {
  const run = asLink("The build", refusal.url);
  if (refusal.is === "build-endless") {
    return `${run} has not ended in 35 days, which is as long as GitHub lets a run go on, and is no more waited for. Look at its page, and say ${again(said)} in a new comment.`;
  }
  const { jobs, conclusion } = refusal;
  const failed = jobs.slice(0, 5).map(({ name, url }) => asLink(asCode(name), url));
  const more = jobs.length - failed.length;
  const which =
    jobs.length === 0 ? "" : ` Failed: ${listed(more > 0 ? [...failed, `${more} more`] : failed)}.`;
  return `${run} has ended: ${asCode(conclusion)}.${which} Mend it, or re-run it on its page, and say ${again(said)} in a new comment for what it makes.`;
}

/** What GitHub said, without what it was asked. */
function wordsOf(detail: string): string {
  const words = detail.replace(/^.*?\): (?:\d{3},? )?/s, "").trim();
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
