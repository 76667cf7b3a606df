import type { Gate } from "../policy.ts";
import { type Case, roleAt, saying } from "./case.ts";
import { voiceFor } from "./lent.ts";
import { isSuperseded } from "./opening.ts";
import { againstWord, atLeast } from "./people.ts";

/** The app closes gates of runs that the tag has left behind, and those that an approver rejects. */
export function againstClosing(at: Case, gate: Gate): readonly string[] {
  const rejected = saying(at, "reject").some(
    ({ voice, words }) =>
      words[0] === gate &&
      voice.said.at >= at.began &&
      againstWord(voice, at) === undefined &&
      voiceFor(voice, at, gate) !== undefined,
  );
  return rejected && isCurrent(at) ? [] : isLeftBehind(at) ? [] : ["nobody has rejected it"];
}

/** The app cancels the release's run on a maintainer's word, all runs of a tag that is gone, and those left behind where that is configured. */
export function againstCancelling(at: Case): readonly string[] {
  const wanted = saying(at, "cancel").some(
    ({ voice }) =>
      voice.said.at >= at.began &&
      againstWord(voice, at) === undefined &&
      atLeast(roleAt(at, voice), "maintain"),
  );
  const isCleaned = at.policy.cancelSuperseded && isLeftBehind(at);
  return (wanted && (isCurrent(at) || !isTagged(at))) || isCleaned ? [] : ["no maintainer has asked for it"];
}

export function againstPublishing(at: Case): readonly string[] {
  const wanted = saying(at, "publish").some(
    ({ voice }) => againstWord(voice, at) === undefined && atLeast(roleAt(at, voice), "maintain"),
  );
  return wanted ? [] : ["no maintainer has asked for it"];
}

/** The app's own draft goes on a maintainer's `/cancel`, and only once its tag is gone. */
export function againstDeleting(at: Case): readonly string[] {
  const wanted = saying(at, "cancel").some(
    ({ voice }) => againstWord(voice, at) === undefined && atLeast(roleAt(at, voice), "maintain"),
  );
  return [
    ...(wanted ? [] : ["no maintainer has asked for it"]),
    ...(isTagged(at) ? ["its tag is there"] : []),
  ];
}

/** What is public is added to only on the `/resume` of somebody who may write. */
export function againstAdding(at: Case): readonly string[] {
  const wanted = saying(at, "resume").some(
    ({ voice }) => againstWord(voice, at) === undefined && atLeast(roleAt(at, voice), "write"),
  );
  return wanted ? [] : ["nobody who may write has asked for it"];
}

function isTagged({ position }: Case): boolean {
  return position?.object !== undefined;
}

function isCurrent(at: Case): boolean {
  return at.run.headSha === at.position?.commit && !isSuperseded(at);
}

/** Of an older tag, or of no tag any more. Runs that never were the release's are nobody's to close. */
function isLeftBehind(at: Case): boolean {
  const { history, run, position, repository, policy } = at;
  const ofTheRelease =
    ["push", "workflow_dispatch"].includes(run.event) &&
    run.headRepository === repository &&
    (!policy.workflow || run.workflow.path === ".github/workflows/release.yml");
  const start = history.starts.find((one) => one.run === run);
  const moved = history.tags.some(
    ({ order, requests }) => order > (start?.order ?? 0) && requests <= at.look.read("tag"),
  );
  return ofTheRelease && (moved || run.headSha !== position?.commit || isSuperseded(at));
}
