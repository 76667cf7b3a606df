import type { PublishRelease } from "../release/action.ts";
import { attemptOf, attemptText, configurationOf, memoryOf } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import { becomesLatest, githubReleaseOf, isPrerelease } from "../release/github-release.ts";
import type { GithubRelease, Snapshot } from "../release/snapshot.ts";
import { contradicts } from "./approvals.ts";
import { acceptedWith, type Command, done, type Judgement, looking, refused, type Sight } from "./command.ts";
import { commandsIn } from "./parse.ts";

/** `/publish`: makes the drafted GitHub release public, once everything before it is done. */
export const publish: Command = {
  name: "publish",
  usage: "/publish",
  example: "/publish",
  who: "maintain",
  effect: "publishes the drafted GitHub release once everything is verified",
  judge(said, sight, by) {
    return contradicts(commandsIn(said.comment))
      ? refused({ is: "contradicted", by: "/hold" })
      : atDraft(sight, { by: by.id, claimed: said.comment.claimed });
  },
};

type Publisher = { readonly by: number; readonly claimed: boolean };

function atDraft({ seen, phases }: Sight, publisher: Publisher): Judgement {
  const step = phases.find((phase) => phase.name === "draft")?.step;
  const release = githubReleaseOf(seen);
  const hold = memoryOf(seen).holds[0];
  if (step?.is === "look" || step?.is === "due") {
    return looking([]);
  }
  if (release !== undefined && !release.draft) {
    return publisher.claimed ? done : refused({ is: "already-published", url: release.url });
  }
  if (hold !== undefined) {
    return refused({
      is: "held",
      by: hold.by,
      ...(hold.reason === undefined ? {} : { reason: hold.reason }),
    });
  }
  if (release === undefined || step?.is !== "waiting" || step.on.for !== "publish-command") {
    return refused({ is: "not-drafted", waitsFor: waitsFor(step) });
  }
  const action = publishing(seen, release, publisher.by);
  return action === undefined ? looking([]) : acceptedWith(action);
}

function waitsFor(step: Sight["phases"][number]["step"] | undefined): string {
  if (step?.is === "waiting" && step.on.for === "phases") {
    return step.on.names.join(", ");
  }
  return step?.is === "stopped" ? "what the board names as stopped" : "the draft";
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
