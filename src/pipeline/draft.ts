import { beginsWithWords, isManaged, pieces } from "../notes/body.ts";
import { intro, introPath } from "../notes/intro.ts";
import { notesSights } from "../notes/members.ts";
import { editedSections } from "../notes/merge.ts";
import { newBody, surplus } from "../notes/release-body.ts";
import { releaseTitle } from "../notes/title.ts";
import { configurationOf, releaseRun } from "../release/attempt.ts";
import { fingerprint } from "../release/fingerprint.ts";
import { githubReleaseOf, hasImmutableReleases, isPrerelease } from "../release/github-release.ts";
import type { Problem } from "../release/problem.ts";
import type { GithubRelease, Snapshot } from "../release/snapshot.ts";
import type { Step } from "../release/step.ts";
import { ask } from "./ask.ts";
import { attach } from "./assets.ts";
import { notesNotices } from "./notes-notices.ts";
import { published } from "./published.ts";
import { refresh } from "./refresh.ts";
import { strayNotice } from "./stray-notice.ts";

/** The GitHub release: drafted by the app, once; completed with its assets; published when a person says so. */
export function draft(seen: Snapshot): Step {
  const asked = ask(seen, "githubReleases", "runs");
  if ("step" in asked) {
    return asked.step;
  }
  const there = githubReleaseOf(seen);
  if (there !== undefined && !there.draft) {
    return published(seen, there);
  }
  if (seen.tagBurnt === true) {
    return { is: "stopped", because: { is: "tag-burnt", tag: seen.key.tag } };
  }
  const run = releaseRun(seen);
  if (configurationOf(seen)?.gates === undefined && run !== undefined && run.status !== "completed") {
    return { is: "waiting", on: { for: "run-end", url: run.url } };
  }
  const file = introPath(seen) === undefined ? undefined : ask(seen, "introFile");
  if (file !== undefined && "step" in file) {
    return file.step;
  }
  return withNotices(there === undefined ? toCreate(seen) : ofDraft(seen, there), notices(seen));
}

function withNotices(step: Step, told: readonly Problem[]): Step {
  return told.length === 0 ? step : { ...step, notices: [...(step.notices ?? []), ...told] };
}

function notices(seen: Snapshot): readonly Problem[] {
  const release = githubReleaseOf(seen);
  return [
    ...notesNotices(seen),
    ...introNotice(seen),
    ...(release === undefined ? [] : full(release)),
    ...strayNotice(seen),
  ];
}

/** Until somebody writes one by hand. */
function introNotice(seen: Snapshot): readonly Problem[] {
  const begin = intro(seen);
  return begin.is === "left-out" && !beginsWithWords(githubReleaseOf(seen)?.body ?? "")
    ? [{ is: "intro-left-out", path: begin.path, why: begin.why }]
    : [];
}

/** Where nothing in the text is the app's, nothing has to fit in. */
function full({ body, url }: GithubRelease): readonly Problem[] {
  const over = surplus(body);
  return over === 0 || !isManaged(pieces(body)) ? [] : [{ is: "notes-full", over, url }];
}

function toCreate(seen: Snapshot): Step {
  const asked = ask(seen, "tag", ...notesSights(seen));
  if ("step" in asked) {
    return asked.step;
  }
  const create = {
    do: "create-draft",
    tag: seen.key.tag,
    name: releaseTitle(seen),
    prerelease: isPrerelease(seen),
    body: fingerprint(newBody(seen)),
  } as const;
  return { is: "due", act: [create] };
}

function ofDraft(seen: Snapshot, release: GithubRelease): Step {
  return refresh(seen, release) ?? attach(seen, release) ?? ready(seen, release);
}

function ready(seen: Snapshot, release: GithubRelease): Step {
  const edited = editedSections(release.body);
  return {
    is: "waiting",
    on: {
      for: "publish-command",
      url: release.url,
      ...(edited.length === 0 ? {} : { edited }),
      ...(hasImmutableReleases(seen) ? { immutable: true } : {}),
    },
  };
}
