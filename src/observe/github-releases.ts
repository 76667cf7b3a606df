import type { Data } from "../github/routes.ts";
import { absent, type Fact, seen } from "../release/fact.ts";
import type { GithubRelease, Snapshot } from "../release/snapshot.ts";
import type { Reader } from "./eyes.ts";
import { optionalInstant } from "./stamp.ts";

type RawRelease = Data<"GET /repos/{owner}/{repo}/releases/latest">;

/** Newer than this many GitHub releases is every draft. */
const PAGES = 2;

/**
 * The repository's newest GitHub releases, drafts included: a draft is not found by its tag, only in the list.
 * https://docs.github.com/rest/releases/releases#list-releases
 */
export const githubReleases: Reader<Fact<readonly GithubRelease[]>> = async ({ github }, known) => {
  const found = await github.readAll("GET /repos/{owner}/{repo}/releases", {}, { most: PAGES });
  return seen(found.map((raw) => githubRelease(raw, known)));
};

/**
 * The GitHub release that visitors are shown as the latest, which may be older than all of those.
 * https://docs.github.com/rest/releases/releases#get-the-latest-release
 */
export const latestRelease: Reader<Fact<GithubRelease>> = async ({ github }, known) => {
  const found = await github.readOrAbsent("GET /repos/{owner}/{repo}/releases/latest", {});
  return found === undefined ? absent : seen(githubRelease(found, known));
};

function githubRelease(raw: RawRelease, { app }: Pick<Snapshot, "app">): GithubRelease {
  const own = `${app.slug}[bot]`;
  return {
    id: raw.id,
    tag: raw.tag_name,
    draft: raw.draft,
    prerelease: raw.prerelease,
    // Somebody may have cleared it: GitHub shows the tag then.
    name: raw.name || raw.tag_name,
    body: raw.body ?? "",
    url: raw.html_url,
    uploadUrl: raw.upload_url,
    immutable: raw.immutable === true,
    ...optionalInstant("publishedAt", raw.published_at),
    ...(raw.discussion_url === undefined ? {} : { discussion: raw.discussion_url }),
    byApp: raw.author.login === own,
    assets: raw.assets.map((asset) => ({
      byApp: asset.uploader?.login === own,
      id: asset.id,
      name: asset.name,
      size: asset.size,
      uploaded: asset.state === "uploaded",
      ...(asset.digest ? { digest: asset.digest } : {}),
    })),
  };
}
