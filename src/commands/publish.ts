import type { PublishRelease } from "../release/action.ts";
import type { Said } from "../release/answer.ts";
import { attemptOf, attemptText, configurationOf, releaseRun } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import { gatesOf } from "../release/gate.ts";
import { becomesLatest, githubReleaseOf, isPrerelease } from "../release/github-release.ts";
import { notGranted } from "../release/granted.ts";
import type { GithubRelease, Person, Snapshot } from "../release/snapshot.ts";
import { beforePublication, isOver, type Step } from "../release/step.ts";
import {
  acceptedWith,
  type Command,
  done,
  isUnclear,
  type Judgement,
  looking,
  refused,
  type Sight,
  unlessSeen,
} from "./command.ts";
import { heldBack } from "./hold.ts";

/** `/publish`: makes the drafted GitHub release public, once everything before it is done. */
export const publish: Command = {
  name: "publish",
  usage: "/publish",
  example: "/publish",
  who: "maintain",
  effect: "publishes the drafted GitHub release once everything is verified",
  judge: atDraft,
};

function atDraft(said: Said, sight: Sight, by: Person): Judgement {
  const { seen, phases } = sight;
  const missing = notReady(sight);
  const unclear = unlessSeen(
    seen,
    "tag",
    "runs",
    "deployments",
    "pending",
    "githubReleases",
    "latestRelease",
  );
  // Drafts are shown only to who may write contents: without that, nothing is known of one.
  const isHidden = notGranted(seen, "publish-release").length > 0;
  if (isHidden && githubReleaseOf(seen)?.draft !== false) {
    return looking([]);
  }
  if (unclear !== undefined || missing.some((name) => isUnclear(phases, name))) {
    return unclear ?? looking([]);
  }
  const release = githubReleaseOf(seen);
  if (release !== undefined && !release.draft) {
    return said.comment.claimed ? done : refused({ is: "already-published", url: release.url });
  }
  if (said.comment.createdAt < (releaseRun(seen)?.startedAt ?? 0)) {
    return refused({ is: "superseded" });
  }
  return heldBack(seen) ?? ofTheDraft(sight, release, { missing, by: by.id });
}

type Asked = { readonly missing: readonly string[]; readonly by: number };

function ofTheDraft(
  { seen, phases }: Sight,
  release: GithubRelease | undefined,
  { missing, by }: Asked,
): Judgement {
  const step = phases.find((phase) => phase.name === "draft")?.step;
  if (step?.is === "due") {
    return looking([]);
  }
  if (release === undefined || missing.length > 0) {
    return refused({ is: "not-drafted", waitsFor: waitsFor(step, missing) });
  }
  const action = publishing(seen, release, by);
  return action === undefined ? looking([]) : acceptedWith(action);
}

/** The phases that stand between the draft and the public. */
function notReady({ seen, phases }: Sight): readonly string[] {
  const before = beforePublication(gatesOf(seen).filter((gate) => !gate.optional));
  return [...before, "draft"].filter((name) => !isReady(phases, name));
}

/** The draft is ready when it waits for this very command, every other phase when it is over. */
function isReady(phases: Sight["phases"], name: string): boolean {
  const step = phases.find((phase) => phase.name === name)?.step;
  return name === "draft" ? step?.is === "waiting" && step.on.for === "publish-command" : isOver(step);
}

function waitsFor(step: Step | undefined, missing: readonly string[]): string {
  if (step?.is === "stopped") {
    return "what the board names as stopped";
  }
  const others = missing.filter((name) => name !== "draft");
  return others.length === 0 ? "the draft" : others.join(", ");
}

function publishing(seen: Snapshot, release: GithubRelease, by: number): PublishRelease | undefined {
  const attempt = attemptOf(seen);
  const discussion = configurationOf(seen)?.release.discussion;
  if (attempt === undefined || given(seen.configuration) === undefined) {
    return undefined;
  }
  return {
    do: "publish-release",
    release: release.id,
    tag: seen.key.tag,
    attempt: attemptText(attempt),
    prerelease: isPrerelease(seen),
    latest: becomesLatest(seen),
    by,
    ...(discussion === undefined ? {} : { discussion }),
  };
}
