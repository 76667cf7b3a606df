import { type AssetFile, assetFiles } from "../notes/assets.ts";
import { draftName } from "../notes/base.ts";
import { shoutOuts } from "../notes/credit.ts";
import { intro } from "../notes/intro.ts";
import type { Action, CreateDraft } from "../release/action.ts";
import { configurationOf, releaseRun } from "../release/attempt.ts";
import { given } from "../release/fact.ts";
import { githubReleaseOf, isPrerelease } from "../release/github-release.ts";
import type { GithubRelease, Snapshot } from "../release/snapshot.ts";
import { isOver, type Step } from "../release/step.ts";
import { ask } from "./ask.ts";
import { build } from "./build.ts";

/** The GitHub release: drafted by the app, once; completed with its assets; published when a person says so. */
export function draft(seen: Snapshot): Step {
  const asked = ask(seen, "githubReleases", "runs");
  if ("step" in asked) {
    return asked.step;
  }
  const there = githubReleaseOf(seen);
  if (there !== undefined && !there.draft) {
    return { is: "done", why: { is: "github-release-published", url: there.url } };
  }
  const run = releaseRun(seen);
  if (configurationOf(seen)?.gates === undefined && run !== undefined && run.status !== "completed") {
    return { is: "waiting", on: { for: "run-end", url: run.url } };
  }
  return there === undefined ? toCreate(seen) : withAssets(seen, there);
}

function toCreate(seen: Snapshot): Step {
  const asked = ask(seen, "tags", "ranges");
  if ("step" in asked) {
    return asked.step;
  }
  const base = given(seen.ranges)?.list.base;
  const create: CreateDraft = {
    do: "create-draft",
    tag: seen.key.tag,
    name: draftName(seen),
    prerelease: isPrerelease(seen),
    ...(base === undefined ? {} : { base }),
    intro: intro(seen),
    shoutOuts: shoutOuts(seen),
  };
  return { is: "due", act: [create] };
}

function withAssets(seen: Snapshot, release: GithubRelease): Step {
  const built = (configurationOf(seen)?.assets ?? []).length === 0 ? undefined : build(seen);
  if (built !== undefined && !isOver(built)) {
    return built.is === "look" ? built : { is: "waiting", on: { for: "phases", names: ["build"] } };
  }
  const wanted = assetFiles(seen);
  if ("missing" in wanted) {
    return { is: "stopped", because: { is: "asset-not-found", ...wanted.missing } };
  }
  const twice = wanted.files.find((file, at) => wanted.files.findIndex((one) => one.name === file.name) < at);
  if (twice !== undefined) {
    return { is: "stopped", because: { is: "asset-name-taken", name: twice.name } };
  }
  const differing = wanted.files.find((file) => isOther(release, file));
  if (differing !== undefined) {
    const served = assetNamed(release, differing.name)?.digest ?? "";
    const { name, sha256 } = differing;
    return { is: "stopped", because: { is: "release-asset-differs", name, built: sha256, served } };
  }
  const [next, ...more] = wanted.files.flatMap((file) => toUpload(release, file));
  return next === undefined
    ? { is: "waiting", on: { for: "publish-command", url: release.url } }
    : { is: "due", act: [next, ...more] };
}

function assetNamed(release: GithubRelease, name: string) {
  return release.assets.find((asset) => asset.name === name);
}

function isOther(release: GithubRelease, file: AssetFile): boolean {
  const there = assetNamed(release, file.name);
  return there?.uploaded === true && there.digest !== undefined && there.digest !== `sha256:${file.sha256}`;
}

/** What an upload cut short leaves behind keeps its name: it goes first. */
function toUpload(release: GithubRelease, file: AssetFile): readonly Action[] {
  const there = assetNamed(release, file.name);
  if (there === undefined) {
    return [{ do: "upload-asset", release: release.id, ...file }];
  }
  return there.uploaded
    ? []
    : [{ do: "delete-asset", release: release.id, asset: there.id, name: there.name }];
}
