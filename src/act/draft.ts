import { GitHubFault } from "../github/fault.ts";
import type { Reading } from "../github/github.ts";
import { newBody, refreshedBody } from "../notes/release-body.ts";
import type { CreateDraft, DeleteDraft, UpdateDraft } from "../release/action.ts";
import { given } from "../release/fact.ts";
import { fingerprint } from "../release/fingerprint.ts";
import type { Executor } from "./hands.ts";

/**
 * Drafts the GitHub release, unless there is one by now. No `target_commitish`: the tag exists, and GitHub answers 404
 * when it names a commit whose workflows differ.
 * https://docs.github.com/rest/releases/releases#create-a-release
 */
export const createDraft: Executor<CreateDraft> = async (hands, action) => {
  const body = newBody(hands.seen);
  const github = hands.github("release");
  const newest = await github.readAll("GET /repos/{owner}/{repo}/releases", {}, { most: 1 });
  if (fingerprint(body) !== action.body || newest.some((one) => one.tag_name === action.tag)) {
    return {};
  }
  await unlessListLags(github, action.tag, hands.seen.knownRelease);
  const created = await github.write("POST /repos/{owner}/{repo}/releases", {
    tag_name: action.tag,
    name: action.name,
    body,
    draft: true,
    prerelease: action.prerelease,
  });
  return { result: { release: created.id } };
};

/** The one that was made is asked for by its number, too. A fault: it is there, and the list does not show it yet. */
async function unlessListLags(github: Reading, tag: string, known: number | undefined): Promise<void> {
  const there = known === undefined ? undefined : await releaseNow(github, known);
  if (there?.tag_name === tag || there?.tag_name.startsWith("untagged-")) {
    throw new GitHubFault({ kind: "broken", detail: `release ${there.id} is missing in GitHub's list` });
  }
}

/** A GitHub release as it is; undefined once it is deleted. https://docs.github.com/rest/releases/releases#get-a-release */
export function releaseNow(github: Reading, id: number) {
  return github.readOrAbsent("GET /repos/{owner}/{repo}/releases/{release_id}", { release_id: id });
}

/**
 * Writes the app's sections anew. GitHub takes the whole text or nothing, so it is read once more right before: what
 * a person has saved meanwhile is not written over, but merged with at the next look. Nor is a tag taken back that
 * somebody gave it meanwhile, or a release written into that was just published, unless somebody asked for that.
 * https://docs.github.com/rest/releases/releases#update-a-release
 */
export const updateDraft: Executor<UpdateDraft> = async (hands, action) => {
  const seen = (given(hands.seen.githubReleases) ?? []).find((one) => one.id === action.release);
  const body = refreshedBody(hands.seen, seen?.body ?? "", { isAsked: action.comment !== undefined });
  const github = hands.github("release");
  const now = await releaseNow(github, action.release);
  if (now === undefined || (!now.draft && action.comment === undefined)) {
    return {};
  }
  const isAsSeen = now.tag_name === seen?.tag && fingerprint(now.body ?? "") === action.was;
  if (!isAsSeen || fingerprint(body) !== action.body) {
    return {};
  }
  await github.write("PATCH /repos/{owner}/{repo}/releases/{release_id}", {
    release_id: action.release,
    ...(now.tag_name === action.tag ? {} : { tag_name: action.tag }),
    body,
  });
  return { result: { release: action.release } };
};

/**
 * Deletes a draft of the app's own. Read once more right before: what somebody has published or written into
 * meanwhile, and what has a file of somebody else's, stays. https://docs.github.com/rest/releases/releases#delete-a-release
 */
export const deleteDraft: Executor<DeleteDraft> = async (hands, { release, body }) => {
  const github = hands.github("release");
  const now = await releaseNow(github, release);
  const own = `${hands.seen.app.slug}[bot]`;
  const isOwn = now?.author.login === own && now.assets.every(({ uploader }) => uploader?.login === own);
  if (now?.draft !== true || !isOwn || fingerprint(now.body ?? "") !== body) {
    return {};
  }
  await github.write("DELETE /repos/{owner}/{repo}/releases/{release_id}", { release_id: release });
  return { result: { deleted: release } };
};
