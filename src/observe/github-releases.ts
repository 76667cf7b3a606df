import { absent, type Fact, seen } from "../release/fact.ts";
import type { GithubRelease } from "../release/snapshot.ts";
import type { Reader } from "./eyes.ts";
import { optionalInstant } from "./stamp.ts";

/** Newer than this many GitHub releases is every draft, and every release that could be "latest". */
const PAGES = 2;

/**
 * The repository's newest GitHub releases, drafts included: a draft is not found by its tag, only in the list.
 * https://docs.github.com/rest/releases/releases#list-releases
 */
export const githubReleases: Reader<Fact<readonly GithubRelease[]>> = async ({ github }, known) => {
  const found = await github.readAll("GET /repos/{owner}/{repo}/releases", {}, { most: PAGES });
  return seen(
    found.map((raw) => ({
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
      byApp: raw.author.login === `${known.app.slug}[bot]`,
      assets: raw.assets.map((asset) => ({
        byApp: asset.uploader?.login === `${known.app.slug}[bot]`,
        id: asset.id,
        name: asset.name,
        size: asset.size,
        uploaded: asset.state === "uploaded",
        ...(asset.digest ? { digest: asset.digest } : {}),
      })),
    })),
  );
};

/**
 * The number of the GitHub release that visitors are shown as the latest.
 * https://docs.github.com/rest/releases/releases#get-the-latest-release
 */
export const latestRelease: Reader<Fact<number>> = async ({ github }) => {
  const found = await github.readOrAbsent("GET /repos/{owner}/{repo}/releases/latest", {});
  return found === undefined ? absent : seen(found.id);
};
