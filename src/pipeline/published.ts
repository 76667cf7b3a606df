import { assetFiles, assetOf, ofAnotherBuild } from "../notes/assets.ts";
import { configurationOf, memoryOf } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import {
  becomesLatest,
  githubReleaseOf,
  isOfItsLine,
  isPrerelease,
  latestFinal,
} from "../release/github-release.ts";
import type { Problem } from "../release/problem.ts";
import type { GithubRelease, Snapshot } from "../release/snapshot.ts";
import { isOver, type Step } from "../release/step.ts";
import { ask } from "./ask.ts";
import { isOther } from "./assets.ts";
import { build } from "./build.ts";
import { notesNotices } from "./notes-notices.ts";
import { strayNotice } from "./stray-notice.ts";

/**
 * A GitHub release that is public, whoever published it. It is held against what was meant, and what is otherwise is
 * told with its remedy: nothing is changed in it by itself any more. What can't be seen is not told of.
 */
export function published(seen: Snapshot, release: GithubRelease): Step {
  const asked = ask(seen, "latestRelease");
  if ("step" in asked && asked.step.is === "look") {
    return asked.step;
  }
  const built = build(seen);
  if ((configurationOf(seen)?.assets ?? []).length > 0 && built.is === "look") {
    return built;
  }
  const notices = [
    ...kind(seen, release),
    ...(isOver(built) ? assets(seen, release) : []),
    ...discussion(seen, release),
    ...notesNotices(seen),
    ...strayNotice(seen),
  ];
  return {
    is: "done",
    why: { is: "github-release-published", url: release.url },
    ...(notices.length === 0 ? {} : { notices }),
  };
}

/**
 * Somebody has published it before everything was verified. That is told at once, while there may be time to take it
 * back; undefined when nobody has, or when it can't be seen.
 */
export function publishedEarly(seen: Snapshot): Problem | undefined {
  const release = githubReleaseOf(seen);
  return release === undefined || release.draft
    ? undefined
    : { is: "released-before-verified", url: release.url };
}

/** What is the latest follows from the kind: nothing is told of that before this is right. */
function kind(seen: Snapshot, release: GithubRelease): readonly Problem[] {
  const { prerelease, url } = release;
  if (memoryOf(seen).yank !== undefined) {
    return [];
  }
  return prerelease === isPrerelease(seen)
    ? latest(seen, release)
    : [{ is: "published-as-other-kind", prerelease, url }];
}

function latest(seen: Snapshot, release: GithubRelease): readonly Problem[] {
  if (seen.latestRelease.is === "unknown") {
    return [];
  }
  const marked = given(seen.latestRelease);
  // GitHub has one mark for all: which line of releases wears it is nobody's mistake.
  if (marked !== undefined && !isOfItsLine(seen, marked)) {
    return [];
  }
  const isMarked = marked?.id === release.id;
  const deserves = becomesLatest(seen);
  // Of two tags of one version both deserve it: this one is asked about.
  const should = deserves ? release : latestFinal(seen);
  return isMarked === deserves || should === undefined
    ? []
    : [{ is: "wrong-latest", tag: should.tag, url: should.url, isOurs: deserves }];
}

function assets(seen: Snapshot, release: GithubRelease): readonly Problem[] {
  const wanted = assetFiles(seen);
  if ("missing" in wanted || configurationOf(seen)?.assets.length === 0) {
    return [];
  }
  const { files } = wanted;
  const missing = files.filter((file) => assetOf(release, file, files)?.uploaded !== true);
  const other = files.filter((file) => isOther(assetOf(release, file, files), file));
  const extra = ofAnotherBuild(seen, release, files);
  const { url, immutable } = release;
  return missing.length + other.length + extra.length === 0
    ? []
    : [
        {
          is: "published-incomplete",
          missing: named(missing),
          other: named(other),
          extra: named(extra),
          immutable,
          url,
        },
      ];
}

function named(files: readonly { readonly name: string }[]): readonly string[] {
  return files.map(({ name }) => name);
}

function discussion(seen: Snapshot, release: GithubRelease): readonly Problem[] {
  const category = configurationOf(seen)?.release.discussion;
  return category === undefined || release.discussion !== undefined
    ? []
    : [{ is: "discussion-missing", category, url: release.url }];
}
